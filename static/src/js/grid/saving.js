/* Sends what waits, one request at a time, and takes in what became of every cell. */
import { asked } from "./loading.js";
import { isEmpty } from "./cells.js";
import { MARK } from "./store.js";

const MOST_ROWS = 500;
const PAUSE = 120;

export class Saver {
  constructor(store, token) {
    this.store = store;
    this.token = token;
    this.sending = new Set();
    this.failure = "";
    this.notes = [];
    store.isSending = (uid) => this.sending.has(uid);
    store.onChange(() => this.soon());
  }

  get isBusy() {
    return this.sending.size > 0;
  }

  get count() {
    return [...this.store.waiting.keys()].filter((uid) => this.isReady(uid)).length + this.store.going.size;
  }

  soon() {
    clearTimeout(this.timer);
    if (!this.isBusy && !this.failure && this.count) this.timer = setTimeout(() => void this.send(), PAUSE);
  }

  retry() {
    this.failure = "";
    this.soon();
  }

  /* A new row is sent as soon as it has all that it needs. */
  isReady(uid) {
    const record = this.store.records.get(uid);
    const needed = [...this.store.columns.values()].filter((column) => column.is_editable && column.is_required);
    return record.version > 0 || needed.every((column) => !isEmpty(record[column.field]));
  }

  batch() {
    const { store } = this;
    const uids = [...store.waiting.keys()].filter((uid) => !store.going.has(uid) && this.isReady(uid)).slice(0, MOST_ROWS);
    const rows = uids.map((uid) => ({ uid, record: store.records.get(uid), fields: store.waiting.get(uid) }));
    const deleted = [...store.going].slice(0, MOST_ROWS - rows.length);
    return { changed: rows.filter((row) => row.record.version), added: rows.filter((row) => !row.record.version), deleted };
  }

  bodyOf({ changed, added, deleted }) {
    const { store } = this;
    const all = [...store.columns.values()].filter((column) => column.is_editable);
    const cells = (record, fields) => Object.fromEntries(fields.map((field) => [field, record[field]]));
    const filled = (record) => all.map((column) => column.field).filter((field) => !isEmpty(record[field]));
    return {
      changed: changed.map(({ uid, record, fields }) => ({ uid, version: record.version, cells: cells(record, [...fields.keys()]) })),
      added: added.map(({ uid, record }) => ({ uid, cells: cells(record, filled(record)), kept: record.kept ?? "" })),
      deleted: deleted.map(([uid]) => ({ uid, version: store.records.get(uid).version })),
    };
  }

  async send() {
    const batch = this.batch();
    const rows = [...batch.changed, ...batch.added];
    const body = this.bodyOf(batch);
    for (const { uid } of rows) this.store.waiting.delete(uid);
    for (const [uid] of batch.deleted) this.store.going.delete(uid);
    this.sending = new Set([...rows.map((row) => row.uid), ...batch.deleted.map(([uid]) => uid)]);
    this.store.tell();
    try {
      const headers = { "Content-Type": "application/json", "X-CSRFToken": this.token, Accept: "application/json" };
      this.takeIn(batch, await asked(this.store.settings.save, { method: "POST", headers, body: JSON.stringify(body) }));
    } catch (error) {
      this.putBack(batch, rows, error);
    }
  }

  putBack(batch, rows, error) {
    this.sending.clear();
    for (const { uid, fields } of rows) for (const [field, entry] of fields) this.store.wait(uid, field, this.store.waiting.get(uid)?.get(field) ?? entry);
    for (const [uid, entry] of batch.deleted) this.store.going.set(uid, entry);
    this.failure = error.message;
    this.store.tell();
  }

  takeIn(batch, answer) {
    const { store } = this;
    const entries = new Map([...batch.changed, ...batch.added].map(({ uid, fields }) => [uid, fields]));
    const touched = new Set(entries.keys());
    this.sending.clear();
    this.notes = [...answer.notes];
    const failed = new Set(answer.errors.map((error) => `${error.uid} ${error.field}`));
    for (const row of answer.rows) this.takeRow(row, entries.get(row.ref) ?? new Map(), failed, touched);
    for (const conflict of answer.conflicts) this.takeConflict(conflict, entries.get(conflict.uid) ?? new Map());
    for (const error of answer.errors) this.takeError(error);
    this.takeDeleted(batch, answer);
    for (const uid of entries.keys()) this.unmark(uid);
    if (answer.gone.length) this.notes.push(`${answer.gone.length} rows are no longer there: somebody else deleted them.`);
    store.forget(answer.gone);
    store.tell({ uids: [...touched] });
  }

  takeRow(row, fields, failed, touched) {
    const { store } = this;
    store.rename(row.ref, row.uid);
    touched.add(row.uid);
    const record = store.records.get(row.uid);
    record.version = row.version;
    delete record.kept;
    const entry = [...fields.values()].find(Boolean);
    for (const [field, value] of Object.entries(row.values)) {
      if (failed.has(`${row.ref} ${field}`)) continue;
      if (store.waiting.get(row.uid)?.has(field)) store.setBase(row.uid, field, value);
      else this.settle(record, field, value, fields.has(field) ? null : entry);
    }
  }

  /* What is neither wrong nor under way any more, for instance the good cells of a new row that was refused. */
  unmark(uid) {
    const { marks, waiting } = this.store;
    const idle = [...(marks.get(uid) ?? [])].filter(([field, mark]) => mark.state === MARK.saving && !waiting.get(uid)?.has(field));
    for (const [field] of idle) this.store.setMark(uid, field, null);
  }

  /* The cell holds what the server says; what followed from other cells is taken back with them. */
  settle(record, field, value, follows) {
    const column = this.store.columns.get(field);
    if (follows && column?.is_editable && record[field] !== value) follows.cells.push({ uid: record.uid, field, before: record[field] });
    record[field] = value;
    this.store.dropBase(record.uid, field);
    this.store.setMark(record.uid, field, null);
  }

  takeError({ uid, field, message }) {
    if (!field) this.notes.push(message);
    else if (!this.store.waiting.get(uid)?.has(field)) this.store.setMark(uid, field, { state: MARK.error, message });
  }

  takeConflict({ uid, version, values, cells }, fields) {
    const { store } = this;
    const record = store.records.get(uid);
    record.version = version;
    for (const [field, value] of Object.entries(values)) {
      if (field in cells) {
        store.setBase(uid, field, value);
        store.setMark(uid, field, { state: MARK.conflict, theirs: value });
      } else if (!store.waiting.get(uid)?.has(field) && store.mark(uid, field)?.state !== MARK.error) this.settle(record, field, value, null);
    }
    if (!Object.keys(cells).length && !fields.size) this.notes.push("A row was changed by somebody else meanwhile: look at it, then delete it again.");
  }

  takeDeleted(batch, answer) {
    const entries = new Map(batch.deleted);
    for (const { uid, kept } of answer.deleted) entries.get(uid)?.deleted.push({ ...this.store.records.get(uid), kept });
    this.store.forget(answer.deleted.map((row) => row.uid));
  }

  keepMine(cells) {
    for (const { uid, field } of cells) this.store.wait(uid, field, null);
    this.store.tell({ uids: cells.map((cell) => cell.uid) });
  }

  /* The server's value again: theirs in a conflict, the former one after an error. */
  takeBack(cells) {
    for (const { uid, field } of cells) {
      const record = this.store.records.get(uid);
      this.settle(record, field, this.store.baseValue(uid, field), null);
    }
    this.store.tell({ uids: cells.map((cell) => cell.uid) });
  }
}
