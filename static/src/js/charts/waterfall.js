/* Builds up from zero to a total split in parts, with the total's range as a whisker. Horizontal when narrow.
   data: {unit, steps: [{label, value, text, detail}], total: {label, value, text, detail, low, low_text, high, high_text,
   parts: [{label, value, text}]}} */
import { NARROW, line, nameAxisLabel, rect, rowHeight, text, tooltip, tooltipLines, written } from "./shared.js";

function spansOf(steps) {
  let reached = 0;
  return steps.map(({ value }) => {
    const from = reached;
    reached += value;
    return { from, to: reached };
  });
}

function extent({ steps, total }) {
  const ends = spansOf(steps).flatMap(({ from, to }) => [from, to]);
  const all = [0, total.value, total.low ?? 0, total.high ?? 0, ...ends];
  return { min: Math.min(...all), max: Math.max(...all) * 1.04 };
}

/* The lower end of the range is written beside the parts of the total, and moves down where a part is named already. */
const LINE = 14;
function lowerEnd(y, named) {
  return named.reduce((reached, other) => (Math.abs(reached - other) < LINE ? other + LINE : reached), y);
}

/* A sum with neither parts nor a range: nothing else is written around it. */
const isBare = ({ parts = [], low, high }) => !parts.length && low == null && high == null;

/* Room for the longest figure beside the end of its bar. */
const roomRight = (columns) => Math.max(34, ...columns.map(({ text: words }) => 8 * words.length + 8));

const partFills = (palette) => [palette.accent, palette.accent62, palette.accent34];

function stepShapes({ steps }, palette, place) {
  const spans = spansOf(steps);
  return (index) => {
    const { from, to } = spans[index];
    return [
      place.box(index, from, to, palette.accent85),
      place.connector(index, to, palette.ink3),
      place.endLabel(index, from, to, steps[index].text, text(palette.ink, 13, 640)),
    ];
  };
}

function totalShapes({ steps, total }, palette, place) {
  const at = steps.length;
  let reached = 0;
  const known = total.parts?.length ? total.parts : [{ label: "", value: total.value, text: "" }];
  const parts = known.flatMap((part, i) => {
    const from = reached;
    reached += part.value;
    const fill = partFills(palette)[i % 3];
    return [place.box(at, from, reached, fill), ...place.partLabel(at, from, reached, part, palette)];
  });
  return [...parts, ...place.totalLabel(at, total, palette), ...place.whisker(at, total, palette)];
}

/* Geometry of the upright drawing. */
function upright(api) {
  const half = api.size([1, 0])[0] * 0.31;
  const point = (index, value) => api.coord([index, value]);
  const partMiddles = (index, { parts = [] }) => {
    const spans = spansOf(parts).filter((_span, i) => parts[i].text);
    return spans.map(({ from, to }) => point(index, (from + to) / 2)[1]).sort((one, other) => one - other);
  };
  return {
    box: (index, from, to, fill) => rect(point(index, from)[0] - half, point(index, from)[1], 2 * half, point(index, to)[1] - point(index, from)[1], fill),
    connector: (index, value, stroke) => line(point(index, value)[0] + half, point(index, value)[1], point(index + 1, value)[0] - half, point(index, value)[1], stroke),
    endLabel: (index, from, to, words, style) => written(words, point(index, to)[0], point(index, Math.max(from, to))[1] - 5, "top", style),
    partLabel: (index, from, to, part, palette) => {
      const [x, y] = point(index, (from + to) / 2);
      return part.text ? [written(`${part.text} ${part.label}`, x + half + 8, y, "right", text(palette.ink2, 12, 500))] : [];
    },
    totalLabel: (index, total, palette) => {
      const [x, y] = point(index, Math.max(total.value, 0));
      if (isBare(total)) return [written(total.text, x, y - 5, "top", text(palette.ink, 16, 660))];
      return [written(total.text, x - 8, y - 12, "left", text(palette.ink, 16, 660))];
    },
    whisker: (index, total, palette) => {
      if (total.low == null || total.high == null) return [];
      const [x, top] = point(index, total.high);
      const bottom = point(index, total.low)[1];
      return [
        line(x, top, x, bottom, palette.ink, 1.5),
        line(x - 5, top, x + 5, top, palette.ink, 1.5),
        line(x - 5, bottom, x + 5, bottom, palette.ink, 1.5),
        written(total.high_text, x + 9, top, "right", text(palette.ink2, 11, 500)),
        written(total.low_text, x + half + 8, lowerEnd(bottom, partMiddles(index, total)), "right", text(palette.ink2, 11, 500)),
      ];
    },
  };
}

