/* The button `data-theme-switch` turns light to dark and back, and remembers it in this browser. */
const systemIsDark = () => window.matchMedia("(prefers-color-scheme: dark)").matches;

export function shownTheme() {
  return document.documentElement.dataset.theme ?? (systemIsDark() ? "dark" : "light");
}

function switchTheme() {
  const next = shownTheme() === "dark" ? "light" : "dark";
  document.documentElement.dataset.theme = next;
  localStorage.setItem("theme", next);
  document.dispatchEvent(new CustomEvent("theme:change"));
}

export function watchThemeSwitch() {
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-theme-switch]")) switchTheme();
  });
}
