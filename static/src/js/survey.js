/* Splitting a team's FTE over activities: sliders and steps beside the number fields, what is left told live, and a
   draft kept after each change. Without this script the page is a form of number fields. */
const WAIT_MS = 700;
const form = document.querySelector("[data-survey]");
const rows = [...form.querySelectorAll("[data-share]")].map((element) => ({
  element,
  input: element.querySelector("[data-share-input]"),
  slider: element.querySelector("[data-share-slider]"),
  fte: element.querySelector("[data-share-fte]"),
}));
const left = form.querySelector("[data-survey-left]");
const bar = form.querySelector("[data-survey-bar]");
const saved = form.querySelector("[data-survey-saved]");
const units = Number(form.dataset.units);
let timer = 0;
let sending = Promise.resolve();
let isStopped = false;

const percentOf = (row) => Math.max(0, Number(row.input.value) || 0);
const sum = () => rows.reduce((whole, row) => whole + percentOf(row), 0);
const tidy = (number, digits) => String(Number(number.toFixed(digits)));
const fteOf = (percent) => ((units * percent) / 1_000_000).toFixed(1);

function show() {
  const remainder = 100 - sum();
  for (const row of rows) {
    const percent = percentOf(row);
    row.slider.value = percent;
    row.fte.textContent = percent ? `${fteOf(percent)} FTE` : "";
    row.element.classList.toggle("is-chosen", percent > 0);
  }
  const isAbove = remainder < -0.005;
  const how = isAbove ? "too much" : "left";
  left.textContent = `${tidy(Math.abs(remainder), 2)} % = ${fteOf(Math.abs(remainder))} FTE ${how}`;
  left.classList.toggle("is-above", isAbove);
  bar.parentElement.classList.toggle("is-above", isAbove);
  bar.style.setProperty("--share", `${Math.min(100, 100 - remainder)}%`);
  return !isAbove;
}

/* By slider or step nobody goes above the whole: the share ends at what the others leave. */
function setShare(row, wanted) {
  const room = 100 - (sum() - percentOf(row));
  const percent = Math.min(Math.max(0, wanted), Math.max(0, room));
  row.input.value = percent ? tidy(percent, 2) : "";
  changed();
}

function changed() {
  clearTimeout(timer);
  saved.textContent = "";
  if (show() && !isStopped) timer = setTimeout(keep, WAIT_MS);
}

function keep() {
  sending = sending.then(sendDraft);
}

async function sendDraft() {
  const body = new FormData(form);
  body.set("step", "draft");
  try {
    const answer = await fetch(window.location.pathname, { method: "POST", body, headers: { Accept: "application/json" } });
    if (answer.ok) form.elements.version.value = (await answer.json()).version;
    saved.textContent = answer.ok ? "Draft kept" : await refusal(answer);
  } catch {
    saved.textContent = "Not kept: no connection. It is tried again with your next change.";
  }
}

async function refusal(answer) {
  isStopped = answer.status === 409 || answer.status === 404;
  if (answer.status === 409) return "Changed elsewhere in the meantime. Reload the page to go on.";
  if (answer.status === 404) return "This link has ended. Ask whoever sent it for a new one.";
  const isTold = answer.headers.get("Content-Type")?.startsWith("application/json");
  return isTold ? (await answer.json()).error : "Not kept. Wait a moment; it is tried again with your next change.";
}

function watchRow(row) {
  row.slider.hidden = false;
  row.slider.addEventListener("input", () => setShare(row, Number(row.slider.value)));
  row.input.addEventListener("input", changed);
  for (const button of row.element.querySelectorAll("[data-share-step]")) {
    button.hidden = false;
    button.addEventListener("click", () => setShare(row, percentOf(row) + Number(button.dataset.shareStep)));
  }
}

function watchSearch() {
  const box = form.querySelector("[data-share-search]");
  if (!box) return;
  const others = form.querySelector("[data-share-others]");
  const none = form.querySelector("[data-share-none]");
  const found = rows.filter((row) => others.contains(row.element));
  box.hidden = false;
  box.addEventListener("input", (event) => {
    const words = event.target.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const { element } of found) element.hidden = !words.every((word) => element.dataset.name.includes(word));
    const count = found.filter(({ element }) => !element.hidden).length;
    others.open = words.length > 0 && count > 0;
    none.hidden = words.length === 0 || count > 0;
    none.textContent = none.hidden ? "" : "No activity has these words. Try others, or say it in the note.";
  });
  /* Enter in the search finds; it does not send the answer. */
  box.addEventListener("keydown", (event) => event.key === "Enter" && event.preventDefault());
}

rows.forEach(watchRow);
watchSearch();
form.elements.note.addEventListener("input", changed);
form.querySelector("[data-survey-draft]").hidden = true;
/* The draft on its way has to end first: the answer must name the version that it makes. */
form.addEventListener("submit", (event) => {
  clearTimeout(timer);
  if (form.dataset.isReady) return;
  event.preventDefault();
  const button = event.submitter;
  const submit = () => {
    form.dataset.isReady = "yes";
    form.requestSubmit(button);
  };
  /* Not within this event: a form ignores being submitted while it tells of its submission. */
  void sending.then(() => setTimeout(submit));
});
show();
