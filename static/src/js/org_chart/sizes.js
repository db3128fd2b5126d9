/* The measures of the drawing, in pixels. */
export const CARD = { width: 208, height: 42 };
export const HEAD = 40;
export const ROW = 50;
export const COLUMN = CARD.width + 44;
export const EDGE = 12;
/* Between cards of different managers. */
export const GAP = 10;
