/* Everything a page needs; charts and tour come on demand. */
import htmx from "htmx.org";
import { watchConveniences } from "./conveniences.js";
import { watchDrawer } from "./drawer.js";
import { drawChartsIn, watchTour } from "./lazy.js";
import { watchMessages } from "./messages.js";
import { watchThemeSwitch } from "./theme-switch.js";

window.htmx = htmx;
watchThemeSwitch();
watchDrawer();
watchMessages();
watchConveniences();
watchTour();
htmx.onLoad((root) => void drawChartsIn(root));
