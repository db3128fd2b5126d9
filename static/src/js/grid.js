/* The grid page: loads the rows, shows the table, and joins hands, keys and buttons. */
import { shownText } from "./grid/cells.js";
import { watchKeys } from "./grid/keys.js";
import { loadRows } from "./grid/loading.js";
import { Moves } from "./grid/moves.js";
import { Panel } from "./grid/panel.js";
import { Saver } from "./grid/saving.js";
import { Store } from "./grid/store.js";
import { Sums } from "./grid/sums.js";
import { Hands, makeTable } from "./grid/table.js";

const root = document.querySelector("[data-grid]");
const settings = JSON.parse(document.getElementById("grid-settings").textContent);
const store = new Store(settings);
const saver = new Saver(store, root.querySelector("[name=csrfmiddlewaretoken]").value);
const panel = new Panel(root, store, saver);
const sums = new Sums(store);
let hands = null;
let first = null;

function onTyped(record, field, text) {
  store.setCells([{ uid: record.uid, field, value: text.trim() }]);
}
onTyped.go = (direction) => hands.go(direction);

function typedFirst() {
  const text = first ?? undefined;
  first = null;
  return text;
}

function startEditing(text) {
  const active = hands.active();
  if (!active || !store.canEdit(active.record, active.column)) return;
  first = text;
  active.cell.edit();
}

async function takeChange({ uids, added, removed }) {
  sums.count();
  if (!hands) return;
  if (removed.length) {
    hands.table.blockRedraw();
    for (const uid of removed) void hands.rows.get(uid)?.delete();
    for (const uid of removed) hands.rows.delete(uid);
    hands.table.restoreRedraw();
  }
  if (added.length) hands.know(await hands.table.addData(added));
  for (const row of renamed(uids)) hands.know([row]);
  hands.paint(uids);
  if (store.capacity) hands.paintSeen();
  if (saver.notes.length) panel.note(saver.notes.splice(0));
  panel.refresh();
}

/* A new team gets its address from the server. */
const renamed = (uids) => (uids.some((uid) => !hands.rows.has(uid)) ? hands.table.getRows().filter((row) => uids.includes(row.getData().uid)) : []);

function watchFilters(table) {
  let pause = 0;
  root.querySelector("[data-find]").addEventListener("input", ({ target }) => {
    clearTimeout(pause);
    pause = setTimeout(() => find(table, target.value.trim().toLowerCase()), 200);
  });
  root.querySelector("[data-group]").addEventListener("change", ({ target }) => table.setGroupBy(target.value || false));
}

function find(table, wanted) {
  const columns = [...store.columns.values()];
  const holds = (record) => columns.some((column) => shownText(record[column.field], column, settings).toLowerCase().includes(wanted));
  if (wanted) table.setFilter(holds);
  else table.clearFilter(false);
}

function show(part, records) {
  Object.assign(store, { choices: part.choices, capacity: part.capacity ?? null });
  store.take(records);
  sums.count();
  panel.loaded(records.length, part.count);
  if (hands) return hands.table.replaceData(records);
  const table = makeTable(root.querySelector("[data-table]"), store, { ...sums, typedFirst, onTyped }, records);
  hands = new Hands(table, store);
  const moves = new Moves(store, hands, (text) => panel.note([text]));
  panel.connect(moves, hands);
  store.onChange(takeChange);
  for (const name of ["tableBuilt", "columnResized"]) table.on(name, () => hands.measure());
  table.on("tableBuilt", () => hands.describe());
  table.on("rangeChanged", () => queueMicrotask(() => panel.showCell()));
  watchFilters(table);
  watchKeys({ root, table, hands, moves, startEditing, isEditable: settings.isEditable });
  return new Promise((built) => table.on("tableBuilt", built));
}

async function start() {
  let built = null;
  const rest = await loadRows(
    settings.rows,
    (part, records) => {
      store.records.clear();
      built = show(part, records);
    },
    (count, total) => panel.loaded(count, total),
  );
  await built;
  store.take(rest);
  sums.count();
  if (rest.length) await hands.table.addData(rest);
  hands.know(hands.table.getRows());
  panel.loaded(store.records.size, store.records.size);
  root.dataset.ready = "true";
}

window.addEventListener("beforeunload", (event) => {
  if (panel.hasUnsaved()) event.preventDefault();
});
start().catch((error) => panel.note([`The rows could not be loaded. ${error.message}`]));
