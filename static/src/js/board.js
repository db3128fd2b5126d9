/* The board's page: loads the cards, and joins mouse, keys, dialogs and the server. */
import { MoveDialog, RuleDialog } from "./board/dialogs.js";
import { watchDrag } from "./board/drag.js";
import { Drawing } from "./board/draw.js";
import { watchKeys } from "./board/keys.js";
import { Server } from "./board/server.js";
import { fteText, plural, Store, WHOLE } from "./board/store.js";

const POLLS = 5_000;
const PAUSE = 200;
const nameOf = (id) => id.slice(id.indexOf(" ") + 1);

class Board {
  constructor(root) {
    this.root = root;
    this.store = new Store();
    this.drawing = new Drawing(root, this.store);
    this.server = new Server(JSON.parse(document.getElementById("board-settings").textContent), root.querySelector("[name=csrfmiddlewaretoken]").value);
    this.held = [];
    this.target = null;
    this.isBusy = false;
    this.isSkipping = false;
  }

  get canMove() {
    return this.store.isEditable && !this.isBusy;
  }

  get isHolding() {
    return this.held.length > 0;
  }

  async load() {
    this.store.take(await this.server.board());
    this.filterFromAddress();
    for (const name of ["tower", "region"]) this.offer(name);
    this.refresh();
    this.say(`${plural(this.drawing.cards.size, "card")} on the board`);
  }

  /* ?find=words&region=name&tower=name shows these cards first. */
  filterFromAddress() {
    const asked = new URLSearchParams(location.search);
    const find = this.root.querySelector("[data-board-find]");
    find.value = asked.get("find") ?? "";
    this.store.filter.words = find.value.trim().toLowerCase();
    for (const name of ["tower", "region"]) this.store.filter[name] = this.store[`${name}s`].find(([, text]) => text === asked.get(name))?.[0] ?? "";
  }

  offer(name) {
    const select = this.root.querySelector(`[data-board-${name}]`);
    const options = this.store[`${name}s`].map(([value, text]) => Object.assign(document.createElement("option"), { value, textContent: text }));
    select.replaceChildren(select.options[0], ...options);
    select.value = this.store.filter[name];
  }

  refresh() {
    this.drawing.draw();
    this.showTalks();
    this.showButtons();
  }

  /* The choice of what a workshop should talk about says how many cards there are. */
  showTalks() {
    const { doubt, dispute } = this.store.talks();
    const [, doubtful, disputed] = this.root.querySelector("[data-board-talk]").options;
    doubtful.textContent = `Doubtful: ${plural(doubt, "card")}`;
    disputed.textContent = `Towers differ: ${plural(dispute, "card")}`;
  }

  showButtons() {
    for (const name of ["undo", "redo"]) {
      const button = this.root.querySelector(`[data-do=${name}]`);
      if (!button) continue;
      button.disabled = !this.store.isEditable || !this.store[name];
      button.title = this.store[name]?.words ?? "";
    }
    const move = this.root.querySelector("[data-do=move]");
    if (!move) return;
    const isNone = !this.store.isEditable || !this.store.chosen.size;
    move.disabled = this.root.querySelector("[data-do=confirm]").disabled = isNone;
    move.textContent = this.store.chosen.size ? `Move ${plural(this.store.chosen.size, "card")}…` : "Move…";
  }

  say(words, isBad = false) {
    const state = this.root.querySelector("[data-board-state]");
    state.textContent = words;
    state.classList.toggle("bad", isBad);
  }

  /* For those who listen: what a key has just done. */
  announce(words) {
    this.root.querySelector("[data-board-live]").textContent = words;
  }

  news(words) {
    const news = this.root.querySelector("[data-board-news]");
    news.querySelector("p").textContent = words;
    news.hidden = !words;
  }

  /* The chosen cards when this is one of them, else this one. */
  cardsFor(id) {
    const ids = this.store.chosen.has(id) ? [...this.store.chosen] : [id];
    return ids.map((one) => this.drawing.cards.get(one)).filter(Boolean);
  }

