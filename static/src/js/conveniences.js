/* Small habits of pages, each switched on by one attribute; every page works without them. */
async function copyText(button) {
  const url = new URL(button.dataset.copy || window.location.href, window.location.href);
  await navigator.clipboard.writeText(button.dataset.copyText ?? url.href);
  const label = button.querySelector("[data-copy-label]") ?? button;
  const before = label.getAttribute("aria-label") ?? label.textContent;
  if (label === button && button.hasAttribute("aria-label")) button.setAttribute("aria-label", "Copied");
  else label.textContent = "Copied";
  setTimeout(() => (button.hasAttribute("aria-label") ? button.setAttribute("aria-label", before) : (label.textContent = before)), 1500);
}

function onClick(event) {
  const copy = event.target.closest("[data-copy], [data-copy-text]");
  if (copy) void copyText(copy);
  if (event.target.closest("[data-print]")) window.print();
  closeMenusOutside(event.target);
}

function closeMenusOutside(target) {
  for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(target)) menu.open = false;
}

/* `data-autosubmit` on a form of filters: a choice is a request, without a button. */
function onChange(event) {
  event.target.closest("form[data-autosubmit]")?.requestSubmit();
}

function onKey(event) {
  const isTyping = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !isTyping) {
    const search = document.querySelector("[data-search]");
    if (search) {
      event.preventDefault();
      search.focus();
    }
  }
  const menu = event.key === "Escape" && event.target.closest("details.menu[open], .phone-bar details[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
}

/* `data-moves` on a row: Alt with an arrow key presses its button up or down. */
function onMoveKey(event) {
  const step = event.altKey && { ArrowUp: "up", ArrowDown: "down" }[event.key];
  const button = step && event.target.closest("[data-moves]")?.querySelector(`button[name=step][value=${step}]`);
  if (!button) return;
  event.preventDefault();
  button.click();
}

/* `data-dropzone` around a file input: files may be dropped on it, and their names are shown. */
function watchDropzones() {
  for (const kind of ["dragover", "dragleave", "drop"]) {
    document.addEventListener(kind, (event) => {
      const zone = event.target.closest?.("[data-dropzone]");
      if (!zone) return;
      event.preventDefault();
      zone.classList.toggle("is-over", kind === "dragover");
      if (kind !== "drop") return;
      const input = zone.querySelector("input[type=file]");
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event("change", { bubbles: true }));
    });
  }
}

/* `data-fold` on an open <details>: closed on a phone, always open where there is room. */
function watchFolds() {
  const phone = window.matchMedia("(width < 720px)");
  const fold = () => {
    for (const part of document.querySelectorAll("details[data-fold]")) part.open = !phone.matches;
  };
  fold();
  phone.addEventListener("change", fold);
}

/* Before paper: what is folded opens, and the page takes its printed width, so that charts are drawn for it. */
function watchPrinting() {
  window.addEventListener("beforeprint", () => {
    document.documentElement.classList.add("is-printing");
    for (const part of document.querySelectorAll("details:is([data-fold], .note)")) part.open = true;
  });
  window.addEventListener("afterprint", () => document.documentElement.classList.remove("is-printing"));
}

export function watchConveniences() {
  watchFolds();
  watchPrinting();
  document.addEventListener("click", onClick);
  document.addEventListener("change", onChange);
  document.addEventListener("keydown", onKey);
  document.addEventListener("keydown", onMoveKey);
  watchDropzones();
}
