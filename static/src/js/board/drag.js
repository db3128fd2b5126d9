/* Dragging with the mouse: a picture of the card follows it, the column below takes what is held. */
const STARTS = 5; // px before a press becomes a drag
const EDGE = 48; // px from the side at which the columns scroll

export function watchDrag(root, board) {
  let press = null;
  let picture = null;

  const columnAt = ({ clientX, clientY }) => {
    const column = document.elementFromPoint(clientX, clientY)?.closest("[data-column]");
    return column ? Number(column.dataset.column) : null;
  };

  function begin(event) {
    const cards = board.cardsFor(press.id);
    picture = press.button.cloneNode(true);
    picture.className = "board-face board-picture";
    picture.removeAttribute("data-card");
    if (cards.length > 1) picture.append(Object.assign(document.createElement("span"), { className: "pill pill-accent", textContent: `${cards.length} cards` }));
    picture.style.inlineSize = `${press.button.offsetWidth}px`;
    root.append(picture);
    board.hold(cards);
    follow(event);
  }

  function follow(event) {
    picture.style.transform = `translate(${event.clientX + 8}px, ${event.clientY + 8}px)`;
    board.aim(columnAt(event));
    const scroll = root.querySelector(".board-scroll");
    const box = scroll.getBoundingClientRect();
    if (event.clientX > box.right - EDGE) scroll.scrollLeft += 12;
    if (event.clientX < box.left + EDGE) scroll.scrollLeft -= 12;
  }

  function end() {
    picture?.remove();
    picture = press = null;
  }

  root.addEventListener("pointerdown", (event) => {
    const button = event.target.closest("[data-card]");
    if (!button || event.button !== 0 || event.pointerType !== "mouse") return;
    press = { button, id: button.dataset.card, x: event.clientX, y: event.clientY };
  });
  window.addEventListener("pointermove", (event) => {
    if (!press) return;
    if (picture) follow(event);
    else if (Math.hypot(event.clientX - press.x, event.clientY - press.y) > STARTS) begin(event);
  });
  window.addEventListener("pointerup", (event) => {
    const code = picture ? columnAt(event) : null;
    const wasDragged = Boolean(picture);
    end();
    if (!wasDragged) return;
    board.skipClick();
    if (code === null) board.putBack();
    else board.drop(code);
  });
  const cancel = () => {
    if (picture) board.putBack();
    end();
  };
  window.addEventListener("pointercancel", cancel);
  window.addEventListener("keydown", ({ key }) => key === "Escape" && picture && cancel());
}
