/* The style sheet's tokens as plain colours: light-dark() is resolved by the browser on a probe. */
const TOKENS = ["surface", "line", "line2", "ink", "ink2", "ink3", "accent", "accent-85", "accent-62", "accent-34", "accent-ink", "band"];

export function readPalette() {
  const probe = document.createElement("i");
  document.body.append(probe);
  const colours = TOKENS.map((token) => {
    probe.style.color = `var(--${token})`;
    return [token.replace("-", ""), getComputedStyle(probe).color];
  });
  probe.remove();
  return Object.fromEntries(colours);
}
