/* Draws the columns: at most so many cards in each, and a button for more, so that a large board stays quick. */
import { CODES, fteText, plural } from "./store.js";

const SHOWN = 40;

function element(tag, className, text = "") {
  return Object.assign(document.createElement(tag), { className, textContent: text });
}

export class Drawing {
  constructor(root, store) {
    this.root = root;
    this.store = store;
    this.cards = new Map();
    this.limits = CODES.map(() => SHOWN);
    this.columns = CODES.map((code) => root.querySelector(`[data-column="${code}"]`));
    this.names = this.columns.map((column) => column.querySelector("h2").textContent);
  }

  /* All columns anew; the focus stays on its card, or goes to the nearest one of its column. */
  draw() {
    const held = document.activeElement?.closest?.("[data-card]");
    const place = held && { id: held.dataset.card, code: Number(held.closest("[data-column]").dataset.column), at: this.at(held) };
    this.cards.clear();
    this.store.columns().forEach((cards, code) => this.drawColumn(code, cards));
    this.root.ownerDocument.querySelector("[data-board-heading]").textContent = this.store.heading;
    this.root.ownerDocument.querySelector("[data-board-version]").textContent = `step ${this.store.version}`;
    for (const id of this.store.chosen) if (!this.cards.has(id)) this.store.chosen.delete(id);
    if (place) (this.button(place.id) ?? this.nearest(place))?.focus({ preventScroll: true });
    this.rove();
  }

  drawColumn(code, cards) {
    const column = this.columns[code];
    for (const card of cards) this.cards.set(card.id, card);
    const shown = cards.slice(0, this.limits[code]);
    column.querySelector("[data-cards]").replaceChildren(...shown.map((card) => this.item(card)));
    column.querySelector("[data-total]").textContent = this.store.totals[code];
    column.querySelector("[data-count]").textContent = plural(cards.length, "card");
    column.querySelector("summary").textContent = plural(cards.length, "card");
    if (code) column.querySelector("[data-reach]").textContent = this.store.reaches[code - 1];
    const more = column.querySelector("[data-more]");
    const left = cards.length - shown.length;
    more.hidden = !left;
    more.textContent = `${left.toLocaleString("en")} more`;
  }

  item(card) {
    const item = element("li", "board-card");
    const button = element("button", "board-face");
    const fte = element("span", "board-fte");
    fte.append(element("strong", "", fteText(card.volume)), " FTE");
    const marks = this.store.marks(card).map(([text, title]) => Object.assign(element("span", "pill pill-doubt board-mark", text), { title }));
    button.append(element("strong", "", card.title), element("span", "board-detail", card.detail), ...marks, fte);
    Object.assign(button, { type: "button", tabIndex: -1 });
    button.dataset.card = card.id;
    if (this.store.isEditable) {
      button.setAttribute("aria-pressed", String(this.store.chosen.has(card.id)));
      button.setAttribute("aria-describedby", "board-keys");
    }
    item.append(button);
    if (this.store.isEditable) item.append(this.moveButton(card));
    return item;
  }

  /* For fingers: on a wide screen it is not shown. */
  moveButton(card) {
    const button = element("button", "btn btn-small board-move", "Move");
    Object.assign(button, { type: "button" });
    button.dataset.moves = card.id;
    button.setAttribute("aria-label", `Move ${card.title}, ${card.detail}`);
    return button;
  }

  /* The card is drawn even where it lies below the first ones. */
  reveal(id) {
    const code = this.cards.get(id)?.code;
    if (code === undefined) return null;
    const cards = [...this.cards.values()].filter((card) => card.code === code);
    this.limits[code] = Math.max(this.limits[code], cards.findIndex((card) => card.id === id) + 1);
    if (!this.button(id)) this.drawColumn(code, cards);
    return this.button(id);
  }

  more(code) {
    this.limits[code] += SHOWN * 5;
    this.draw();
  }

  /* A new search or filter begins with the first cards again. */
  restart() {
    this.limits.fill(SHOWN);
    this.draw();
  }

  button(id) {
    return this.root.querySelector(`[data-card="${CSS.escape(id)}"]`);
  }

  buttons(code) {
    return [...this.columns[code].querySelectorAll("[data-card]")];
  }

  at(button) {
    return [...button.closest("[data-cards]").children].indexOf(button.parentElement);
  }

  nearest({ code, at }) {
    const buttons = this.buttons(code);
    return buttons[Math.min(at, buttons.length - 1)];
  }

  /* One card takes the tab key, the arrows walk from there. */
  rove(button = null) {
    for (const one of this.root.querySelectorAll("[data-card][tabindex='0']")) one.tabIndex = -1;
    const first = button ?? document.activeElement?.closest?.("[data-card]") ?? this.root.querySelector("[data-card]");
    if (first) first.tabIndex = 0;
  }

  showChosen() {
    for (const button of this.root.querySelectorAll("[data-card]")) button.setAttribute("aria-pressed", String(this.store.chosen.has(button.dataset.card)));
  }

  /* While cards are held: where they come from, where they would go, and the totals after it. */
  showTarget(code, cards) {
    for (const one of this.columns) {
      one.classList.remove("is-target");
      one.querySelector("[data-after]").textContent = "";
    }
    if (code === null) return;
    const moving = cards.filter((card) => card.code !== code);
    this.columns[code].classList.add("is-target");
    const change = (at, volume) => {
      this.columns[at].querySelector("[data-after]").textContent = ` → ${fteText(this.store.volumes[at] + volume)}`;
    };
    if (moving.length) change(code, moving.reduce((sum, card) => sum + card.volume, 0));
    const left = new Map();
    for (const card of moving) left.set(card.code, (left.get(card.code) ?? 0) - card.volume);
    for (const [at, volume] of left) change(at, volume);
  }

  showHeld(cards) {
    const ids = new Set(cards.map((card) => card.id));
    for (const button of this.root.querySelectorAll("[data-card]")) button.classList.toggle("is-held", ids.has(button.dataset.card));
  }
}