  toggle(id) {
    if (!this.store.chosen.delete(id)) this.store.chosen.add(id);
    this.showChosen();
  }

  chooseNone() {
    this.store.chosen.clear();
    this.showChosen();
  }

  chooseTo(button) {
    const buttons = this.drawing.buttons(Number(button.closest("[data-column]").dataset.column));
    const last = buttons.findIndex((one) => one.tabIndex === 0);
    const [from, to] = [Math.max(last, 0), buttons.indexOf(button)].sort((a, b) => a - b);
    for (const one of buttons.slice(from, to + 1)) this.store.chosen.add(one.dataset.card);
    this.showChosen();
  }

  choose(button, { ctrlKey, metaKey, shiftKey, pointerType }) {
    if (shiftKey) return this.chooseTo(button);
    const isAdding = ctrlKey || metaKey || pointerType === "touch";
    const id = button.dataset.card;
    const isOnly = this.store.chosen.size === 1 && this.store.chosen.has(id);
    if (!isAdding && !isOnly) this.store.chosen.clear();
    this.toggle(id);
    this.drawing.rove(button);
  }

  showChosen() {
    this.drawing.showChosen();
    this.showButtons();
    this.announce(`${plural(this.store.chosen.size, "card")} chosen`);
  }

  hold(cards) {
    this.held = this.canMove ? cards : [];
    this.drawing.showHeld(this.held);
  }

  aim(code) {
    this.target = code;
    this.drawing.showTarget(this.isHolding ? code : null, this.held);
  }

  pickUp(id) {
    this.hold(this.cardsFor(id));
    if (!this.isHolding) return;
    this.aim(this.held[0].code);
    this.announce(`${plural(this.held.length, "card")} picked up. Left and right choose a column, Enter drops, Escape puts back.`);
  }

  aimBeside(side) {
    this.aim(Math.min(Math.max(this.target + side, 0), 10));
    this.drawing.columns[this.target].scrollIntoView({ block: "nearest", inline: "nearest" });
    const volume = this.held.reduce((sum, card) => sum + card.volume, 0);
    this.announce(`${this.drawing.names[this.target]}, ${this.store.totals[this.target]} FTE; ${fteText(volume)} FTE would come`);
  }

  release() {
    this.hold([]);
    this.aim(null);
  }

  putBack() {
    this.release();
    this.announce("Put back, nothing moved.");
  }

  dropAimed() {
    return this.drop(this.target);
  }

  drop(code) {
    const cards = this.held;
    this.release();
    return this.move(cards, code);
  }

  /* What was chosen stays chosen where it lies now; the focus goes with its card. */
  follow(target) {
    const names = [...this.store.chosen].map(nameOf);
    const focused = document.activeElement?.closest?.("[data-card]")?.dataset.card;
    this.refresh();
    for (const name of names) {
      const found = [...this.drawing.cards.keys()].filter((id) => nameOf(id) === name);
      if (!found.some((id) => this.store.chosen.has(id))) for (const id of found) this.store.chosen.add(id);
    }
    this.drawing.showChosen();
    this.showButtons();
    if (!focused || this.drawing.cards.has(focused)) return;
    const button = this.drawing.reveal(`${target} ${nameOf(focused)}`);
    button?.focus();
    if (button) this.drawing.rove(button);
  }

  async move(cards, target, share = WHOLE, rest = null, reason = "") {
    const moves = this.store.moves(cards, target, share, rest);
    if (!moves.length) return this.announce("Nothing moved: the cards lie there already.");
    await this.send("moves", { moves, reason }, this.store.version, target);
  }

  /* The chosen cards lie where they should: nobody need talk about them again. */
  async confirm(cards) {
    if (cards.length) await this.send("moves", { moves: this.store.asTheyAre(cards) });
  }

  async reverse(name) {
    const step = this.store[name];
    if (step) await this.send("undo", { seq: step.seq });
  }

