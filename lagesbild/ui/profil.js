// The profile of an area: short sentences, then each indicator with a strip of where
// the areas lie, a line over time, and the same as tables. All drawn from one portrait
// that Python hands in. Text goes in through textContent only.
import { node, styled, table } from "./tabell.js";

const SVG = "http://www.w3.org/2000/svg";
const STYLE = `
.profil { font-size: 1rem; line-height: 1.45; }
.profil h2 { font-size: 1.35rem; margin: 1.6rem 0 .4rem; }
.profil h3 { font-size: 1.2rem; margin: 1.5rem 0 .2rem; padding-bottom: .2rem; border-bottom: 2px solid #1c1c1c; }
.profil h4 { font-size: 1rem; margin: 0; }
.kort { margin: .2rem 0 0; padding-left: 1.2rem; max-width: 60rem; }
.kort li { margin: .35rem 0; }
.tyst { color: #4d4d4d; }
.profil .ihop { margin: .8rem 0; max-width: 60rem; overflow-wrap: anywhere; }
.mått { display: grid; grid-template-columns: minmax(14rem, 1.3fr) minmax(13rem, 1fr) minmax(13rem, 1.2fr) minmax(9rem, .8fr); gap: .2rem 1.2rem; padding: .8rem 0; border-bottom: 1px solid #c8c8c8; align-items: start; }
.mått p { margin: .1rem 0; }
.värde { font-size: 1.5rem; font-weight: 600; line-height: 1.2; overflow-wrap: anywhere; }
.värde.utan { font-size: 1rem; font-weight: 400; }
.utslag { font-weight: 600; }
svg { display: block; width: 100%; height: auto; max-width: 24rem; }
.tid svg { max-width: 15rem; }
.mått table { width: auto; min-width: min(22rem, 100%); }
.profil details { grid-column: 1 / -1; margin: .2rem 0; }
.profil summary { cursor: pointer; color: #0b4f94; padding: .2rem 0; }
.profil details ul { margin: .2rem 0 .6rem; padding-left: 1.2rem; max-width: 60rem; }
.rulla { overflow-x: auto; }
.märke { display: inline-block; font-size: .85rem; padding: 0 .35rem; border: 1px dashed #6b4a00; background: #fff4d6; color: #4a3300; }
.nyckel { display: flex; flex-wrap: wrap; gap: .2rem 1.4rem; margin: .4rem 0 0; padding: 0; list-style: none; color: #4d4d4d; font-size: .9rem; }
.nyckel svg { display: inline-block; width: 1.6rem; height: 1rem; vertical-align: -.15rem; margin-right: .3rem; }
.streck { stroke: #5a5a5a; stroke-width: 1.5; }
.bana { stroke: #8a8a8a; stroke-width: 1; }
.spann { stroke: #0b4f94; stroke-width: 3; }
.jag { fill: #0b4f94; stroke: #0b4f94; stroke-width: 2; }
.jag.lika { fill: #ffffff; }
.jag.ensam { fill: #ffffff; stroke: #5a5a5a; stroke-dasharray: 2.6 2.1; }
.hela { fill: #ffffff; stroke: #1c1c1c; stroke-width: 2; }
.linje { fill: none; stroke: #0b4f94; stroke-width: 2; }
.punkt { fill: #0b4f94; }
.saknas { fill: none; stroke: #6a6a6a; stroke-width: 1.5; }
.skrift { font: 11px sans-serif; fill: #4d4d4d; }
@media (max-width: 1000px) { .mått { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); } }
@media (max-width: 560px) { .mått { grid-template-columns: minmax(0, 1fr); } .mått svg { max-width: 22rem; } }
@media (forced-colors: active) { svg { forced-color-adjust: none; background: #fff; } }
@media print { .mått { break-inside: avoid; } }
`;

function shape(name, attributes, text) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  if (text !== undefined) made.textContent = text;
  return made;
}

function picture(width, height, label, parts) {
  const made = shape("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": label });
  made.append(...parts);
  return made;
}

const diamond = (x, y, r) => `M${x} ${y - r}L${x + r} ${y}L${x} ${y + r}L${x - r} ${y}Z`;
const clear = (line) => line.verdict === "higher" || line.verdict === "lower";

// How the area's own mark looks: told apart, alike, or compared with nothing.
const looks = (line) => (clear(line) ? "jag" : line.verdict === "same" ? "jag lika" : "jag ensam");

const pen = document.createElement("canvas").getContext("2d");
function wide(text) {
  pen.font = "11px sans-serif"; // as .skrift
  return pen.measureText(text).width;
}

