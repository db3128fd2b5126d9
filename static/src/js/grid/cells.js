/* How cells are written, compared and found. Stored units: 1/10,000 FTE, minor units of money; what was typed and is
   not saved yet is a text. */
const FTE_UNIT = 10000;
const order = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
export const isNumeric = (column) => ["fte", "count", "level", "money", "unassigned"].includes(column.form);
export const isEmpty = (value) => value === null || value === undefined || value === "";

const scaleOf = (column, settings) =>
  column.form === "money" ? settings.minorPerUnit : ["fte", "unassigned"].includes(column.form) ? FTE_UNIT : 1;

function decimals(number, least) {
  const text = String(Math.round(number * 10000) / 10000);
  const [whole, part = ""] = text.split(".");
  return part.length >= least || !part ? [whole, part] : [whole, part.padEnd(least, "0")];
}

/* As it may be typed again: no thousands signs, and never three decimals, which could be read as thousands. */
export function plainText(value, column, settings) {
  if (isEmpty(value) || typeof value === "string") return value ?? "";
  const [whole, part] = decimals(value / scaleOf(column, settings), column.form === "money" ? 2 : 0);
  return part ? `${whole}.${part.length === 3 ? `${part}0` : part}` : whole;
}

export function shownText(value, column, settings) {
  const text = plainText(value, column, settings);
  if (typeof value === "string" || column.form !== "money") return text.replace(/^-/, "−");
  const [whole, part] = text.split(".");
  return whole.replace(/\B(?=(\d{3})+$)/g, ",") + (part ? `.${part}` : "");
}

export function compare(a, b) {
  if (isEmpty(a) || isEmpty(b)) return Number(isEmpty(a)) - Number(isEmpty(b));
  return typeof a === "number" && typeof b === "number" ? a - b : order.compare(String(a), String(b));
}

function numberTest(text) {
  const number = (part) => Number(part.replace(",", "."));
  const [, from, to] = text.match(/^([\d.,]+)\s*\.\.\s*([\d.,]+)$/) ?? [];
  if (from) return (value) => value >= number(from) && value <= number(to);
  const [, sign, limit] = text.match(/^([<>]=?|=)\s*([\d.,]+)$/) ?? [];
  const tests = { ">": (v, l) => v > l, ">=": (v, l) => v >= l, "<": (v, l) => v < l, "<=": (v, l) => v <= l, "=": (v, l) => v === l };
  return sign ? (value) => tests[sign](value, number(limit)) : null;
}

/* A test of cells: part of a word; for numbers also >0.5, <=2, =1, 0.2..0.8; a minus sign alone finds empty cells. */
export function filterOf(text, column, settings) {
  const wanted = text.trim().toLowerCase();
  if (["-", "−"].includes(wanted)) return isEmpty;
  const test = isNumeric(column) ? numberTest(wanted) : null;
  if (test) return (value) => typeof value === "number" && test(value / scaleOf(column, settings));
  return (value) => shownText(value, column, settings).toLowerCase().includes(wanted);
}
