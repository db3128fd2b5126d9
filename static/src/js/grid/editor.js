/* The field in which a cell is typed: a combobox where the column names other things, with the best matches below. */
import { plainText } from "./cells.js";

const MOST_SHOWN = 8;

export function namesFor(column, store) {
  if (column.words.length) return column.words;
  if (column.choices === "key") return [...store.records.values()].map((record) => record.key);
  return store.choices[column.choices] ?? [];
}

/* Those that begin with the text, then those that contain it. */
function matches(names, text) {
  const wanted = text.trim().toLowerCase();
  const begins = [];
  const contains = [];
  for (const name of names) {
    const at = name.toLowerCase().indexOf(wanted);
    if (at === 0) begins.push(name);
    else if (at > 0 && contains.length < MOST_SHOWN) contains.push(name);
    if (begins.length >= MOST_SHOWN) break;
  }
  return [...begins, ...contains].slice(0, MOST_SHOWN);
}

class Suggestions {
  constructor(input, names, onPick) {
    Object.assign(this, { input, names, onPick, chosen: -1 });
    this.list = document.createElement("ul");
    this.list.className = "grid-choices";
    this.list.id = "grid-choices";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", input.getAttribute("aria-label"));
    for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", "grid-choices"], ["aria-expanded", "true"]]) input.setAttribute(name, value);
    this.list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const option = event.target.closest("li");
      if (option) onPick(option.textContent);
    });
    document.getElementById("main").append(this.list);
  }

  show(text) {
    this.chosen = -1;
    this.list.replaceChildren(...matches(this.names, text).map((name, at) => {
      const option = document.createElement("li");
      option.id = `grid-choice-${at}`;
      option.setAttribute("role", "option");
      option.textContent = name;
      return option;
    }));
    this.list.hidden = !this.list.childElementCount;
    const { left, bottom, top, width } = this.input.getBoundingClientRect();
    const isAbove = bottom + this.list.offsetHeight > window.innerHeight;
    Object.assign(this.list.style, {
      left: `${Math.min(left, window.innerWidth - this.list.offsetWidth - 8)}px`,
      top: `${isAbove ? top - this.list.offsetHeight - 2 : bottom + 2}px`,
      minWidth: `${width}px`,
    });
  }

  move(step) {
    const options = [...this.list.children];
    if (!options.length) return;
    this.chosen = (this.chosen + step + options.length) % options.length;
    options.forEach((option, at) => option.setAttribute("aria-selected", String(at === this.chosen)));
    this.input.setAttribute("aria-activedescendant", `grid-choice-${this.chosen}`);
    this.input.value = options[this.chosen].textContent;
  }

  close() {
    this.list.remove();
  }
}

/* Tabulator's editor of a column. What was typed goes to `onTyped(record, field, text, step)`; the table itself keeps its value. */
export function editorFor(column, store, { typedFirst, onTyped }) {
  return (cell, onRendered, success, cancel) => {
    const record = cell.getData();
    const before = plainText(record[column.field], column, store.settings);
    const first = typedFirst();
    const input = document.createElement("input");
    input.className = "grid-input";
    input.value = first ?? before;
    input.setAttribute("aria-label", column.label);
    let suggestions = null;
    let isOver = false;
    const end = (text, step) => {
      if (isOver) return;
      isOver = true;
      suggestions?.close();
      cancel();
      if (text !== null && text !== before) onTyped(record, column.field, text);
      if (step) step();
    };
    const steps = { Enter: (event) => (event.shiftKey ? "up" : "down"), Tab: (event) => (event.shiftKey ? "left" : "right") };
    input.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Escape") end(null);
      else if (steps[event.key]) {
        event.preventDefault();
        end(input.value, () => onTyped.go(steps[event.key](event)));
      } else if (suggestions && ["ArrowDown", "ArrowUp"].includes(event.key)) {
        event.preventDefault();
        suggestions.move(event.key === "ArrowDown" ? 1 : -1);
      }
    });
    for (const name of ["copy", "cut", "paste"]) input.addEventListener(name, (event) => event.stopPropagation());
    input.addEventListener("blur", () => end(input.value));
    onRendered(() => {
      input.focus({ preventScroll: true });
      if (first === undefined) input.select();
      if (column.form !== "choice" && !column.words.length) return;
      suggestions = new Suggestions(input, namesFor(column, store), (name) => {
        input.value = name;
        end(name, () => onTyped.go("down"));
      });
      suggestions.show(first ?? "");
      input.addEventListener("input", () => suggestions.show(input.value));
    });
    return input;
  };
}
