/* The parts of ECharts that the four charts need, and nothing else. */
import { BarChart, CustomChart, LineChart } from "echarts/charts";
import { GridComponent, MarkAreaComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

use([BarChart, CustomChart, GridComponent, LineChart, MarkAreaComponent, SVGRenderer, TooltipComponent]);

export function createChart(element) {
  return init(element, null, { renderer: "svg" });
}
