/* What the charts have in common: type, axes, one tooltip. Texts come written from the server, one rounding everywhere. */
export const NARROW = 480;
export const FONT = "Inter, system-ui, sans-serif";

export const text = (colour, size = 11, weight = 400) => ({
  color: colour,
  fontSize: size,
  fontWeight: weight,
  fontFamily: FONT,
});

/* Weights of rich text are kept apart from colours, so that a label reads as name over detail. */
export const twoLines = (palette) => ({
  name: { ...text(palette.ink, 12, 550), lineHeight: 16 },
  detail: { ...text(palette.ink3, 11), lineHeight: 15 },
});

export const escapeRich = (words) => String(words).replaceAll(/[{}|]/g, " ");

export function wrapWords(words, width) {
  const lines = [""];
  for (const word of String(words).split(" ")) {
    const longer = `${lines.at(-1)} ${word}`.trim();
    if (longer.length <= width || lines.at(-1) === "") lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

export const gridLines = (palette) => ({ show: true, lineStyle: { color: palette.line, width: 1 } });

export const axisLine = (palette) => ({ show: true, lineStyle: { color: palette.line2, width: 1 } });

export const tooltip = (palette, trigger) => ({
  trigger,
  confine: true,
  backgroundColor: palette.surface,
  borderColor: palette.line2,
  borderWidth: 1,
  padding: [6, 10],
  textStyle: text(palette.ink, 12),
  transitionDuration: 0,
});

/* Tooltips are built as elements, so that a name from an import is never read as markup. */
export function tooltipLines(title, ...lines) {
  const box = document.createElement("div");
  for (const [at, words] of [title, ...lines].filter(Boolean).entries()) {
    const line = document.createElement(at === 0 ? "strong" : "div");
    line.textContent = words;
    box.append(line);
  }
  return box;
}

/* The height of a row whose name is cut at `width` characters, the tallest name deciding. */
export function rowHeight(items, width, least) {
  const heights = items.map(({ label, detail }) => 16 * wrapWords(label, width).length + (detail ? 15 : 0));
  return Math.max(least, ...heights.map((height) => height + 10));
}

/* The labels of a category axis: name over detail, the name cut into lines of about `width` characters. */
export const nameAxisLabel = (items, palette, width, chosen = () => false) => ({
  interval: 0,
  rich: { ...twoLines(palette), bold: { ...text(palette.ink, 12, 660), lineHeight: 16 } },
  formatter: (_value, index) => {
    const { label, detail } = items[index];
    const style = chosen(index) ? "bold" : "name";
    const name = wrapWords(escapeRich(label), width).map((line) => `{${style}|${line}}`);
    return [...name, ...(detail ? [`{detail|${escapeRich(detail)}}`] : [])].join("\n");
  },
});

export const rect = (x, y, width, height, fill) => ({
  type: "rect",
  shape: { x: Math.min(x, x + width), y: Math.min(y, y + height), width: Math.abs(width), height: Math.abs(height), r: 1 },
  style: { fill },
});

export const line = (x1, y1, x2, y2, stroke, lineWidth = 1) => ({
  type: "line",
  shape: { x1, y1, x2, y2 },
  style: { stroke, lineWidth },
  silent: true,
});

/* Written text at a place; `at` is the side of the point it stands on: "left", "right", "top" or "bottom"; a halo
   keeps it readable over a line. */
export function written(words, x, y, at, style, halo) {
  const [align, verticalAlign] = {
    left: ["right", "middle"],
    right: ["left", "middle"],
    top: ["center", "bottom"],
    bottom: ["center", "top"],
  }[at];
  const { color, fontSize, fontWeight } = style;
  const font = `${fontWeight} ${fontSize}px ${FONT}`;
  const outline = halo ? { stroke: halo, lineWidth: 4 } : {};
  return { type: "text", silent: true, style: { text: words, x, y, align, verticalAlign, lineHeight: fontSize + 3, fill: color, font, ...outline } };
}