/** Name both ends below a strip; as "a – b" where the two names would meet. */
function ends(line, first, last, width, y) {
  const [low, high] = [line.lowest_text, line.highest_text];
  const written = (x, anchor, text) => shape("text", { class: "skrift", x, y, "text-anchor": anchor }, text);
  const [left, right] = [first - 6, last + 6];
  if (low !== high && left + wide(low) + 10 <= right - wide(high)) return [written(left, "start", low), written(right, "end", high)];
  const both = low === high ? low : `${low} – ${high}`;
  const half = Math.min(wide(both), width) / 2 + 1;
  const made = written(Math.min(Math.max((first + last) / 2, half), width - half), "middle", both);
  if (wide(both) > width - 2) { made.setAttribute("textLength", width - 2); made.setAttribute("lengthAdjust", "spacingAndGlyphs"); }
  return [made];
}

/** Where the areas lie on one line: a tick for each, the municipality, this area. */
export function strip(line, label) {
  const [width, height, edge, y] = [300, 44, 12, 16];
  const alone = line.verdict === "not_compared";
  const [from, to] = alone ? [null, null] : [line.low, line.high];
  const numbers = [...line.spread.values, line.number, line.mark, from, to].filter((n) => n !== null);
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)];
  const at = (n) => edge + (high === low ? 0.5 : (n - low) / (high - low)) * (width - 2 * edge);
  const parts = [shape("line", { class: "bana", x1: edge, x2: width - edge, y1: y, y2: y })];
  for (const n of line.spread.values) parts.push(shape("line", { class: "streck", x1: at(n), x2: at(n), y1: y - 6, y2: y + 6 }));
  if (from !== null) parts.push(shape("line", { class: "spann", x1: at(from), x2: at(to), y1: y, y2: y }));
  if (line.mark !== null) parts.push(shape("path", { class: "hela", d: diamond(at(line.mark), y, 7) }));
  if (line.number !== null) parts.push(shape("circle", { class: looks(line), cx: at(line.number), cy: y, r: 6 }));
  parts.push(...ends(line, at(line.spread.lowest), at(line.spread.highest), width, height - 4));
  return picture(width, height, label, parts);
}

/** A line over time, from zero where values can be small, broken where figures are. */
export function course(line, label) {
  const [width, height, edge, foot, roof] = [200, 60, 10, 42, 8];
  const points = line.history;
  const known = points.map((p) => p.number).filter((n) => n !== null);
  const high = Math.max(0, ...known), low = Math.min(0, ...known);
  const x = (i) => (points.length === 1 ? width / 2 : edge + (i / (points.length - 1)) * (width - 2 * edge));
  const y = (n) => (high === low ? foot : foot - ((n - low) / (high - low)) * (foot - roof));
  const parts = [shape("line", { class: "bana", x1: edge, x2: width - edge, y1: y(0), y2: y(0) })];
  points.forEach((point, i) => {
    const before = points[i - 1];
    const joined = before && before.number !== null && point.number !== null && before.era === point.era;
    if (joined) parts.push(shape("line", { class: "linje", x1: x(i - 1), y1: y(before.number), x2: x(i), y2: y(point.number) }));
    if (before && before.era !== point.era) {
      const middle = (x(i - 1) + x(i)) / 2;
      parts.push(shape("line", { class: "bana", x1: middle, x2: middle, y1: roof, y2: foot, "stroke-dasharray": "2 3" }));
    }
  });
  points.forEach((point, i) => {
    if (point.number !== null) parts.push(shape("circle", { class: "punkt", cx: x(i), cy: y(point.number), r: 3 }));
    else parts.push(shape("path", { class: "saknas", d: `M${x(i) - 3} ${foot - 3}l6 6m0 -6l-6 6` }));
  });
  const [first, last] = [points[0].period, points.at(-1).period];
  parts.push(shape("text", { class: "skrift", x: points.length === 1 ? width / 2 : edge - 6, y: height - 3, "text-anchor": points.length === 1 ? "middle" : "start" }, first));
  if (last !== first) parts.push(shape("text", { class: "skrift", x: width - edge + 6, y: height - 3, "text-anchor": "end" }, last));
  return picture(width, height, label, parts);
}

function sign(parts) { return picture(32, 20, "", parts); }