/* Geometry of the lying drawing: parts and range are written below the total. */
function lying(api, area) {
  const half = 9;
  const point = (index, value) => api.coord([value, index]);
  return {
    box: (index, from, to, fill) => rect(point(index, from)[0], point(index, from)[1] - half, point(index, to)[0] - point(index, from)[0], 2 * half, fill),
    connector: (index, value, stroke) => line(point(index, value)[0], point(index, value)[1] + half, point(index, value)[0], point(index + 1, value)[1] - half, stroke),
    endLabel: (index, from, to, words, style) => written(words, point(index, Math.max(from, to))[0] + 6, point(index, to)[1], "right", style),
    partLabel: () => [],
    totalLabel: (index, total, palette) => {
      const [x, y] = point(index, Math.max(total.value, 0));
      const parts = (total.parts ?? []).map((part) => `${part.text} ${part.label}`).join("   ");
      const below = written(parts, 0, area.y + area.height + 34, "right", text(palette.ink2, 12, 500));
      return [written(total.text, x + 6, y, "right", text(palette.ink, 15, 660)), below];
    },
    whisker: (index, total, palette) => {
      if (total.low == null || total.high == null) return [];
      const [left, middle] = point(index, total.low);
      const [right, y] = [point(index, total.high)[0], middle + half + 7];
      return [
        line(left, y, right, y, palette.ink, 1.5),
        line(left, y - 4, left, y + 4, palette.ink, 1.5),
        line(right, y - 4, right, y + 4, palette.ink, 1.5),
        written(`${total.low_text}   ${total.high_text}`, area.x + area.width, y + 13, "left", text(palette.ink2, 11, 500)),
      ];
    },
  };
}

export function waterfall(data, palette, width) {
  const isNarrow = width < NARROW;
  const columns = [...data.steps, data.total];
  const shapesOf = (place) => {
    const step = stepShapes(data, palette, place);
    return (index) => (index < data.steps.length ? step(index) : totalShapes(data, palette, place));
  };
  const perColumn = Math.max(9, Math.floor((width - 90) / columns.length / 6.4));
  const names = {
    type: "category",
    data: columns.map(({ label }) => label),
    inverse: isNarrow,
    axisTick: { show: false },
    axisLine: { show: !isNarrow, lineStyle: { color: palette.line2 } },
    axisLabel: nameAxisLabel(columns, palette, isNarrow ? 20 : perColumn, (index) => index === data.steps.length),
  };
  if (isNarrow) names.axisLabel = { ...names.axisLabel, align: "left", margin: 128 };
  const values = { type: "value", show: false, ...extent(data) };
  const rows = rowHeight(columns, 20, 44) * columns.length;
  const grid = isNarrow
    ? { left: 128, right: roomRight(columns), top: 20, height: rows }
    : { left: 0, right: 88, top: 30, bottom: 68 };
  return {
    height: isNarrow ? rows + 78 : 300,
    option: {
      grid,
      xAxis: isNarrow ? values : names,
      yAxis: isNarrow ? names : values,
      tooltip: {
        ...tooltip(palette, "item"),
        formatter: ({ dataIndex }) => tooltipLines(columns[dataIndex].label, `${columns[dataIndex].text} ${data.unit}`, columns[dataIndex].detail),
      },
      series: [
        {
          type: "custom",
          clip: false,
          data: columns.map((_column, index) => (isNarrow ? [0, index] : [index, 0])),
          renderItem: ({ dataIndex, coordSys }, api) => ({
            type: "group",
            children: shapesOf(isNarrow ? lying(api, coordSys) : upright(api))(dataIndex),
          }),
        },
      ],
    },
  };
}
