/* The drawing as a file that needs nothing else, and as sheets that fit printed pages. */
import { sizeOf } from "./draw.js";
import { CARD, HEAD } from "./sizes.js";
import { svg } from "./svg.js";
import { svgText } from "../picture.js";

/* A4 landscape without its margins and the line of text above a sheet, as width to height. */
const SHEET = 269 / 162;
const LEAST_WIDTH = 1040;
/* The first sheet shares its page with the heading and the legend. */
const FIRST = 0.74;

function drawingOf(canvas) {
  const [head, body] = ["orgchart-headings", "orgchart-drawing"].map((id) => canvas.querySelector(`#${id}`).cloneNode(true));
  body.querySelector(".is-current")?.classList.remove("is-current");
  body.setAttribute("transform", `translate(0 ${HEAD})`);
  return [head, body];
}

export function svgFile(canvas, placed, heading) {
  const { width, height } = sizeOf(placed);
  const picture = svg("svg", { width, height: height + HEAD, viewBox: `0 0 ${width} ${height + HEAD}`, "font-family": "Inter, system-ui, sans-serif" }, [
    svg("title", {}, [heading]),
    svg("rect", { class: "orgchart-paper", width, height: height + HEAD }),
    ...drawingOf(canvas),
  ]);
  return svgText(picture);
}

/* Where sheets end: as far down as fits, between cards and not through one. */
export function cutsOf(placed, height, sheet) {
  const cuts = [0];
  const isFree = (y) => placed.every((one) => y <= one.y || y >= one.y + CARD.height);
  for (let room = sheet * FIRST; height - cuts.at(-1) > room; room = sheet) {
    const last = cuts.at(-1) + room;
    const free = placed.map((one) => one.y + CARD.height + 4).filter((y) => y > cuts.at(-1) + room / 2 && y <= last && isFree(y));
    cuts.push(free.length ? Math.max(...free) : last);
  }
  return [...cuts, height];
}

/** Fills `place` with one figure per sheet; headings stand on each. */
export function laySheets(place, placed) {
  const size = sizeOf(placed);
  const width = Math.max(size.width, LEAST_WIDTH);
  const cuts = cutsOf(placed, size.height, width / SHEET - HEAD);
  place.replaceChildren(
    ...cuts.slice(1).map((end, at) => {
      const [from, height] = [cuts[at], end - cuts[at]];
      const sheet = document.createElement("figure");
      const picture = svg("svg", { viewBox: `0 0 ${width} ${height + HEAD}`, preserveAspectRatio: "xMinYMin" }, [
        svg("use", { href: "#orgchart-headings" }),
        svg("svg", { y: HEAD, width, height, viewBox: `0 ${from} ${width} ${height}` }, [svg("use", { href: "#orgchart-drawing" })]),
      ]);
      const caption = Object.assign(document.createElement("figcaption"), { textContent: `Sheet ${at + 1} of ${cuts.length - 1}` });
      sheet.append(caption, picture);
      return sheet;
    }),
  );
}
