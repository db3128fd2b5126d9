/* A short walk over the page; steps whose element is not here are left out. */
import { driver } from "driver.js";

/** steps: [{element: "css selector", title: "...", text: "..."}] */
export function startTour(steps) {
  const present = steps.filter((step) => !step.element || document.querySelector(step.element));
  driver({
    animate: !window.matchMedia("(prefers-reduced-motion: reduce)").matches,
    showProgress: true,
    progressText: "{{current}} of {{total}}",
    nextBtnText: "Next",
    prevBtnText: "Back",
    doneBtnText: "Done",
    steps: present.map(({ element, title, text }) => ({ element, popover: { title, description: text } })),
  }).drive();
}
