/* Bundles static/src into static/dist: app.js, charts.js, tour.js, theme.js, app.css with its fonts, icons.svg, and for
   the grid, the board, the org charts and the flow alone a script and a style sheet each.
   Same sources, same bytes: names carry no hash (Django's manifest storage adds it), order follows the imports. */

import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { scalesCss } from "./src/scales.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const source = path.join(here, "src");
const target = path.join(here, "dist");
const common = { bundle: true, minify: true, legalComments: "none", logLevel: "warning", absWorkingDir: here };
const browsers = ["chrome123", "firefox121", "safari17.5"];

/* `@import "scales"` in the style sheet is answered by the generated colour steps. */
const scales = {
  name: "scales",
  setup(bundler) {
    bundler.onResolve({ filter: /^scales$/ }, (args) => ({ path: args.path, namespace: "scales" }));
    bundler.onLoad({ filter: /.*/, namespace: "scales" }, () => ({ contents: scalesCss(), loader: "css" }));
  },
};

async function buildScripts() {
  const modules = ["app", "board", "charts", "flow", "grid", "org_chart", "survey", "tour"].map((name) => ({ in: path.join(source, "js", name), out: name }));
  await build({ ...common, entryPoints: modules, outdir: target, format: "esm", target: browsers });
  const theme = path.join(source, "js", "theme.js");
  await build({ ...common, entryPoints: [theme], outdir: target, format: "iife", target: browsers });
}

async function buildStyles() {
  await build({
    ...common,
    entryPoints: ["app", "board", "flow", "grid", "org_chart"].map((name) => path.join(source, "css", `${name}.css`)),
    outdir: target,
    loader: { ".woff2": "file" },
    assetNames: "fonts/[name]",
    target: browsers,
    plugins: [scales],
  });
}

async function buildIcons() {
  const drawn = await readFile(path.join(source, "icons.svg"), "utf8");
  await writeFile(path.join(target, "icons.svg"), drawn.replaceAll("\n", ""));
}

await rm(target, { recursive: true, force: true });
await mkdir(target, { recursive: true });
await Promise.all([buildScripts(), buildStyles(), buildIcons()]);
