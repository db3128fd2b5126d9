/* What one does with ranges: copy, paste, fill, empty, add and delete rows. */
import { isEmpty, plainText } from "./cells.js";
import { fromTsv, toTsv } from "./tsv.js";

export class Moves {
  constructor(store, hands, tell) {
    Object.assign(this, { store, hands, tell });
  }

  copied() {
    const { records, columns } = this.hands.range();
    return toTsv(records.map((record) => columns.map((column) => plainText(record[column.field], column, this.store.settings))));
  }

  /* One cell fills the range; a block lies from the range's first cell on, and repeats if the range is a multiple of it. */
  paste(text) {
    const block = fromTsv(text);
    const { records, columns } = this.hands.range();
    const here = this.hands.fromHere();
    const height = records.length % block.length === 0 ? records.length : block.length;
    const width = columns.length % block[0].length === 0 ? columns.length : Math.max(...block.map((row) => row.length));
    const targets = here.columns.slice(0, width);
    this.store.together(() => {
      const rows = this.rowsFor(here.records.slice(0, height), height);
      const cells = rows.flatMap((record, y) => targets.map((column, x) => ({ uid: record.uid, column, value: block[y % block.length][x % block[0].length] })));
      this.set(cells.filter((cell) => cell.value !== undefined));
    });
  }

  /* Below the last row new ones begin. */
  rowsFor(records, height) {
    const made = Array.from({ length: height - records.length }, () => this.store.newRecord());
    if (made.length) this.store.addRows(made);
    return [...records, ...made];
  }

  set(cells) {
    const allowed = [];
    const left = new Set();
    for (const cell of cells) {
      if (this.store.canEdit(this.store.records.get(cell.uid), cell.column)) allowed.push(cell);
      else left.add(cell.column.label);
    }
    this.store.setCells(allowed.map((cell) => ({ uid: cell.uid, field: cell.column.field, value: this.typed(cell) })));
    if (left.size) this.tell(`Left out, as they cannot be changed here: ${[...left].join(", ")}.`);
  }

  /* An empty cell of a number is none; a text that says what stands there already changes nothing. */
  typed({ uid, column, value }) {
    const record = this.store.records.get(uid);
    if (typeof value !== "string") return value;
    const text = value.trim();
    if (text === plainText(record[column.field], column, this.store.settings)) return record[column.field];
    return text === "" && isEmpty(record[column.field]) ? record[column.field] : text;
  }

  fill() {
    const { records, columns } = this.hands.range();
    const [first, ...others] = records;
    if (!others.length) return this.tell("Mark the cell to repeat and the cells below it, then fill.");
    return this.set(others.flatMap((record) => columns.map((column) => ({ uid: record.uid, column, value: first[column.field] }))));
  }

  clear() {
    const { records, columns } = this.hands.range();
    this.set(records.flatMap((record) => columns.map((column) => ({ uid: record.uid, column, value: "" }))));
  }

  async add() {
    const record = this.store.newRecord();
    await this.store.addRows([record]);
    const first = [...this.store.columns.values()].find((column) => column.is_editable);
    this.hands.show(record.uid, first.field);
  }

  delete() {
    this.store.deleteRows(this.hands.range().records.map((record) => record.uid));
  }

  undo() {
    this.store.undo();
  }

  redo() {
    this.store.redo();
  }
}
