/* The two dialogs: a part of some cards, and a rule that finds cards. */
import { fteText, plural, WHOLE } from "./store.js";

const hundredths = (input) => Math.round(Number(input.value) * 100);

function closes(dialog) {
  dialog.querySelector("[data-close]").addEventListener("click", () => dialog.close());
  return dialog.querySelector("form");
}

function option([value, text]) {
  return Object.assign(document.createElement("option"), { value, textContent: text });
}

export class MoveDialog {
  constructor(root, onMove) {
    this.dialog = root.querySelector("[data-dialog=move]");
    this.form = closes(this.dialog);
    this.cards = [];
    this.form.addEventListener("submit", () => {
      const { share, target, rest, reason } = this.form.elements;
      void onMove(this.cards, Number(target.value), hundredths(share), rest.value === "" ? null : Number(rest.value), reason.value);
    });
  }

  open(cards) {
    this.cards = cards;
    this.form.reset();
    const volume = cards.reduce((sum, card) => sum + card.volume, 0);
    const named = cards.length === 1 ? `${cards[0].title}: ${cards[0].detail}` : plural(cards.length, "card");
    this.form.querySelector("[data-what]").textContent = `${named}, ${fteText(volume)} FTE`;
    this.dialog.showModal();
  }
}

export class RuleDialog {
  constructor(root, store, look, apply) {
    this.store = store;
    this.dialog = root.querySelector("[data-dialog=rule]");
    this.form = closes(this.dialog);
    this.button = this.form.querySelector("[data-apply]");
    this.preview = this.form.querySelector("[data-preview]");
    this.form.addEventListener("input", () => this.forget());
    this.form.querySelector("[data-look]").addEventListener("click", () => this.form.reportValidity() && void look(this.rule(), (answer) => this.show(answer)));
    this.form.addEventListener("submit", () => void apply(this.rule(), this.seen));
  }

  open() {
    this.form.reset();
    const { activities, tower, region } = this.form.elements;
    const byName = (a, b) => a[1].localeCompare(b[1]);
    activities.replaceChildren(...[...this.store.activities].sort(byName).map(option));
    for (const [select, places] of [[tower, this.store.towers], [region, this.store.regions]]) select.replaceChildren(option(["", "all"]), ...places.map(option));
    this.forget();
    this.dialog.showModal();
  }

  rule() {
    const { activities, tower, region, source, target, share, reason } = this.form.elements;
    const chosen = [...activities.selectedOptions].map((one) => one.value);
    const places = { tower: tower.value, region: region.value, source: Number(source.value), target: Number(target.value) };
    return { ...places, activities: chosen, share: Math.min(hundredths(share), WHOLE), reason: reason.value };
  }

  /* What was previewed is no longer what would be done. */
  forget() {
    this.preview.replaceChildren();
    this.button.disabled = true;
    this.button.textContent = "Move";
  }

  show(answer) {
    this.seen = answer.version;
    const words = Object.assign(document.createElement("p"), { textContent: answer.words ?? answer.error });
    const list = Object.assign(document.createElement("ul"), { tabIndex: 0, ariaLabel: "Cards that would move" });
    for (const [team, activity, fte] of answer.cards ?? []) list.append(Object.assign(document.createElement("li"), { textContent: `${team}: ${activity}, ${fte} FTE` }));
    const left = (answer.count ?? 0) - list.childElementCount;
    if (left > 0) list.append(Object.assign(document.createElement("li"), { textContent: `and ${plural(left, "more card")}` }));
    this.preview.replaceChildren(words, ...(list.childElementCount ? [list] : []));
    this.button.disabled = !answer.count;
    this.button.textContent = answer.count ? answer.button : "Move";
  }
}
