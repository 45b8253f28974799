// Maps beside each other: one small map for each period with the same classes, and two
// whole map documents that mark the same area.
import { latestOf, measureOf, seriesOf, shapesOf, filled, withLabels } from "./jamfor_data.js";
import { breakNote, overTime, poolChoice, pressing } from "./jamfor_perioder.js";
import { shape } from "./jamfor_svg.js";
import { areaTable, sourceLine, sourceLines, marks, periodTable } from "./jamfor_tabeller.js";
import { node } from "./tabell.js";

const MOST_SHAPES = 200; // areas; with more, a canvas is drawn faster than it is laid out
const FEW_MAPS = 3; // so few have room to be larger
const MOST_MAPS = 12;
const HATCH = { w: ["#ffffff", "#555"], m: ["#ededed", "#777"] };

function pattern(letter, size) {
  const made = shape("pattern", { id: `monster-${letter}`, width: size, height: size, patternUnits: "userSpaceOnUse" });
  made.append(shape("rect", { width: size, height: size, fill: HATCH[letter][0] }),
    letter === "w" ? shape("path", { d: `M0,${size} L${size},0`, stroke: HATCH.w[1], "stroke-width": size / 6 })
      : shape("circle", { cx: size / 2, cy: size / 2, r: size / 6, fill: HATCH.m[1] }));
  return made;
}

function asShapes(shapes, pack, series, measure, code, label, [x, y, width, height]) {
  const edge = Math.max(width, height) / 100;
  const made = shape("svg", { viewBox: `${x - edge} ${y - edge} ${width + 2 * edge} ${height + 2 * edge}`, role: "img", "aria-label": label });
  const defs = shape("defs");
  defs.append(...["w", "m"].map((letter) => pattern(letter, 3 * edge)));
  made.append(defs);
  pack.areas.forEach((area, i) => {
    const letter = series.classes[i];
    const fill = letter in HATCH ? `url(#monster-${letter})` : measure.colours[letter];
    const path = shape("path", { d: shapes.paths.get(area) ?? "", fill, "fill-rule": "evenodd", stroke: "#5a5a5a", "stroke-width": edge / 4 });
    path.append(shape("title", {}, `${pack.names[i]}: ${series.labels?.[i] ?? ""}`));
    made.append(path);
  });
  if (shapes.paths.has(code)) made.append(shape("path", { d: shapes.paths.get(code), fill: "none", stroke: "#b0004e", "stroke-width": edge * 1.2 }));
  return made;
}

function asPixels(shapes, pack, series, measure, code, label, [x, y, width, height]) {
  const size = 600, scale = size / Math.max(width, height);
  const made = node("canvas");
  made.width = Math.max(1, Math.round(width * scale));
  made.height = Math.max(1, Math.round(height * scale));
  made.setAttribute("role", "img");
  made.setAttribute("aria-label", label);
  const pen = made.getContext("2d");
  const fills = { w: tile(pen, "w"), m: tile(pen, "m") };
  pen.scale(scale, scale);
  pen.translate(-x, -y);
  pack.areas.forEach((area, i) => {
    pen.fillStyle = fills[series.classes[i]] ?? measure.colours[series.classes[i]];
    pen.fill(new Path2D(shapes.paths.get(area)), "evenodd");
  });
  if (shapes.paths.has(code)) {
    Object.assign(pen, { strokeStyle: "#b0004e", lineWidth: 4 / scale });
    pen.stroke(new Path2D(shapes.paths.get(code)));
  }
  return made;
}
function tile(pen, letter) {
  const small = node("canvas");
  small.width = small.height = 8;
  const brush = small.getContext("2d");
  [brush.fillStyle, brush.strokeStyle] = HATCH[letter];
  brush.fillRect(0, 0, 8, 8);
  brush.fillStyle = HATCH[letter][1];
  if (letter === "w") { brush.moveTo(0, 8); brush.lineTo(8, 0); brush.stroke(); } else brush.fillRect(3, 3, 2, 2);
  return pen.createPattern(small, "repeat");
}

/** What the colours mean, once for all the maps. */
export function legend(measure, words, all) {
  const missing = new Set(all.map((one) => one.missing));
  const list = node("ul", undefined, "nyckel");
  const rows = [...measure.classes.map((text, i) => [measure.colours[i], text]).reverse(), ["w", words.withheld], ["m", [...missing].join(" · ")]];
  for (const [colour, text] of rows) {
    const row = node("li"), patch = node("span", undefined, colour in HATCH ? `ruta ${colour}` : "ruta");
    if (!(colour in HATCH)) patch.style.background = colour;
    patch.setAttribute("aria-hidden", "true");
    row.append(patch, text);
    list.append(row);
  }
  list.setAttribute("aria-label", words.legend.replace(/ \(.*\)/, ""));
  return list;
}

/** Small places can hardly be seen in a small map: closer, in all the maps at once. */
function zooms(ctx, views, near) {
  const options = [["", ctx.words.whole], ...views.map(({ id, name }) => [id, name])];
  return pressing(ctx.words.zoom, options, near?.id ?? "", (zoom) => ctx.change({ zoom }));
}

