/* Sums that the page makes itself: what of a team's FTE has no activity yet, and what a group adds up to. */
import { shownText } from "./cells.js";

const FTE = { form: "fte" };

export class Sums {
  constructor(store) {
    this.store = store;
    this.byTeam = new Map();
  }

  /* Typed texts that are not saved yet count for nothing. */
  count() {
    this.byTeam.clear();
    if (!this.store.capacity) return;
    for (const { team, fte } of this.store.records.values()) if (typeof fte === "number") this.byTeam.set(team, (this.byTeam.get(team) ?? 0) + fte);
  }

  unassigned = (record) => {
    const has = this.store.capacity?.[record.team];
    return has === undefined ? null : has - (this.byTeam.get(record.team) ?? 0);
  };

  /* To assistive technology a group's header is a row of one cell. */
  groupHeader = (value, count, records, group) => {
    group._group.element.setAttribute("role", "row");
    const header = document.createElement("span");
    header.setAttribute("role", "gridcell");
    const name = Object.assign(document.createElement("strong"), { textContent: value || "none" });
    const fte = records.reduce((sum, record) => sum + (typeof record.fte === "number" ? record.fte : 0), 0);
    header.append(name, ` ${count.toLocaleString("en")} rows, ${shownText(fte, FTE, this.store.settings)} FTE`);
    return header;
  };
}
