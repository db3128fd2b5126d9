/* A link with `data-drawer` opens its page's fragment in the drawer; without scripts it is a plain link.
   The drawer has its own address: opening pushes it, closing (Esc, button, backdrop, Back) returns. */
import htmx from "htmx.org";

const drawer = () => document.getElementById("drawer");
const isPlainClick = (event) =>
  event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;

/* A link of a drawing keeps its address otherwise than one of the text. */
const addressOf = (link) => new URL(link.getAttribute("href"), document.baseURI).href;

async function openDrawer(link) {
  const dialog = drawer();
  const address = addressOf(link);
  const isReplacing = dialog.open;
  await htmx.ajax("GET", address, { source: link, target: "#drawer-content", swap: "innerHTML" });
  if (!dialog.querySelector("#drawer-content").childElementCount) return;
  dialog.setAttribute("aria-label", dialog.querySelector("h2")?.textContent ?? "Details");
  if (!isReplacing) dialog.showModal();
  history[isReplacing ? "replaceState" : "pushState"]({ drawer: true }, "", address);
}

function closeDrawer() {
  if (drawer().open) drawer().close();
}

/* However it was closed, the address goes back to the page's own. */
function onClosed() {
  drawer().querySelector("#drawer-content").replaceChildren();
  if (history.state?.drawer) history.back();
}

export function watchDrawer() {
  if (!drawer()) return;
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-drawer]");
    if (link && isPlainClick(event)) {
      event.preventDefault();
      void openDrawer(link);
    } else if (event.target === drawer() || event.target.closest("[data-drawer-close]")) {
      closeDrawer();
    }
  });
  drawer().addEventListener("close", onClosed);
  window.addEventListener("popstate", () => {
    if (!history.state?.drawer) closeDrawer();
  });
}