function key(words) {
  const list = node("ul", undefined, "nyckel");
  const signs = [
    [[shape("circle", { class: "jag", cx: 16, cy: 10, r: 6 })], words.clear],
    [[shape("circle", { class: "jag lika", cx: 16, cy: 10, r: 6 })], words.alike],
    [[shape("circle", { class: "jag ensam", cx: 16, cy: 10, r: 6 })], words.alone],
    [[shape("path", { class: "hela", d: diamond(16, 10, 7) })], words.whole_sign],
    [[shape("line", { class: "streck", x1: 16, x2: 16, y1: 4, y2: 16 })], words.tick],
    [[shape("line", { class: "spann", x1: 3, x2: 29, y1: 10, y2: 10 })], words.likely],
  ];
  for (const [parts, text] of signs) {
    const item = node("li");
    const drawn = sign(parts);
    drawn.removeAttribute("role");
    drawn.removeAttribute("aria-label");
    drawn.setAttribute("aria-hidden", "true");
    item.append(drawn, text);
    list.append(item);
  }
  return list;
}

function measure(line, words) {
  const made = node("section", undefined, "mått");
  const title = node("div"), figure = node("div"), beside = node("div"), time = node("div", undefined, "tid");
  title.append(node("h4", line.name));
  if (line.practice) title.append(node("span", words.practice, "märke"));
  title.append(node("p", `${line.period} · ${words.source}: ${line.source}`, "tyst"));
  figure.append(node("p", line.value, line.number === null ? "värde utan" : "värde"));
  if (line.base) figure.append(node("p", line.base));
  if (line.interval) figure.append(node("p", line.interval, "tyst"));
  if (line.number !== null && line.spread) beside.append(strip(line, line.strip_label));
  const verdict = node("p");
  verdict.append(node("span", line.verdict_line, clear(line) ? "utslag" : ""));
  if (line.whole) beside.append(node("p", `${line.beside_name}: ${line.whole}`));
  beside.append(verdict);
  if (line.history.some((point) => point.number !== null)) time.append(course(line, line.course_label));
  time.append(node("p", line.trend_text, "tyst"));
  made.append(title, figure, beside, time, more(line, words));
  return made;
}

function more(line, words) {
  const made = node("details");
  made.append(node("summary", `${words.more}: ${line.short}`));
  if (line.fewer) made.append(node("p", line.fewer));
  const list = node("ul");
  list.append(...line.cannot_say.map((text) => node("li", text)));
  if (line.cannot_say.length) made.append(node("p", words.cannot, "utslag"), list);
  made.append(node("p", words.what, "utslag"), node("p", line.definition));
  const columns = [{ title: words.period }, { title: words.value, number: true }];
  const rows = line.history.map((point) => ({ cells: [point.period, point.text] }));
  made.append(table({ caption: words.over_time, columns, rows, words, sorted: { column: null } }));
  return made;
}

function whole(data) {
  const { words, lines } = data;
  const made = node("details");
  made.append(node("summary", words.all));
  const columns = data.columns.map((title) => ({ title }));
  const rows = data.rows.map((cells) => ({ cells }));
  const box = node("div", undefined, "rulla");
  box.tabIndex = 0;
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", words.all);
  box.append(table({ label: words.all, columns, rows, words, sorted: { column: null } }));
  made.append(box);
  return made;
}

function draw(box, data) {
  const { portrait, words } = data;
  const list = node("ul", undefined, "kort");
  list.append(...portrait.headlines.map((text) => node("li", text)));
  const parts = [node("h3", words.short), list];
  if (words.short_beside) parts.push(node("p", words.short_beside, "tyst"));
  parts.push(key(words));
  for (const sector of portrait.sectors) {
    parts.push(node("h3", sector.name), ...sector.lines.map((line) => measure(line, words)));
    if (sector.without) parts.push(node("p", sector.without, "tyst ihop"));
  }
  if (portrait.bare.length) {
    const bare = node("ul", undefined, "kort");
    bare.append(...portrait.bare.map((name) => node("li", name)));
    parts.push(node("h3", words.bare), node("p", words.bare_why), bare);
  }
  box.replaceChildren(...parts, whole(data));
}

const mounted = new WeakMap();

export default function ({ parentElement, data: packed }) {
  const data = JSON.parse(packed.json);
  document.documentElement.lang = data.language;
  let box = mounted.get(parentElement);
  if (!box) {
    styled(parentElement);
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    parentElement.adoptedStyleSheets = [...(parentElement.adoptedStyleSheets ?? []), sheet];
    box = node("div", undefined, "profil");
    parentElement.append(box);
    mounted.set(parentElement, box);
  }
  if (box.dataset.shown === packed.json) return;
  box.dataset.shown = packed.json;
  draw(box, data);
}