  async send(name, body, version = this.store.version, target = null) {
    if (!this.canMove) return;
    this.isBusy = true;
    this.say("Saving…");
    try {
      const answer = await this.server.send(name, { ...body, version });
      if (answer.lost) this.lose(answer.lost);
      else await this.win(answer, name === "undo", target);
    } catch (error) {
      this.say(error.message, true);
      this.news(`Not saved. ${error.message}`);
    } finally {
      this.isBusy = false;
    }
  }

  async win(answer, isReversal, target) {
    this.news("");
    if (!this.store.takeChange(answer)) this.store.take(await this.server.board());
    this.follow(target);
    this.tell();
    const words = `${isReversal ? "Reversed: " : ""}${answer.words}. ${this.store.heading}.`;
    this.say(words);
    this.announce(words);
  }

  /* Somebody was faster: show their board and say so; what was chosen stays chosen. */
  lose({ board, yours, theirs }) {
    this.store.take(board);
    this.follow(null);
    this.tell();
    this.say("Not saved", true);
    this.news(`${theirs.join("; ")}. That was first, so your step was not saved: ${yours}. The board shows how it is now; look and repeat.`);
  }

  async poll() {
    if (this.isBusy || this.isHolding || document.hidden) return;
    const known = this.store.version;
    const found = await this.server.board(known);
    if (!found.cards || this.isBusy || this.isHolding || this.store.version !== known) return;
    this.store.take(found);
    this.follow(null);
    this.tell();
    this.news(`${found.news.join("; ")}.`);
  }

  /* What stands beside the board and follows from it asks anew. */
  tell() {
    document.body.dispatchEvent(new CustomEvent("scenario-changed"));
  }

  skipClick() {
    this.isSkipping = true;
    setTimeout(() => (this.isSkipping = false));
  }

  askMove(cards) {
    if (this.canMove && cards.length) this.moveDialog.open(cards);
  }

  async look(rule, show) {
    try {
      show(await this.server.send("rule", { ...rule, is_preview: true, version: this.store.version }));
    } catch (error) {
      show({ error: error.message });
    }
  }
}

function watchFilters(board) {
  const { root, store } = board;
  let pause = 0;
  root.querySelector("[data-board-find]").addEventListener("input", ({ target }) => {
    clearTimeout(pause);
    pause = setTimeout(() => {
      store.filter.words = target.value.trim().toLowerCase();
      board.drawing.restart();
      board.showButtons();
    }, PAUSE);
  });
  for (const name of ["tower", "region", "roll", "talk"]) {
    root.querySelector(`[data-board-${name}]`).addEventListener("change", ({ target }) => {
      store.filter[name] = target.value;
      board.drawing.restart();
      board.showButtons();
    });
  }
}

function watchButtons(board) {
  const chosen = () => [...board.store.chosen].map((id) => board.drawing.cards.get(id)).filter(Boolean);
  const acts = {
    undo: () => board.reverse("undo"),
    redo: () => board.reverse("redo"),
    move: () => board.askMove(chosen()),
    confirm: () => board.confirm(chosen()),
    rule: () => board.ruleDialog.open(),
    close: () => board.news(""),
  };
  board.root.addEventListener("click", (event) => {
    const of = (name) => event.target.closest(`[data-${name}]`);
    if (of("do")) void acts[of("do").dataset.do]();
    else if (of("more")) board.drawing.more(Number(of("column").dataset.column));
    else if (of("moves")) board.askMove([board.drawing.cards.get(of("moves").dataset.moves)]);
    else if (of("card") && board.store.isEditable && !board.isSkipping) board.choose(of("card"), event);
  });
}

const board = new Board(document.querySelector("[data-board]"));
await board.load().catch((error) => board.say(error.message, true));
watchFilters(board);
watchButtons(board);
watchKeys(board.root, board.drawing, board);
if (board.store.isEditable) {
  board.moveDialog = new MoveDialog(board.root, (...move) => board.move(...move));
  board.ruleDialog = new RuleDialog(board.root, board.store, (rule, show) => board.look(rule, show), (rule, seen) => board.send("rule", rule, seen));
  watchDrag(board.root, board);
}
setInterval(() => board.poll().catch((error) => board.say(error.message, true)), POLLS);
