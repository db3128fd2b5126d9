/* Where the arrow keys lead in what is drawn from top to bottom, as in every tree. */

/** The node to go to, "toggle" for one to be opened or closed, or null for a key that is none of the tree's. */
export function stepOf(key, placed, index) {
  const { node } = placed[index];
  const go = (at) => placed[Math.min(Math.max(at, 0), placed.length - 1)].node;
  switch (key) {
    case "ArrowDown":
      return go(index + 1);
    case "ArrowUp":
      return go(index - 1);
    case "Home":
      return go(0);
    case "End":
      return go(placed.length - 1);
    case "ArrowRight":
      if (!node.below) return node;
      return node.isOpen ? go(index + 1) : "toggle";
    case "ArrowLeft":
      return node.isOpen && node.below ? "toggle" : (node.parent ?? node);
    case "Enter":
    case " ":
      return "toggle";
    default:
      return null;
  }
}
