/* One card: two lines, an edge in the class of its span or phase, a handle in that of its span, a shadow card where it stands for several posts. */
import { CARD } from "./sizes.js";
import { svg } from "./svg.js";

const HANDLE = 24;
const canvas = document.createElement("canvas").getContext("2d");

/* The text in so many pixels, its end cut off where it is longer. */
function fitted(text, width, font) {
  canvas.font = font;
  if (canvas.measureText(text).width <= width) return text;
  let end = text.length;
  while (end > 1 && canvas.measureText(`${text.slice(0, end)}…`).width > width) end -= 1;
  return `${text.slice(0, end).trimEnd()}…`;
}

const fontOf = (weight, size) => `${weight} ${size}px Inter, system-ui, sans-serif`;

/* What the handle says: how many, and in a word where that is unusual. */
function handleText(node) {
  const count = node.reports ? node.reports.split(" ")[0] : String(node.below);
  return node.span === "narrow" || node.span === "wide" ? `${count} ${node.span}` : count;
}

function handleOf(node) {
  const text = `${handleText(node)} ${node.isOpen ? "−" : "+"}`;
  canvas.font = fontOf(600, 11);
  const width = Math.ceil(canvas.measureText(text).width) + 14;
  const x = CARD.width - width - 5;
  return {
    width: width + 8,
    element: svg("g", { class: `orgchart-handle is-${node.span || "plain"}`, "data-toggle": "branch" }, [
      svg("rect", { class: "orgchart-hit", "data-hit": "handle", x: x - 8, y: -2, width: width + 15, height: CARD.height + 4 }),
      svg("rect", { class: "orgchart-handle-box", x, y: (CARD.height - HANDLE) / 2, width, height: HANDLE, rx: 5 }),
      svg("text", { class: "orgchart-handle-text", x: x + width / 2, y: CARD.height / 2 + 4, "text-anchor": "middle" }, [text]),
    ]),
  };
}

/* In words what the picture shows, for the tooltip and for who listens. */
export function wordsOf(node) {
  if (node.isMore) return node.title;
  return [
    node.posts > 1 ? `${node.title}, ${node.posts} posts` : node.title,
    node.note,
    node.reports && node.span ? `${node.reports}: ${node.span}` : node.reports,
    node.inferred ? `inferred: ${node.inferred}` : "",
  ].filter(Boolean).join("; ");
}

function shapes(node) {
  const size = { width: CARD.width, height: CARD.height, rx: 6 };
  const behind = node.posts > 1 ? [svg("rect", { class: "orgchart-behind", x: 4, y: 4, ...size })] : [];
  const tone = node.span || node.phase;
  const edge = tone ? [svg("rect", { class: `orgchart-edge is-${tone}`, x: 0.5, y: 6, width: 4, height: CARD.height - 12 })] : [];
  return [...behind, svg("rect", { class: "orgchart-box", ...size }), ...edge];
}

function lines(node, room) {
  if (node.isMore) return [svg("text", { class: "orgchart-title", x: 12, y: 26 }, [node.title])];
  const count = node.posts > 1 ? ` × ${node.posts}` : "";
  canvas.font = fontOf(600, 12);
  const rest = room - canvas.measureText(count).width;
  return [
    svg("text", { class: "orgchart-title", x: 12, y: 18 }, [`${fitted(node.title, rest, fontOf(600, 12))}${count}`]),
    svg("text", { class: "orgchart-note", x: 12, y: 33 }, [fitted(node.note, room, fontOf(400, 11))]),
  ];
}

export function cardOf({ node, depth, x, y }, model, isCurrent) {
  const handle = node.below ? handleOf(node) : { width: 0, element: null };
  const drawn = [...shapes(node), ...lines(node, CARD.width - 22 - handle.width), ...(handle.element ? [handle.element] : [])];
  const siblings = node.parent ? model.childrenOf(node.parent) : [node];
  const kinds = [
    node.is_place && "is-place",
    node.is_pale && "is-pale",
    node.inferred && "is-guess",
    node.isMore && "is-more",
    isCurrent && "is-current",
  ];
  return svg(
    "g",
    {
      class: ["orgchart-card", ...kinds.filter(Boolean)].join(" "),
      role: "treeitem",
      transform: `translate(${x} ${y})`,
      tabindex: isCurrent ? "0" : "-1",
      "data-id": node.id,
      "aria-level": depth + 1,
      "aria-posinset": siblings.findIndex(({ id }) => id === node.id) + 1,
      "aria-setsize": siblings.length,
      "aria-expanded": node.below ? String(node.isOpen) : undefined,
      "aria-selected": String(isCurrent),
    },
    [svg("title", {}, [wordsOf(node)]), svg("g", { "aria-hidden": "true" }, drawn)],
  );
}
