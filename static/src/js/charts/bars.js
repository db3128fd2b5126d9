/* Ranked bars from zero, the figure written at each end; a comparison is a dashed line.
   data: {unit, bars: [{label, detail, value, text, is_chosen}], compare: {value, text} | null} */
import { NARROW, line, nameAxisLabel, rect, rowHeight, text, tooltip, tooltipLines, written } from "./shared.js";

const ROW = 28;

function fillOf(bars, index, palette) {
  const hasChosen = bars.some((bar) => bar.is_chosen);
  return !hasChosen || bars[index].is_chosen ? palette.accent85 : palette.ink3;
}

const barShapes = (data, palette) => ({ dataIndex }, api) => {
  const bar = data.bars[dataIndex];
  const [zero, y] = api.coord([0, dataIndex]);
  const end = api.coord([bar.value, dataIndex])[0];
  return {
    type: "group",
    children: [
      rect(zero, y - 7, end - zero, 14, fillOf(data.bars, dataIndex, palette)),
      written(bar.text, Math.max(zero, end) + 6, y, "right", text(palette.ink, 12, 600), palette.surface),
    ],
  };
};

const compareShapes = ({ value, text: words }, palette) => ({ coordSys }, api) => {
  const x = api.coord([value, 0])[0];
  const dashed = line(x, coordSys.y - 2, x, coordSys.y + coordSys.height, palette.ink3);
  dashed.style.lineDash = [4, 3];
  return { type: "group", children: [dashed, written(words, x, coordSys.y - 4, "top", text(palette.ink2))] };
};

export function bars(data, palette, width) {
  const names = Math.min(width < NARROW ? 140 : 220, Math.round(width * 0.42));
  const perLine = Math.floor(names / 6.6);
  const row = rowHeight(data.bars, perLine, ROW);
  const top = data.compare ? 22 : 4;
  const values = [0, data.compare?.value ?? 0, ...data.bars.map(({ value }) => value)];
  const series = [{ type: "custom", clip: false, z: 3, data: data.bars.map((_bar, index) => [0, index]), renderItem: barShapes(data, palette) }];
  if (data.compare) {
    const shapes = compareShapes(data.compare, palette);
    series.push({ type: "custom", clip: false, silent: true, tooltip: { show: false }, data: [[0, 0]], renderItem: shapes });
  }
  return {
    height: top + row * data.bars.length + 6,
    option: {
      grid: { left: names, right: 72, top, bottom: 6 },
      xAxis: { type: "value", show: false, min: Math.min(...values), max: Math.max(...values) || 1 },
      yAxis: {
        type: "category",
        inverse: true,
        data: data.bars.map(({ label }) => label),
        axisTick: { show: false },
        axisLine: { show: true, lineStyle: { color: palette.line2 } },
        axisLabel: { ...nameAxisLabel(data.bars, palette, perLine, (index) => data.bars[index].is_chosen), align: "left", margin: names },
      },
      tooltip: {
        ...tooltip(palette, "item"),
        formatter: ({ dataIndex }) => tooltipLines(data.bars[dataIndex].label, `${data.bars[dataIndex].text} ${data.unit}`, data.bars[dataIndex].detail),
      },
      series,
    },
  };
}
