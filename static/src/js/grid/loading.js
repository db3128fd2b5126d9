/* Fetches the rows part by part and turns columns into records. Parts of different versions do not belong together:
   somebody saved meanwhile, so loading begins again. */
const AT_ONCE = 3;

export async function asked(address, options = {}) {
  const answer = await fetch(address, { headers: { Accept: "application/json" }, ...options });
  const isJson = answer.headers.get("Content-Type")?.startsWith("application/json") && !answer.redirected;
  const body = isJson ? await answer.json() : {};
  if (answer.ok && isJson) return body;
  const detail = answer.redirected ? "You are signed out. Sign in in another tab, then try again." : body.detail;
  throw new Error(detail ?? `The server could not do this (${answer.status}, request ${answer.headers.get("X-Request-ID") ?? "unknown"}).`);
}

function recordsOf(columns) {
  const names = Object.keys(columns);
  const read = names.map((name) => {
    const column = columns[name];
    return column.names ? (row) => column.names[column.at[row]] : (row) => column[row];
  });
  const count = columns.uid.names ? columns.uid.at.length : columns.uid.length;
  return Array.from({ length: count }, (_, row) => Object.fromEntries(names.map((name, at) => [name, read[at](row)])));
}

async function remaining(address, first, onPart) {
  const parts = Array.from({ length: first.parts - 1 }, (_, at) => at + 1);
  const found = [];
  while (parts.length) {
    const batch = await Promise.all(parts.splice(0, AT_ONCE).map((part) => asked(`${address}&part=${part}`)));
    if (batch.some((part) => part.version !== first.version)) return null;
    found.push(...batch.flatMap((part) => recordsOf(part.columns)));
    onPart(found.length);
  }
  return found;
}

/* `onFirst(first, records)` shows the first part at once; `onPart(count)` tells how far it is. Returns the rest. */
export async function loadRows(address, onFirst, onPart) {
  for (;;) {
    const first = await asked(`${address}&part=0`);
    const records = recordsOf(first.columns);
    onFirst(first, records);
    const rest = await remaining(address, first, (count) => onPart(records.length + count, first.count));
    if (rest) return rest;
  }
}
