/* Cells as Excel copies them: tabs between cells, lines between rows, quotes around cells with either in them. */
export function toTsv(rows) {
  const quoted = (text) => (/[\t\n\r"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return rows.map((row) => row.map(quoted).join("\t")).join("\n");
}

/* Rows of texts; a cell that begins with a quote ends at the next single one, whatever lies between. */
export function fromTsv(text) {
  const rows = [[]];
  const pattern = /(?:"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*))(\t|\r\n|\n|\r|$)/gy;
  for (const [whole, quoted, plain, end] of text.matchAll(pattern)) {
    rows.at(-1).push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === "\t") continue;
    if (!end || !whole) break;
    rows.push([]);
  }
  const isLastEmpty = rows.length > 1 && rows.at(-1).every((cell) => cell === "");
  return isLastEmpty ? rows.slice(0, -1) : rows;
}
