/* Loaded before the first paint, so that a stored choice of light or dark does not flash. */
const chosen = localStorage.getItem("theme");
if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
