/* Keys, the clipboard and touch on the table; inside an editor they are the editor's. */
export function watchKeys({ root, table, hands, moves, startEditing, isEditable }) {
  const box = root.querySelector("[data-table]");
  const isEditing = () => Boolean(table.modules.edit.currentCell);
  const isOnCells = (event) => event.target.closest(".tabulator-tableholder") && !isEditing();

  const withControl = { d: () => moves.fill(), z: (event) => (event.shiftKey ? moves.redo() : moves.undo()), y: () => moves.redo() };
  const alone = { F2: () => startEditing(), Delete: () => moves.clear(), Backspace: () => moves.clear() };

  box.addEventListener("keydown", (event) => {
    if (!isOnCells(event) || !isEditable) return;
    const isControl = event.ctrlKey || event.metaKey;
    const move = isControl ? withControl[event.key.toLowerCase()] : alone[event.key];
    const isText = !isControl && !event.altKey && event.key.length === 1;
    if (!move && !isText) return;
    event.preventDefault();
    event.stopPropagation();
    if (move) move(event);
    else startEditing(event.key);
  }, true);

  document.addEventListener("copy", (event) => {
    if (!isHere() || isEditing()) return;
    event.clipboardData.setData("text/plain", moves.copied());
    event.preventDefault();
  });
  document.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain");
    if (!isHere() || isEditing() || !isEditable || !text) return;
    moves.paste(text);
    event.preventDefault();
  });
  const isHere = () => box.contains(document.activeElement) && !document.activeElement.matches("input");

  /* A second tap on the same cell edits it: touch knows no double click. */
  let tapped = null;
  box.addEventListener("pointerup", (event) => {
    const cell = event.target.closest(".tabulator-cell");
    if (event.pointerType === "touch" && cell && cell === tapped && !isEditing()) startEditing();
    tapped = cell;
  });
  table.on("cellClick", () => hands.focus());
}
