/* Charts and tour are fetched when a page has one; their addresses stand on <html>, so that static names may be hashed. */
const page = document.documentElement;

export async function drawChartsIn(root) {
  if (!root.querySelector?.("[data-chart]") && !root.matches?.("[data-chart]")) return;
  const { drawCharts } = await import(page.dataset.chartsSrc);
  drawCharts(root);
}

export function watchTour() {
  document.addEventListener("click", async (event) => {
    const button = event.target.closest("[data-tour]");
    if (!button) return;
    const { startTour } = await import(page.dataset.tourSrc);
    startTour(JSON.parse(document.getElementById(button.dataset.tour).textContent));
  });
}
