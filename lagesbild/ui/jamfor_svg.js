// Strokes for charts. Every chart is one image with a sentence; the same numbers stand
// in a table beside it, so nothing in a chart needs to be reached by itself.
const SVG = "http://www.w3.org/2000/svg";
export const INKS = { chosen: "#b0004e", whole: "#1c1c1c", other: "#8a8a8a", grid: "#dcdcdc", text: "#3a3a3a" };

export function shape(name, attributes = {}, text) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  if (text !== undefined) made.textContent = text;
  return made;
}

export function picture(width, height, label, parts) {
  const made = shape("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": label, class: "bild" });
  made.append(...parts);
  return made;
}

/** Three to six round steps that hold all of `values`; from zero where that is honest. */
export function scaleOf(values, fromZero) {
  const known = values.filter((one) => one !== null && Number.isFinite(one));
  let [low, high] = [Math.min(...known), Math.max(...known)];
  if (fromZero) [low, high] = [Math.min(0, low), Math.max(0, high)];
  if (high - low < 1e-9) [low, high] = [low - (fromZero ? 0 : 1), high + 1];
  const rough = (high - low) / 4, size = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 2.5, 5, 10].map((one) => one * size).find((one) => one >= rough);
  const [first, last] = [Math.floor(low / step + 1e-9) * step, Math.ceil(high / step - 1e-9) * step];
  const ticks = Array.from({ length: Math.round((last - first) / step) + 1 }, (_one, i) => first + i * step);
  return { first, last, ticks, at: (value, from, to) => from + ((value - first) / (last - first)) * (to - from) };
}

export function numberText(value, language) {
  return new Intl.NumberFormat(language === "en" ? "en-GB" : "sv-SE", { maximumFractionDigits: 2 }).format(value);
}

/** Lines across the chart with their numbers to the left. */
export function rulers(scale, box, language) {
  return scale.ticks.flatMap((tick) => {
    const y = scale.at(tick, box.bottom, box.top);
    return [
      shape("line", { x1: box.left, x2: box.right, y1: y, y2: y, stroke: tick === 0 ? "#8a8a8a" : INKS.grid }),
      shape("text", { x: box.left - 6, y: y + 4, "text-anchor": "end", class: "skrift" }, numberText(tick, language)),
    ];
  });
}

/** Pieces of a line: new at every gap and at every break. */
export function pieces(values, breaks) {
  const made = [];
  let open = false;
  values.forEach((value, i) => {
    if (value === null || value === undefined) { open = false; return; }
    if (!open || breaks[i]) made.push([]);
    made.at(-1).push(i);
    open = true;
  });
  return made;
}

export function line(values, breaks, xs, y, style) {
  return pieces(values, breaks).flatMap((piece) => {
    const points = piece.map((i) => [xs[i], y(values[i])]);
    const dots = piece.length === 1 || style.dots
      ? points.map(([cx, cy]) => shape("circle", { cx, cy, r: style.width + 1, fill: style.stroke }))
      : [];
    if (piece.length === 1) return dots;
    const path = shape("polyline", { points: points.map((one) => one.join(",")).join(" "), fill: "none",
      stroke: style.stroke, "stroke-width": style.width, "stroke-dasharray": style.dash ?? "none", class: "linje" });
    return [path, ...dots];
  });
}

/** Names at the right end of lines, moved apart so that they can be read. */
export function endNames(names, left, top, bottom) {
  const placed = names.filter((one) => one.y !== null).sort((a, b) => a.y - b.y);
  let lowest = top;
  for (const one of placed) { one.y = Math.max(one.y + 4, lowest); lowest = one.y + 15; }
  const over = lowest - 15 - bottom;
  if (over > 0) for (const one of placed) one.y -= over;
  return placed.map((one) => shape("text", { x: left, y: one.y, class: "skrift stark", style: `fill: ${one.fill}` }, one.text));
}
