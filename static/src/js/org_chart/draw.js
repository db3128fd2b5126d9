/* Lays the open part of the chart out from left to right, a layer per column, and draws it as SVG. */
import { hierarchy } from "d3-hierarchy";
import { cardOf } from "./card.js";
import { CARD, COLUMN, EDGE, GAP, HEAD, ROW } from "./sizes.js";
import { svg } from "./svg.js";

/* A row for every card that nothing is open below; the others stand beside the first of theirs, so that no two meet. */
function giveRows(whole) {
  let next = 0;
  let last = null;
  whole.eachAfter((one) => {
    if (!one.children) {
      next += !last || last.parent === one.parent ? ROW : ROW + GAP;
      last = one;
    }
    one.x = one.children ? one.children[0].x : next - ROW;
  });
}

/** The nodes in view from top to bottom as the arrow keys go, with their places. */
export function laidOut(model) {
  const whole = hierarchy(model.root, (node) => (node.isMore ? [] : model.childrenOf(node)));
  giveRows(whole);
  const placed = new Map(
    whole.descendants().map((one) => [one.data.id, { node: one.data, depth: one.depth, x: one.depth * COLUMN + EDGE, y: one.x + EDGE }]),
  );
  const order = [];
  const visit = (one) => {
    order.push(placed.get(one.data.id));
    one.children?.forEach(visit);
  };
  visit(whole);
  return order;
}

export function sizeOf(placed) {
  return {
    width: Math.max(...placed.map(({ x }) => x)) + CARD.width + EDGE,
    height: Math.max(...placed.map(({ y }) => y)) + CARD.height + EDGE,
  };
}

function linkOf(one, parent) {
  const [from, to, middle] = [parent.x + CARD.width, one.x, one.x - 22];
  const [above, below] = [parent.y + CARD.height / 2, one.y + CARD.height / 2];
  return svg("path", {
    class: one.node.inferred && !one.node.is_place ? "orgchart-link is-guess" : "orgchart-link",
    d: `M${from} ${above}H${middle}V${below}H${to}`,
  });
}

function headings(columns, placed) {
  const shown = new Set(placed.map(({ depth }) => depth));
  return columns.filter((_column, depth) => shown.has(depth)).map(([name, note], depth) => {
    const x = depth * COLUMN + EDGE;
    return svg("g", {}, [svg("text", { class: "orgchart-head", x, y: 16 }, [name]), svg("text", { class: "orgchart-head-note", x, y: 31 }, [note])]);
  });
}

/** Fills `canvas` anew; returns what was drawn, from top to bottom. */
export function draw(canvas, model, columns, { label, current, zoom }) {
  const placed = laidOut(model);
  const at = new Map(placed.map((one) => [one.node.id, one]));
  const { width, height } = sizeOf(placed);
  const links = placed.filter(({ node }) => node.parent).map((one) => linkOf(one, at.get(one.node.parent.id)));
  const cards = placed.map((one) => cardOf(one, model, one.node.id === current));
  const head = svg("g", { id: "orgchart-headings", "aria-hidden": "true" }, headings(columns, placed));
  const body = svg("g", { id: "orgchart-drawing" }, [
    svg("g", { "aria-hidden": "true" }, links),
    svg("g", { role: "tree", "aria-label": label }, cards),
  ]);
  canvas.replaceChildren(
    svg("svg", { class: "orgchart-headline", role: "presentation", width: width * zoom, height: HEAD * zoom, viewBox: `0 0 ${width} ${HEAD}` }, [head]),
    svg("svg", { class: "orgchart-picture", role: "presentation", width: width * zoom, height: height * zoom, viewBox: `0 0 ${width} ${height}` }, [body]),
  );
  return placed;
}
