/* A drawing of a page as a file that needs nothing else: SVG with the colours of the light theme, or PNG. */
const DRAWN = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "font-size", "font-weight", "text-anchor"];
const SPOKEN = ["class", "role", "tabindex", "href", "data-id", "data-toggle", "data-drawer", "data-words", "aria-label", "aria-level", "aria-posinset", "aria-setsize", "aria-expanded", "aria-selected", "aria-hidden"];

/* What the style sheet says of each element goes into the element; texts keep their width where the font is another
   one. What only catches the mouse (`data-hit`) is left out. */
function styleInto(element) {
  const style = getComputedStyle(element);
  if (element.dataset.hit) return element.remove();
  for (const name of DRAWN) element.setAttribute(name, style.getPropertyValue(name));
  if (element.matches("text") && element.textContent) {
    element.setAttribute("textLength", element.getComputedTextLength().toFixed(1));
    element.setAttribute("lengthAdjust", "spacingAndGlyphs");
  }
  for (const child of [...element.children]) if (child.tagName !== "title") styleInto(child);
  for (const name of SPOKEN) element.removeAttribute(name);
}

/** The text of an SVG file for a drawing that stands on no page yet. */
export function svgText(picture) {
  const stage = document.createElement("div");
  stage.className = "picture-stage";
  stage.append(picture);
  document.body.append(stage);
  for (const child of [...picture.children]) if (child.tagName !== "title") styleInto(child);
  stage.remove();
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(picture)}`;
}

function save(name, blob) {
  const link = Object.assign(document.createElement("a"), { download: name, href: URL.createObjectURL(blob) });
  link.click();
  URL.revokeObjectURL(link.href);
}

export const saveSvg = (name, text) => save(`${name}.svg`, new Blob([text], { type: "image/svg+xml" }));

/** The drawing as a picture of twice as many points as it has units. */
export async function savePng(name, text, { width, height }) {
  const image = Object.assign(new Image(), { src: `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}` });
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), { width: width * 2, height: height * 2 });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  canvas.toBlob((blob) => save(`${name}.png`, blob), "image/png");
}
