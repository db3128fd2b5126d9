/* Planned against measured over months, the benchmark as a band behind, break-even as a vertical line.
   data: {unit, x_label, planned: [[month, value]], measured: [[month, value]], planned_text, measured_text, full_text,
   break_even: {month, text} | null, band: {from, to, text} | null} */
import { NARROW, axisLine, gridLines, line, text, tooltip, tooltipLines, written } from "./shared.js";

const pointLabel = (words, position, style) => ({ show: true, formatter: words, position, distance: 7, ...style });

function withLabels(points, labels) {
  return points.map((value, index) => ({ value, ...(labels[index] ? { label: labels[index] } : {}) }));
}

function plannedSeries(data, palette) {
  const last = data.planned.length - 1;
  const measuredEnd = data.measured.at(-1)?.[0] ?? -1;
  const beside = data.planned.findIndex(([month]) => month === measuredEnd);
  const meetsEnd = data.break_even?.month > data.planned[last]?.[0] * 0.9;
  const labels = { [last]: pointLabel(data.full_text, "bottom", { ...text(palette.ink2), align: "right", offset: [meetsEnd ? -8 : 0, 0] }) };
  if (data.planned_text && beside >= 0 && beside !== last) labels[beside] = pointLabel(data.planned_text, "left", text(palette.ink2));
  return {
    type: "line",
    name: "planned",
    data: withLabels(data.planned, labels),
    symbol: "circle",
    symbolSize: 1,
    clip: false,
    lineStyle: { color: palette.ink3, width: 1.25, type: [4, 3] },
    itemStyle: { color: palette.ink3 },
    markArea: data.band ? bandBehind(data.band, palette) : undefined,
  };
}

const bandBehind = ({ from, to, text: words }, palette) => ({
  silent: true,
  itemStyle: { color: palette.band, opacity: 0.75 },
  label: { ...text(palette.ink3), position: "insideTop", formatter: words, lineHeight: 14 },
  data: [[{ xAxis: from }, { xAxis: to }]],
});

/* The planned value at a month, between its neighbours on a straight line. */
function plannedAt(planned, month) {
  const after = Math.max(1, planned.findIndex(([at]) => at >= month));
  const [[from, low], [to, high]] = [planned[after - 1], planned[after]];
  return low + ((high - low) * (month - from)) / (to - from);
}

/* Break-even is a moment, not a point of the curve: a line from the axis, its words beside it. */
const breakEvenShapes = (data, palette) => (_params, api) => {
  const { month, text: words } = data.break_even;
  const [x, zero] = api.coord([month, 0]);
  const top = api.coord([month, plannedAt(data.planned, month)])[1];
  const isLate = month > data.planned.at(-1)[0] * 0.8;
  const label = written(words, x + (isLate ? -7 : 7), zero - 34, isLate ? "left" : "right", text(palette.ink, 12, 620));
  const foot = { type: "circle", shape: { cx: x, cy: zero, r: 3 }, style: { fill: palette.ink } };
  return { type: "group", silent: true, children: [line(x, zero, x, top, palette.ink, 1.25), foot, label] };
};

const breakEvenSeries = (data, palette) => ({
  type: "custom",
  clip: false,
  silent: true,
  tooltip: { show: false },
  data: [[data.break_even.month, 0]],
  renderItem: breakEvenShapes(data, palette),
});

const measuredSeries = (data, palette) => ({
  type: "line",
  name: "measured",
  clip: false,
  data: withLabels(data.measured, {
    [data.measured.length - 1]: pointLabel(data.measured_text, "right", { ...text(palette.accent, 12, 640), offset: [0, 6] }),
  }),
  symbol: "circle",
  symbolSize: 6,
  lineStyle: { color: palette.accent, width: 2.5 },
  itemStyle: { color: palette.accent },
});

export function capture(data, palette, width) {
  const last = Math.max(...data.planned.map(([month]) => month));
  return {
    height: 264,
    option: {
      grid: { left: 28, right: 10, top: 12, bottom: 40 },
      xAxis: {
        type: "value",
        min: 0,
        max: last,
        interval: last <= 24 ? (width < NARROW ? 4 : 2) : 6,
        name: data.x_label,
        nameLocation: "middle",
        nameGap: 26,
        nameTextStyle: text(palette.ink3),
        axisLabel: text(palette.ink3),
        axisLine: axisLine(palette),
        splitLine: { show: false },
      },
      yAxis: {
        type: "value",
        splitNumber: 3,
        boundaryGap: [0, "30%"],
        axisLabel: text(palette.ink3),
        splitLine: gridLines(palette),
        axisLine: { show: false },
      },
      tooltip: {
        ...tooltip(palette, "axis"),
        axisPointer: { lineStyle: { color: palette.line2 } },
        formatter: (points) => tooltipLines(`Month ${points[0].value[0]}`, ...points.filter(({ seriesType }) => seriesType === "line").map(({ seriesName, value }) => `${seriesName} ${value[1].toFixed(1)} ${data.unit}`)),
      },
      series: [
        plannedSeries(data, palette),
        ...(data.measured.length ? [measuredSeries(data, palette)] : []),
        ...(data.break_even ? [breakEvenSeries(data, palette)] : []),
      ],
    },
  };
}