/** One small map for each period. */
export async function manyMaps(ctx) {
  const { pack, state, words } = ctx;
  const periods = await overTime(ctx), all = periods.map(({ one }) => one), shown = all.slice(-MOST_MAPS);
  const measure = measureOf(pack, state.indicator);
  const shapes = await shapesOf(ctx.level.document);
  const draw = pack.areas.length > MOST_SHAPES ? asPixels : asShapes;
  const near = shapes.views.find((one) => one.id === state.zoom);
  const grid = node("div", undefined, shown.length > FEW_MAPS ? "rutor" : "rutor stora");
  for (const one of shown) {
    const figure = node("figure");
    figure.append(draw(shapes, pack, one, measure, state.area, `${measure.name}, ${one.period}. ${one.headline}`, near?.box ?? shapes.box),
      node("figcaption", one.period));
    if (periods[all.indexOf(one)].parted && one !== shown[0]) figure.classList.add("ny");
    grid.append(figure);
  }
  const broken = breakNote(ctx, periods);
  const parts = [...marks([measure]), node("p", broken.length ? words.locked_broken : words.locked), ...broken];
  if (seriesOf(pack, state.indicator).length === 1) parts.push(node("p", words.one_period));
  const choice = poolChoice(ctx, all.at(-1));
  parts.push(...choice.above);
  if (all.length > shown.length) parts.push(node("p", filled(words.latest_only, { count: MOST_MAPS })));
  if (shapes.views.length) parts.push(zooms(ctx, shapes.views, near));
  return [...parts, legend(measure, words, shown), grid, ...choice.below, sourceLine(ctx, measure, all), await periodTable(ctx, all, measure)];
}

/** Two map documents with the same area marked; kept while the choices change. */
export class TwoMaps {
  constructor() {
    this.sides = [0, 1].map(() => ({ ready: false }));
    this.heard = (event) => this.hear(event);
    addEventListener("message", this.heard);
  }
  build(ctx) {
    this.box = node("div");
    this.above = node("div");
    this.below = node("div");
    const row = node("div", undefined, "par");
    for (const side of this.sides) {
      side.frame = node("iframe");
      side.frame.setAttribute("sandbox", "allow-scripts");
      side.frame.src = ctx.level.document;
      row.append(side.frame);
    }
    this.box.append(this.above, row, this.below);
  }
  async update(ctx) {
    if (!this.box) this.build(ctx);
    this.ctx = ctx;
    const { pack, state, words } = ctx;
    const chosen = [state.indicator, state.second];
    const periods = [state.period, state.period2];
    const series = chosen.map((one, i) => seriesOf(pack, one).find((s) => s.period === periods[i]) ?? latestOf(pack, one));
    const measures = chosen.map((one) => measureOf(pack, one));
    this.sides.forEach((side, i) => {
      side.key = series[i].key;
      side.frame.title = `${i ? words.right : words.left}. ${filled(words.map_of, { name: measures[i].name, period: series[i].period })}`;
      this.say(side);
    });
    this.above.replaceChildren(...marks(measures), node("p", words.two_note));
    this.below.replaceChildren(...sourceLines(ctx, measures, series), await areaTable(ctx, series, measures));
    return [this.box];
  }
  say(side) {
    if (!side.ready) return;
    this.post(side, side.has === this.ctx.pack ? { type: "show", key: side.key } : { type: "pack", pack: this.ctx.pack, key: side.key });
    side.has = this.ctx.pack;
    this.post(side, { type: "view", id: this.ctx.state.zoom });
    this.post(side, { type: "select", code: this.ctx.state.area || null });
  }
  async handLabels(side, key) {
    const { pack, level } = this.ctx, series = pack.series.find((one) => one.key === key);
    if (!series) return;
    await withLabels(level.pack, pack, [series]);
    const { labels, numbers, order, bases } = series;
    this.post(side, { type: "labels", key, labels, numbers, order, bases });
  }
  post(side, message) { side.frame.contentWindow?.postMessage(message, "*"); }
  hear(event) {
    const side = this.sides.find((one) => one.frame && event.source === one.frame.contentWindow);
    if (!side || event.origin !== "null" || event.data?.from !== "lagesbild") return;
    const told = event.data;
    if (told.type === "ready") { side.ready = true; if (this.ctx) this.say(side); }
    else if (told.type === "height" && told.height > 100 && told.height < 5000) side.frame.style.height = `${told.height + 8}px`;
    else if (told.type === "painted") side.frame.dataset.painted = told.key;
    else if (told.type === "want") this.handLabels(side, told.key);
    else if (told.type === "state") {
      const period = told.key.slice(told.key.indexOf("/") + 1);
      this.ctx.change({ [side === this.sides[0] ? "period" : "period2"]: period, zoom: told.view ?? "", area: told.code ?? "" });
    }
  }
  close() { removeEventListener("message", this.heard); }
}
