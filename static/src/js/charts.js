/* Draws every <figure data-chart="kind" data-source="id of a json_script"> and keeps it in step with size, theme, print. */
import { bars } from "./charts/bars.js";
import { capture } from "./charts/capture.js";
import { createChart } from "./charts/engine.js";
import { readPalette } from "./charts/palette.js";
import { tornado } from "./charts/tornado.js";
import { waterfall } from "./charts/waterfall.js";

const KINDS = { bars, capture, tornado, waterfall };
const drawn = new Map();
const motion = window.matchMedia("(prefers-reduced-motion: reduce)");
const printing = window.matchMedia("print");

function draw(figure) {
  const { chart, data } = drawn.get(figure);
  const canvas = chart.getDom();
  const { option, height } = KINDS[figure.dataset.chart](data, readPalette(), canvas.clientWidth);
  canvas.style.setProperty("--chart-height", `${height}px`);
  chart.resize({ height });
  chart.setOption({ animation: !motion.matches && !printing.matches, animationDuration: 300, ...option }, true);
}

const sizes = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const known = drawn.get(target);
    if (known && known.width !== target.clientWidth) {
      known.width = target.clientWidth;
      draw(target);
    }
  }
});

function start(figure) {
  const source = document.getElementById(figure.dataset.source);
  const chart = createChart(figure.querySelector(".chart-canvas"));
  drawn.set(figure, { chart, data: JSON.parse(source.textContent), width: figure.clientWidth });
  draw(figure);
  sizes.observe(figure);
}

function redrawAll() {
  for (const [figure, { chart }] of drawn) {
    if (figure.isConnected) draw(figure);
    else {
      sizes.unobserve(figure);
      chart.dispose();
      drawn.delete(figure);
    }
  }
}

export function drawCharts(root) {
  const figures = [...root.querySelectorAll("[data-chart]"), ...(root.matches("[data-chart]") ? [root] : [])];
  for (const figure of figures) if (!drawn.has(figure)) start(figure);
}

document.addEventListener("theme:change", redrawAll);
for (const query of ["(prefers-color-scheme: dark)", "print"]) window.matchMedia(query).addEventListener("change", redrawAll);
window.addEventListener("beforeprint", redrawAll);
window.addEventListener("afterprint", redrawAll);
void document.fonts.ready.then(redrawAll);
