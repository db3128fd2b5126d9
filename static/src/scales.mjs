/* Writes the colour steps of heat map (h0..h20) and matrix (m0..m20) as CSS: for light and dark a background
   between two ends, and whichever of the two text colours reads better on it. The ends are those of the palette;
   a step on which neither text reaches 4.5 : 1 is moved along the ramp until one does. */

const STEPS = 20;
const LEAST_CONTRAST = 4.5;
const TEXTS = [[11, 15, 20], [255, 255, 255]];
const RAMPS = {
  h: { light: ["#f3f6fb", "#174a9c"], dark: ["#1a2330", "#8ab8ff"] },
  m: { light: ["#eef3fb", "#123f8c"], dark: ["#1a2330", "#9cc3ff"] },
};

const channels = (hex) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
const mix = (from, to, share) => from.map((value, i) => Math.round(value + (to[i] - value) * share));
const css = (colour) => `#${colour.map((value) => value.toString(16).padStart(2, "0")).join("")}`;

function luminance(colour) {
  const [red, green, blue] = colour.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

export function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function readableText(background) {
  const [first, second] = TEXTS.map((text) => ({ text, ratio: contrast(background, text) }));
  return first.ratio >= second.ratio ? first : second;
}

/* The nearest place on the ramp, forward first, where a text colour can be read. */
function stepColours(ends, step) {
  const [from, to] = ends.map(channels);
  for (let shift = 0; shift <= 0.2; shift += 0.01) {
    for (const share of [step / STEPS + shift, step / STEPS - shift]) {
      const background = mix(from, to, Math.min(Math.max(share, 0), 1));
      const { text, ratio } = readableText(background);
      if (ratio >= LEAST_CONTRAST) return { background: css(background), text: css(text) };
    }
  }
  throw new Error(`No readable text near step ${step} of ${ends.join(" to ")}: change the ends in scales.mjs`);
}

export function scalesCss() {
  const rules = [];
  for (const [prefix, { light, dark }] of Object.entries(RAMPS)) {
    for (let step = 0; step <= STEPS; step += 1) {
      const [day, night] = [stepColours(light, step), stepColours(dark, step)];
      rules.push(
        `.${prefix}${step}{background:light-dark(${day.background},${night.background});` +
          `color:light-dark(${day.text},${night.text})}`,
      );
    }
  }
  return `${rules.join("\n")}\n`;
}
