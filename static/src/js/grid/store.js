/* What the grid knows: records, what is marked, what waits to be saved, and what can be taken back. */
export const MARK = { saving: "saving", error: "error", conflict: "conflict" };

export class Store {
  constructor(settings) {
    this.settings = settings;
    this.columns = new Map(settings.columns.map((column) => [column.field, column]));
    this.records = new Map();
    this.base = new Map(); /* uid -> field -> the value on the server, of cells that differ */
    this.marks = new Map(); /* uid -> field -> {state, message, theirs} */
    this.waiting = new Map(); /* uid -> field -> the entry of history it belongs to */
    this.going = new Map(); /* uid -> the entry, of rows to be deleted */
    this.done = [];
    this.undone = [];
    this.choices = {};
    this.capacity = null;
    this.open = null;
    this.listeners = [];
  }

  onChange(listener) {
    this.listeners.push(listener);
  }

  /* `uids`: the rows whose cells look different; `added`: records that came; `removed`: uids that went. */
  tell(change = {}) {
    return Promise.all(this.listeners.map((listener) => listener({ uids: [], added: [], removed: [], ...change })));
  }

  take(records) {
    for (const record of records) this.records.set(record.uid, record);
  }

  mark(uid, field) {
    return this.marks.get(uid)?.get(field);
  }

  setMark(uid, field, mark) {
    if (!this.marks.has(uid)) this.marks.set(uid, new Map());
    if (mark) this.marks.get(uid).set(field, mark);
    else this.marks.get(uid).delete(field);
    if (!this.marks.get(uid).size) this.marks.delete(uid);
  }

  marked(state) {
    const found = [];
    for (const [uid, fields] of this.marks) for (const [field, mark] of fields) if (mark.state === state) found.push({ uid, field, mark });
    return found;
  }

  baseValue(uid, field) {
    const known = this.base.get(uid);
    return known && known.has(field) ? known.get(field) : this.records.get(uid)[field];
  }

  setBase(uid, field, value) {
    if (!this.base.has(uid)) this.base.set(uid, new Map());
    this.base.get(uid).set(field, value);
  }

  dropBase(uid, field) {
    this.base.get(uid)?.delete(field);
    if (!this.base.get(uid)?.size) this.base.delete(uid);
  }

  canEdit(record, column) {
    return this.settings.isEditable && column.is_editable && (!column.is_for_new || !record.version);
  }

  /* Sets cells and lets them wait to be saved. `cells`: [{uid, field, value}]; returns how many changed. */
  setCells(cells, entry = null) {
    const own = entry ?? this.open ?? emptyEntry();
    const uids = new Set();
    for (const { uid, field, value } of cells) {
      const record = this.records.get(uid);
      if (!record || !this.canEdit(record, this.columns.get(field)) || record[field] === value) continue;
      const before = this.baseValue(uid, field);
      if (!entry) own.cells.push({ uid, field, before });
      this.setBase(uid, field, before);
      record[field] = value;
      this.wait(uid, field, own);
      uids.add(uid);
    }
    if (!entry && own.cells.length) this.remember(own);
    if (uids.size) this.tell({ uids: [...uids] });
    return uids.size;
  }

  wait(uid, field, entry) {
    const isAsSaved = this.records.get(uid).version && this.baseValue(uid, field) === this.records.get(uid)[field];
    if (!this.waiting.has(uid)) this.waiting.set(uid, new Map());
    if (isAsSaved && !this.isSending?.(uid)) {
      this.waiting.get(uid).delete(field);
      this.dropBase(uid, field);
      this.setMark(uid, field, null);
    } else {
      this.waiting.get(uid).set(field, entry);
      this.setMark(uid, field, { state: MARK.saving });
    }
    if (!this.waiting.get(uid).size) this.waiting.delete(uid);
  }

  newRecord(uid = newUid()) {
    const cells = [...this.columns.values()].map((column) => [column.field, column.default ?? (column.form === "choice" || column.form === "text" ? "" : null)]);
    return { uid, version: 0, ...Object.fromEntries(cells) };
  }

  /* Adds rows; those that are brought back carry what was kept of them and wait at once. */
  addRows(records, entry = null) {
    this.take(records);
    if (!entry) {
      const own = this.open ?? emptyEntry();
      own.added.push(...records.map((record) => record.uid));
      this.remember(own);
    }
    for (const record of records) if (record.kept !== undefined) this.wait(record.uid, "", entry);
    return this.tell({ added: records });
  }

  /* Rows that were never saved go at once, others when the server has agreed. */
  deleteRows(uids, entry = null) {
    const own = entry ?? emptyEntry();
    const unsaved = uids.filter((uid) => !this.records.get(uid)?.version);
    for (const uid of uids) if (this.records.get(uid)?.version) this.going.set(uid, own);
    if (!entry && unsaved.length < uids.length) this.remember(own);
    this.forget(unsaved);
    this.tell({ uids });
  }

  forget(uids) {
    for (const uid of uids) for (const map of [this.records, this.base, this.marks, this.waiting, this.going]) map.delete(uid);
    if (uids.length) this.tell({ removed: uids });
  }

  rename(from, to) {
    if (from === to) return;
    for (const map of [this.records, this.base, this.marks, this.waiting]) {
      if (map.has(from)) map.set(to, map.get(from));
      map.delete(from);
    }
    for (const entry of [...this.done, ...this.undone]) {
      entry.added = entry.added.map((uid) => (uid === from ? to : uid));
      for (const cell of entry.cells) if (cell.uid === from) cell.uid = to;
    }
  }

  remember(entry) {
    if (entry === this.open) return;
    this.done.push(entry);
    this.undone = [];
  }

  /* What `work` does is one step to take back. */
  together(work) {
    const own = emptyEntry();
    this.open = own;
    work();
    this.open = null;
    if (own.cells.length || own.added.length) this.remember(own);
  }

  /* Takes the last entry of `from` back and keeps how to repeat it in `to`; the opposite is saved like any change. */
  turn(from, to) {
    const entry = from.pop();
    if (!entry) return;
    const cells = entry.cells.filter((cell) => this.records.has(cell.uid) && !entry.added.includes(cell.uid));
    const opposite = {
      cells: cells.map((cell) => ({ uid: cell.uid, field: cell.field, before: this.records.get(cell.uid)[cell.field] })),
      added: entry.deleted.map((record) => record.uid),
      deleted: [],
    };
    const back = entry.deleted.map((record) => ({ ...record, version: 0 }));
    const gone = entry.added.filter((uid) => this.records.has(uid));
    for (const uid of gone) if (!this.records.get(uid).version) opposite.deleted.push({ ...this.records.get(uid), kept: "" });
    to.push(opposite);
    if (back.length) this.addRows(back, opposite);
    if (gone.length) this.deleteRows(gone, opposite);
    this.setCells(cells.map((cell) => ({ uid: cell.uid, field: cell.field, value: cell.before })), opposite);
    this.tell();
  }

  undo() {
    this.turn(this.done, this.undone);
  }

  redo() {
    this.turn(this.undone, this.done);
  }
}

const emptyEntry = () => ({ cells: [], added: [], deleted: [] });

/* A random address (version 4); crypto.randomUUID is missing where the page is not served over TLS. */
function newUid() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
