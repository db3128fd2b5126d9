/* The keyboard: arrows walk, space chooses, Enter picks up and drops, Escape puts back. */
const SIDES = { ArrowLeft: -1, ArrowRight: 1 };
const STEPS = { ArrowUp: -1, ArrowDown: 1 };

export function watchKeys(root, drawing, board) {
  const codeOf = (button) => Number(button.closest("[data-column]").dataset.column);

  function walk(button, key) {
    if (key in STEPS) return drawing.buttons(codeOf(button))[drawing.at(button) + STEPS[key]];
    for (let code = codeOf(button) + SIDES[key]; code >= 0 && code <= 10; code += SIDES[key]) {
      const found = drawing.nearest({ code, at: drawing.at(button) });
      if (found) return found;
    }
    return null;
  }

  function onWalk(event, button) {
    const next = walk(button, event.key);
    event.preventDefault();
    if (!next) return;
    drawing.rove(next);
    next.focus();
  }

  const whileHeld = {
    ArrowLeft: () => board.aimBeside(-1),
    ArrowRight: () => board.aimBeside(1),
    Enter: () => board.dropAimed(),
    " ": () => board.dropAimed(),
    Escape: () => board.putBack(),
  };
  const onCard = {
    Enter: (id) => board.pickUp(id),
    " ": (id) => board.toggle(id),
    m: (id) => board.askMove(board.cardsFor(id)),
    c: (id) => board.confirm(board.cardsFor(id)),
    Escape: () => board.chooseNone(),
  };

  root.addEventListener("keydown", (event) => {
    const button = event.target.closest("[data-card]");
    if (!button || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!board.isHolding && (event.key in SIDES || event.key in STEPS)) onWalk(event, button);
    else if (board.canMove) {
      const act = (board.isHolding ? whileHeld : onCard)[event.key];
      if (board.isHolding && event.key === "Tab") board.putBack();
      if (!act) return;
      event.preventDefault();
      act(button.dataset.card);
    }
  });

  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.target.closest("input, select, textarea, dialog")) return;
    const key = event.key.toLowerCase();
    const name = key === "y" || (key === "z" && event.shiftKey) ? "redo" : key === "z" ? "undo" : "";
    if (!name || !board.canMove) return;
    event.preventDefault();
    void board.reverse(name);
  });
}
