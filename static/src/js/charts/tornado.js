/* What moves the result most: each assumption's low and high end around the likely value, in the given order.
   data: {unit, centre, centre_text, bars: [{label, detail, low, low_text, high, high_text}]} */
import { NARROW, axisLine, gridLines, line, nameAxisLabel, rect, rowHeight, text, tooltip, tooltipLines, written } from "./shared.js";

const ROW = 40;

function extent({ bars, centre }) {
  const ends = [centre, ...bars.flatMap(({ low, high }) => [low, high])];
  const [least, most] = [Math.min(...ends), Math.max(...ends)];
  const room = (most - least || Math.abs(centre) || 1) * 0.16;
  return { min: least - room, max: most + room };
}

const barShapes = (data, palette) => ({ dataIndex }, api) => {
  const { low, low_text: lowText, high, high_text: highText } = data.bars[dataIndex];
  const [centre, y] = api.coord([data.centre, dataIndex]);
  const [left, right] = [api.coord([low, dataIndex])[0], api.coord([high, dataIndex])[0]];
  const style = text(palette.ink, 12, 600);
  return {
    type: "group",
    children: [
      rect(left, y - 9, centre - left, 18, palette.ink3),
      rect(centre, y - 9, right - centre, 18, palette.accent85),
      written(lowText, Math.min(left, right) - 5, y, "left", style),
      written(highText, Math.max(left, right) + 5, y, "right", style),
    ],
  };
};

/* The centre line is one item of its own, above the bars. */
const centreShapes = (data, palette) => ({ coordSys }, api) => {
  const x = api.coord([data.centre, 0])[0];
  return {
    type: "group",
    children: [
      line(x, coordSys.y - 4, x, coordSys.y + coordSys.height, palette.ink, 1.25),
      written(data.centre_text, x, coordSys.y - 7, "top", text(palette.ink, 12, 640)),
    ],
  };
};

export function tornado(data, palette, width) {
  const isNarrow = width < NARROW;
  const names = isNarrow ? 138 : Math.min(250, Math.round(width * 0.43));
  const perLine = Math.floor(names / 6.4);
  const height = 26 + rowHeight(data.bars, perLine, ROW) * data.bars.length + 26;
  return {
    height,
    option: {
      grid: { left: names, right: 12, top: 26, bottom: 26 },
      xAxis: {
        type: "value",
        ...extent(data),
        splitNumber: isNarrow ? 2 : 4,
        splitLine: { ...gridLines(palette), showMinLine: false, showMaxLine: false },
        axisLabel: { ...text(palette.ink3), showMinLabel: false, showMaxLabel: false },
      },
      yAxis: {
        type: "category",
        inverse: true,
        data: data.bars.map(({ label }) => label),
        axisLine: { ...axisLine(palette), show: false },
        axisTick: { show: false },
        axisLabel: { ...nameAxisLabel(data.bars, palette, perLine), align: "left", margin: names },
      },
      tooltip: {
        ...tooltip(palette, "item"),
        formatter: ({ dataIndex }) => {
          const bar = data.bars[dataIndex];
          return tooltipLines(bar.label, bar.detail, `${bar.low_text} to ${bar.high_text} ${data.unit}`);
        },
      },
      series: [
        { type: "custom", clip: false, data: data.bars.map((_bar, index) => [data.centre, index]), renderItem: barShapes(data, palette) },
        { type: "custom", clip: false, silent: true, z: 5, tooltip: { show: false }, data: [[data.centre, 0]], renderItem: centreShapes(data, palette) },
      ],
    },
  };
}
