/* The table: Tabulator with the parts in use, its columns, and the hands that move over it. */
import {
  EditModule, FilterModule, FormatModule, FrozenColumnsModule, GroupRowsModule, InteractionModule, KeybindingsModule,
  ResizeColumnsModule, ResizeTableModule, SelectRangeModule, SortModule, Tabulator,
} from "tabulator-tables";
import { compare, filterOf, isNumeric, shownText } from "./cells.js";
import { editorFor } from "./editor.js";

/* As in the style sheet. The library asks the layout for the height of every row that scrolls into sight, which would be
   half of the time that scrolling takes; rows know it instead. */
const ROW_HEIGHT = 30;

/* Only rows in sight are painted anew: the library would make an element for each of all rows. */
class Ranges extends SelectRangeModule {
  static moduleName = "selectRange";

  layoutElement() {
    super.layoutElement(true);
  }
}

/* The grid is one stop of the Tab key, not one per cell. */
class Editing extends EditModule {
  static moduleName = "edit";

  bindEditor(cell) {
    super.bindEditor(cell);
    cell.getElement(true).setAttribute("tabindex", "-1");
  }
}

Tabulator.registerModule([
  Editing, FilterModule, FormatModule, FrozenColumnsModule, GroupRowsModule, InteractionModule, KeybindingsModule,
  ResizeColumnsModule, ResizeTableModule, Ranges, SortModule,
]);

const MARKS = ["saving", "error", "conflict"];

function formatterFor(column, store, unassigned) {
  return (cell) => {
    const record = cell.getData();
    const element = cell.getElement();
    const state = store.mark(record.uid, column.field)?.state;
    for (const mark of MARKS) element.classList.toggle(`is-${mark}`, state === mark);
    element.classList.toggle("is-shown-only", !store.canEdit(record, column));
    const value = column.form === "unassigned" ? unassigned(record) : record[column.field];
    element.classList.toggle("is-below", typeof value === "number" && value < 0);
    return document.createTextNode(shownText(value, column, store.settings));
  };
}

function definitionOf(column, store, hands) {
  const valueOf = (record) => (column.form === "unassigned" ? hands.unassigned(record) : record[column.field]);
  return {
    title: column.label,
    field: column.field,
    width: column.width,
    minWidth: 60,
    hozAlign: isNumeric(column) ? "right" : "left",
    headerHozAlign: isNumeric(column) ? "right" : "left",
    formatter: formatterFor(column, store, hands.unassigned),
    sorter: (a, b, rowA, rowB) => compare(valueOf(rowA.getData()), valueOf(rowB.getData())),
    headerFilter: "input",
    headerFilterPlaceholder: "filter",
    headerFilterParams: { elementAttributes: { "aria-label": `Filter ${column.label}` } },
    headerFilterFunc: (text, value, record) => filterOf(text, column, store.settings)(valueOf(record)),
    editable: (cell) => store.canEdit(cell.getData(), column),
    ...(column.is_editable && store.settings.isEditable ? { editor: editorFor(column, store, hands) } : {}),
  };
}

export function makeTable(element, store, hands, records) {
  return new Tabulator(element, {
    data: records,
    index: "uid",
    height: "100%",
    rowHeight: ROW_HEIGHT,
    rowFormatter: (row) => Object.defineProperty(row.getElement(), "offsetHeight", { value: ROW_HEIGHT, configurable: true }),
    layout: "fitData",
    columns: [...store.columns.values()].map((column) => definitionOf(column, store, hands)),
    columnDefaults: { resizable: "header" },
    rowHeader: { formatter: "rownum", width: 52, hozAlign: "right", resizable: false, frozen: true, headerSort: false, title: "No.", cssClass: "grid-number" },
    selectableRange: 1,
    selectableRangeRows: true,
    selectableRangeAutoFocus: false,
    editTriggerEvent: "dblclick",
    keybindings: { navPrev: false, navNext: false },
    groupHeader: hands.groupHeader,
    groupToggleElement: "header",
    placeholder: "No row fits. Clear the filters.",
  });
}

export class Hands {
  constructor(table, store) {
    this.table = table;
    this.store = store;
    this.rows = new Map();
  }

  get module() {
    return this.table.modules.selectRange;
  }

  know(rows) {
    for (const row of rows) this.rows.set(row.getData().uid, row);
  }

  /* The marked range: records and columns in the order in which they stand. */
  range() {
    const range = this.table.getRanges()[0];
    if (!range) return { records: [], columns: [] };
    const columns = range.getColumns().map((column) => this.store.columns.get(column.getField())).filter(Boolean);
    return { records: range.getRows().map((row) => row.getData()), columns };
  }

  active() {
    const cell = this.module.getActiveCell();
    return cell ? { record: cell.row.data, column: this.store.columns.get(cell.column.field), cell: cell.getComponent() } : null;
  }

  /* All records below and with the first of the range, as they stand, and all columns right of and with its first. */
  fromHere() {
    const range = this.module.activeRange;
    const records = this.module.getTableRows().slice(range.top).map((row) => row.data);
    const columns = this.module.getTableColumns().slice(range.left).map((column) => this.store.columns.get(column.field));
    return { records, columns: columns.filter(Boolean) };
  }

  paint(uids) {
    for (const uid of uids) {
      const row = this.rows.get(uid)?._row;
      if (row) for (const cell of row.cells) if (cell.loaded) cell.layoutElement();
    }
  }

  paintSeen() {
    for (const row of this.table.getRows("visible")) this.paint([row.getData().uid]);
  }

  /* What scrolls can be focused, so it is the group of rows; the library gives that role to what lies within. */
  describe() {
    this.table.rowManager.element.setAttribute("role", "rowgroup");
    this.table.rowManager.element.setAttribute("aria-label", "Rows");
    this.table.rowManager.tableElement.setAttribute("role", "presentation");
  }

  /* The table is as wide as its columns; the style sheet cannot know. */
  measure() {
    const width = this.table.columnManager.getVisibleColumnsByIndex().reduce((sum, column) => sum + column.getWidth(), 0);
    this.table.element.style.setProperty("--grid-width", `${width}px`);
  }

  go(direction) {
    this.module.navigate(false, false, direction);
  }

  focus() {
    this.table.rowManager.element.focus({ preventScroll: true });
  }

  /* The library scrolls at once; its promises stay open where there was nothing to scroll. */
  show(uid, field) {
    const row = this.rows.get(uid);
    if (!row) return;
    this.table.scrollToRow(row, "center", false).catch(() => undefined);
    this.table.scrollToColumn(field, "middle", false).catch(() => undefined);
    const cell = row.getCell(field);
    this.module.resetRanges().setBounds(cell._cell);
    this.focus();
  }
}
