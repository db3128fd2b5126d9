/* The flow from towers to functions: the band under the mouse or the focus says its figures; the arrow keys walk through
   the bands, which take the tab key once; and the drawing as a file. */
import { svg } from "./org_chart/svg.js";
import { savePng, saveSvg, svgText } from "./picture.js";

const figure = document.querySelector("[data-flow]");
const picture = figure.querySelector(".flow-picture");
const words = figure.querySelector("[data-flow-words]");
const links = [...figure.querySelectorAll(".flow-link")];
const asked = words.textContent;
const wordsOf = (target) => target.closest?.(".flow-link")?.getAttribute("aria-label") ?? target.dataset?.words;

function tell(target) {
  words.textContent = wordsOf(target) || asked;
}

function take(link) {
  for (const one of links) one.setAttribute("tabindex", one === link ? "0" : "-1");
}

const STEPS = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1, Home: -Infinity, End: Infinity };

picture.addEventListener("pointerover", ({ target }) => tell(target));
picture.addEventListener("pointerleave", () => tell(document.activeElement));
picture.addEventListener("focusin", ({ target }) => {
  tell(target);
  take(target.closest(".flow-link"));
});
picture.addEventListener("focusout", () => tell(picture));
picture.addEventListener("keydown", (event) => {
  const at = links.indexOf(event.target.closest(".flow-link"));
  if (at < 0 || !(event.key in STEPS) || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  links[Math.min(Math.max(at + STEPS[event.key], 0), links.length - 1)].focus();
});

/* The drawing on paper of its own, with its title. */
function fileText() {
  const { x, y, width, height } = picture.viewBox.baseVal;
  const name = picture.getAttribute("aria-label");
  const paper = svg("svg", { width, height, viewBox: `${x} ${y} ${width} ${height}`, "font-family": "Inter, system-ui, sans-serif" }, [
    svg("title", {}, [name]),
    svg("rect", { class: "flow-paper", x, y, width, height }),
    ...[...picture.children].map((child) => child.cloneNode(true)),
  ]);
  return { name, text: svgText(paper), size: { width, height } };
}

document.addEventListener("click", ({ target }) => {
  const kind = target.closest("[data-flow-file]")?.dataset.flowFile;
  if (!kind) return;
  const { name, text, size } = fileText();
  if (kind === "svg") saveSvg(name, text);
  else void savePng(name, text, size);
});

take(links[0]);
