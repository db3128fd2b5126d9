/* The org chart: what is open is drawn, what is asked for is fetched; a mouse, a finger and the keyboard do the same. */
import { draw } from "./org_chart/draw.js";
import { laySheets, svgFile } from "./org_chart/export.js";
import { stepOf } from "./org_chart/keys.js";
import { Model } from "./org_chart/model.js";
import { showFacts } from "./org_chart/panel.js";
import { watchSearch } from "./org_chart/search.js";
import { saveSvg } from "./picture.js";

const ZOOMS = [0.5, 0.7, 0.85, 1];
const place = (id) => document.getElementById(id);
const [canvas, panel, status, sheets] = ["orgchart-canvas", "orgchart-panel", "orgchart-status", "orgchart-sheets"].map(place);
const data = JSON.parse(place("orgchart-data").textContent);
const model = new Model(data);
const shown = { current: model.get(data.selected) ?? model.root, placed: [], zoom: ZOOMS.length - 1 };

function redraw() {
  const hadFocus = canvas.contains(document.activeElement);
  const label = canvas.getAttribute("aria-label");
  shown.placed = draw(canvas, model, data.columns, { label, current: shown.current.id, zoom: ZOOMS[shown.zoom] });
  showFacts(panel, shown.current, data.page_url, data.by === "manager");
  if (hadFocus) cardOf(shown.current).focus({ preventScroll: true });
  laySheets(sheets, shown.placed);
}

const cardOf = ({ id }) => canvas.querySelector(`[data-id="${CSS.escape(id)}"]`);
const isDrawn = (node) => shown.placed.some((one) => one.node.id === node.id);
const nodeAt = (card) => shown.placed.find(({ node }) => node.id === card.dataset.id).node;

/* Makes a card the current one and brings it into view. */
function goTo(node, { focus = true } = {}) {
  shown.current = node;
  redraw();
  if (focus) cardOf(node).focus({ preventScroll: true });
  cardOf(node).scrollIntoView({ block: "nearest", inline: "nearest" });
}

/* What fails is said where it was asked for; the chart stays as it is. */
async function attempt(work) {
  try {
    await work();
    status.textContent = "";
  } catch (error) {
    status.textContent = `This branch could not be opened: ${error.message} Try again.`;
  }
}

const toggle = (node) =>
  attempt(async () => {
    if (node.isMore) {
      const { children } = node.parent;
      const before = children.length;
      await model.showMore(node.parent);
      goTo(children[before] ?? node.parent);
    } else {
      await model.toggle(node);
      goTo(node);
    }
  });

const findAndShow = (id) =>
  attempt(async () => {
    const node = await model.openTo(id);
    goTo(node);
  });

canvas.addEventListener("click", ({ target }) => {
  const card = target.closest("[data-id]");
  if (!card) return;
  const node = nodeAt(card);
  if (node.isMore || target.closest("[data-toggle]")) void toggle(node);
  else goTo(node);
});

canvas.addEventListener("keydown", (event) => {
  const card = event.target.closest("[data-id]");
  if (!card || event.altKey || event.ctrlKey || event.metaKey) return;
  const index = shown.placed.findIndex(({ node }) => node.id === card.dataset.id);
  const step = stepOf(event.key, shown.placed, index);
  if (!step) return;
  event.preventDefault();
  if (step === "toggle") void toggle(shown.placed[index].node);
  else goTo(step);
});

document.addEventListener("click", ({ target }) => {
  const does = target.closest("[data-orgchart]")?.dataset.orgchart;
  if (does === "svg") saveSvg(canvas.dataset.name, svgFile(canvas, shown.placed, canvas.dataset.name));
  if (does === "close-all") {
    model.closeAll();
    goTo(model.root, { focus: false });
  }
  if (does === "smaller" || does === "larger") {
    shown.zoom = Math.min(Math.max(shown.zoom + (does === "larger" ? 1 : -1), 0), ZOOMS.length - 1);
    redraw();
  }
});

watchSearch(place("orgchart-search"), place("orgchart-found"), status, model, findAndShow);
redraw();
if (data.selected && isDrawn(shown.current)) goTo(shown.current, { focus: false });
void document.fonts.ready.then(redraw);
