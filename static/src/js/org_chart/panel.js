/* Beside the chart: what is known of the chosen card, and where it leads. */
const make = (name, text, attributes = {}) => Object.assign(document.createElement(name), { textContent: text }, attributes);

function factsOf(node) {
  const list = make("dl", "", { className: "defs" });
  const reports = node.reports && node.span ? [["Leads", `${node.reports}: ${node.span}`]] : node.reports ? [["Holds", node.reports]] : [];
  for (const [name, value] of [...reports, ...(node.facts ?? [])]) {
    const row = document.createElement("div");
    row.append(make("dt", name), make("dd", value));
    list.append(row);
  }
  return list;
}

export function showFacts(panel, node, pageUrl, canStart) {
  const actions = make("p", "", { className: "row" });
  if (node.url) actions.append(make("a", node.is_place ? "Open what is behind" : "Open the page", { className: "btn btn-small", href: node.url }));
  if (canStart && node.below && node.parent) actions.append(make("a", "Start the chart here", { className: "btn btn-small", href: `${pageUrl}&root=${node.id}` }));
  panel.replaceChildren(make("h3", node.title), make("p", node.isMore ? "" : node.note), factsOf(node), actions);
}
