/* Everything around the table: buttons, the line about the current cell, what is not saved and why. */
import { shownText } from "./cells.js";
import { MARK } from "./store.js";

const plural = (count, noun) => `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;

export class Panel {
  constructor(root, store, saver) {
    Object.assign(this, { root, store, saver, problemAt: -1, total: 0 });
    this.part = (name) => root.querySelector(`[data-${name}]`);
  }

  connect(moves, hands) {
    this.hands = hands;
    const doing = {
      add: () => moves.add(), delete: () => moves.delete(), undo: () => moves.undo(), redo: () => moves.redo(), fill: () => moves.fill(),
      retry: () => this.saver.retry(), next: () => this.showNext(),
      mine: () => this.answer((cells) => this.saver.keepMine(cells), this.current()), theirs: () => this.answer((cells) => this.saver.takeBack(cells), this.current()),
      "all-mine": () => this.answer((cells) => this.saver.keepMine(cells), this.store.marked(MARK.conflict)),
      "all-theirs": () => this.answer((cells) => this.saver.takeBack(cells), this.store.marked(MARK.conflict)),
      drop: () => this.drop(),
    };
    this.root.addEventListener("click", (event) => doing[event.target.closest("[data-do]")?.dataset.do]?.());
    for (const column of this.store.columns.values()) if (column.is_group) this.part("group").append(new Option(column.label, column.field));
  }

  answer(decide, cells) {
    decide(cells);
    this.hands.focus();
  }

  /* Cells that cannot be saved hold again what is saved; new rows that cannot go. */
  drop() {
    const cells = this.store.marked(MARK.error);
    const isNew = ({ uid }) => !this.store.records.get(uid).version;
    this.store.forget([...new Set(cells.filter(isNew).map((cell) => cell.uid))]);
    this.answer((rest) => this.saver.takeBack(rest), cells.filter((cell) => this.store.records.has(cell.uid)));
  }

  current() {
    const active = this.hands.active();
    const mark = active && this.store.mark(active.record.uid, active.column.field);
    return mark?.state === MARK.conflict ? [{ uid: active.record.uid, field: active.column.field }] : [];
  }

  showNext() {
    const found = [...this.store.marked(MARK.conflict), ...this.store.marked(MARK.error)];
    if (!found.length) return;
    this.problemAt = (this.problemAt + 1) % found.length;
    this.hands.show(found[this.problemAt].uid, found[this.problemAt].field);
    this.showCell();
  }

  nameOf(record) {
    return record.key || record.name || [record.team, record.activity].filter(Boolean).join(", ") || "new row";
  }

  showCell() {
    const active = this.hands?.active();
    if (!active?.column) return;
    const { record, column } = active;
    const mark = this.store.mark(record.uid, column.field);
    const said = { [MARK.error]: mark?.message, [MARK.conflict]: `Somebody else wrote “${shownText(mark?.theirs, column, this.store.settings) || "nothing"}”.` };
    this.write("cell-name", `${this.nameOf(record)} · ${column.label}`);
    this.write("cell-value", shownText(record[column.field], column, this.store.settings) || "empty");
    this.write("cell-message", said[mark?.state] ?? "");
    this.part("cell-answer").hidden = mark?.state !== MARK.conflict;
  }

  write(name, text) {
    const element = this.part(name);
    if (element.textContent !== text) element.textContent = text;
  }

  note(texts) {
    const notes = this.part("notes");
    notes.hidden = !texts.length;
    notes.replaceChildren(...texts.map((text) => Object.assign(document.createElement("p"), { textContent: text })));
  }

  loaded(count, total) {
    this.total = total;
    this.write("state", count < total ? `${count.toLocaleString("en")} of ${plural(total, this.store.settings.noun)} loaded` : this.restingState());
  }

  restingState() {
    const count = plural(this.store.records.size, this.store.settings.noun);
    return this.store.settings.isEditable ? `${count}, everything is saved` : count;
  }

  refresh() {
    const conflicts = this.store.marked(MARK.conflict).length;
    const errors = this.store.marked(MARK.error).length;
    const unfinished = [...this.store.records.values()].filter((record) => !record.version).length;
    this.stateOf({ conflicts, errors, unfinished });
    this.part("problems").hidden = !(conflicts + errors);
    const told = [conflicts && `${plural(conflicts, "cell")} changed by somebody else meanwhile`, errors && `${plural(errors, "cell")} cannot be saved`];
    this.write("problems-text", told.filter(Boolean).join("; "));
    for (const [name, isShown] of [["all-mine", conflicts], ["all-theirs", conflicts], ["drop", errors]]) this.root.querySelector(`[data-do=${name}]`).hidden = !isShown;
    for (const [name, entries] of [["undo", this.store.done], ["redo", this.store.undone]]) {
      const button = this.root.querySelector(`[data-do=${name}]`);
      if (button) button.disabled = !entries.length;
    }
    this.showCell();
  }

  stateOf({ conflicts, errors, unfinished }) {
    const { saver } = this;
    const state = this.part("state");
    this.root.querySelector("[data-do=retry]")?.toggleAttribute("hidden", !saver.failure);
    state.classList.toggle("bad", Boolean(saver.failure));
    if (saver.failure) this.write("state", `Not saved. ${saver.failure}`);
    else if (saver.isBusy || saver.count) this.write("state", `Saving ${plural(Math.max(saver.sending.size, saver.count), "row")}…`);
    else if (unfinished) this.write("state", `${plural(unfinished, "new row")} not finished yet`);
    else if (conflicts + errors) this.write("state", "The rest is saved");
    else if (this.store.records.size >= this.total || this.store.done.length) this.write("state", this.restingState());
  }

  hasUnsaved() {
    return Boolean(this.saver.isBusy || this.saver.count || this.saver.failure || this.store.marked(MARK.error).length || this.store.marked(MARK.conflict).length);
  }
}
