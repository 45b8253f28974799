// Charts: a line for each area, two measures against each other, and the gap over time.
import { filled, latestOf, measureOf, moments, seriesOf, sortsOf, withLabels } from "./jamfor_data.js";
import { breakNote, overTime, poolChoice } from "./jamfor_perioder.js";
import { INKS, endNames, line, numberText, picture, rulers, scaleOf, shape } from "./jamfor_svg.js";
import { areaTable, marks, periodTable, reachable, sourceLine, sourceLines } from "./jamfor_tabeller.js";
import { node, table } from "./tabell.js";

const MOST_LINES = 200;
const MOST_NAMES = 40; // points; more names would cover each other

function sizeOf(width) {
  const wide = Math.max(260, Math.min(width, 1000));
  return { wide, high: Math.round(Math.max(280, Math.min(wide * 0.55, 460))) };
}
function timeAxis(periods, box) {
  const times = moments(periods), span = times.at(-1) - times[0] || 1;
  const xs = times.map((one) => (periods.length === 1 ? (box.left + box.right) / 2 : box.left + 8 + ((one - times[0]) / span) * (box.right - box.left - 16)));
  const long = Math.max(52, 12 + 6.5 * Math.max(...periods.map((one) => one.length)));
  const every = Math.ceil((periods.length * long) / (box.right - box.left));
  // The last one may be too long to stand under the middle of its point.
  const place = (i, text) => (xs[i] + 3.5 * text.length > box.wide ? { x: box.wide - 2, "text-anchor": "end" } : { x: xs[i], "text-anchor": "middle" });
  const names = periods.map((text, i) => ((periods.length - 1 - i) % every ? null
    : shape("text", { ...place(i, text), y: box.bottom + 18, class: "skrift" }, text)));
  return { xs, names: names.filter(Boolean) };
}
function breakLines(breaks, xs, box, words) {
  return breaks.flatMap((is, i) => (!is || i === 0 ? [] : [
    shape("line", { x1: (xs[i - 1] + xs[i]) / 2, x2: (xs[i - 1] + xs[i]) / 2, y1: box.top, y2: box.bottom, stroke: "#6b4a00", "stroke-dasharray": "3 3" }),
    shape("text", { x: (xs[i - 1] + xs[i]) / 2 + 4, y: box.top + 10, class: "skrift" }, words.break),
  ]));
}

/** A line for each sort of period, broken where something is new since the one before. */
function linesBySort(sorts, values, breaks, xs, y, style) {
  return sorts.flatMap((own) => line(own.map((i) => values[i]),
    own.map((i, k) => breaks.slice((own[k - 1] ?? i) + 1, i + 1).some(Boolean)), own.map((i) => xs[i]), y, style));
}

/** One line for each area, the chosen one stronger, the municipality's as reference. */
export async function lines(ctx) {
  const { pack, state, words } = ctx;
  const periods = await overTime(ctx), all = periods.map(({ one }) => one), measure = measureOf(pack, state.indicator);
  await withLabels(ctx.level.pack, pack, all);
  const choice = poolChoice(ctx, all.at(-1));
  const parts = [...marks([measure]), ...choice.above, node("p", words.lines_note)];
  const few = pack.areas.length <= MOST_LINES;
  if (!few) parts.push(node("p", words.too_many_lines));
  const known = ctx.measures[state.indicator], breaks = periods.map(({ parted }) => parted);
  parts.push(...breakNote(ctx, periods));
  const drawn = pack.areas.map((_code, i) => i).filter((i) => few || pack.areas[i] === state.area);
  const values = (i) => all.map((one) => one.order[i]);
  const whole = all.map((one) => one.whole_number);
  // The sum of all areas beside each of them would leave no room to see these apart.
  const wholeDrawn = (!known.count || !drawn.length) && whole.some((one) => one !== null);
  const every = [...drawn.flatMap(values), ...(wholeDrawn ? whole : [])];
  if (!wholeDrawn && whole.some((one) => one !== null)) parts.push(node("p", words.sum_not_drawn));
  if (seriesOf(pack, state.indicator).length === 1) parts.push(node("p", words.one_period));
  if (every.some((one) => one !== null)) {
    const { wide, high } = sizeOf(ctx.width), aside = wide > 560 ? 150 : 12;
    const box = { wide, left: 46, right: wide - aside, top: 32, bottom: high - 30 };
    const scale = scaleOf(every, known.zero), y = (value) => scale.at(value, box.bottom, box.top);
    const { xs, names } = timeAxis(all.map((one) => one.period), box);
    const strokes = [], sorts = sortsOf(all.map((one) => one.period));
    const joined = (list, style) => linesBySort(sorts, list, breaks, xs, y, style);
    if (sorts.length > 1) parts.push(node("p", words.terms_apart));
    // A name stands at the end of a line that goes all the way; else it would seem to
    // belong to whatever lies there. The key below names both.
    const last = (list) => { const end = list.at(-1); return end === null ? null : y(end); };
    for (const i of drawn) {
      if (pack.areas[i] === state.area) continue;
      const made = shape("g");
      made.append(shape("title", {}, pack.names[i]), ...joined(values(i), { stroke: INKS.other, width: 1.3 }));
      strokes.push(made);
    }
    const ends = [];
    if (wholeDrawn) {
      strokes.push(...joined(whole, { stroke: INKS.whole, width: 2.6, dash: "7 4" }));
      ends.push({ text: words.whole_name, y: last(whole), fill: INKS.whole });
    }
    const at = pack.areas.indexOf(state.area);
    if (at >= 0) {
      strokes.push(...joined(values(at), { stroke: INKS.chosen, width: 3.2, dots: true }));
      ends.unshift({ text: pack.names[at], y: last(values(at)), fill: INKS.chosen });
    }
    const label = filled(words.lines_label, { name: measure.name, first: all[0].period, last: all.at(-1).period, headline: all.at(-1).headline });
    parts.push(picture(wide, high, label, [upwards(measure.unit_words), ...rulers(scale, box, ctx.language), ...names, ...breakLines(breaks, xs, box, words), ...strokes,
      ...(aside > 100 ? endNames(ends, box.right + 8, box.top + 8, box.bottom) : [])]));
    parts.push(lineKey(ctx, at, wholeDrawn));
    if (scale.first !== 0) parts.push(node("p", words.not_from_zero, "tyst"));
  }
  return [...parts, ...choice.below, sourceLine(ctx, measure, all), await periodTable(ctx, all, measure)];
}
const upwards = (text) => shape("text", { x: 4, y: 16, class: "skrift stark" }, `↑ ${text}`);
function lineKey(ctx, at, wholeDrawn) {
  const list = node("ul", undefined, "nyckel");
  const rows = wholeDrawn ? [[INKS.whole, "7 4", ctx.words.whole_name]] : [];
  if (at >= 0) rows.unshift([INKS.chosen, "none", ctx.pack.names[at]]);
  for (const [stroke, dash, text] of rows) {
    const sample = shape("svg", { viewBox: "0 0 34 10", width: 34, height: 10, "aria-hidden": "true" });
    sample.append(shape("line", { x1: 0, x2: 34, y1: 5, y2: 5, stroke, "stroke-width": 3, "stroke-dasharray": dash }));
    const row = node("li");
    row.append(sample, text);
    list.append(row);
  }
  return list;
}

/** Two measures: every point is an area, not a person. No line, no coefficient. */
export async function points(ctx) {
  const { pack, state, words } = ctx;
  if (state.indicator === state.second) return [node("p", words.same_measure)];
  const chosen = [state.indicator, state.second];
  const series = chosen.map((one) => latestOf(pack, one)), measures = chosen.map((one) => measureOf(pack, one));
  await withLabels(ctx.level.pack, pack, series);
  const shown = pack.areas.map((_code, i) => i).filter((i) => series.every((one) => one.order[i] !== null));
  const parts = [...marks(measures), node("p", words.points_note, "stark")], without = pack.areas.length - shown.length;
  if (!shown.length) parts.push(node("p", words.no_points));
  else {
    parts.push(node("p", words.no_line));
    if (without) parts.push(node("p", without === 1 ? words.not_shown_one : filled(words.not_shown, { count: without })));
    parts.push(cloud(ctx, series, measures, shown));
  }
  return [...parts, ...sourceLines(ctx, measures, series), await areaTable(ctx, series, measures)];
}
function cloud(ctx, series, measures, shown) {
  const { pack, state, words } = ctx;
  const { wide, high: low } = sizeOf(ctx.width), high = low + 40;
  const box = { left: 46, right: wide - 16, top: 34, bottom: high - 58 };
  const known = measures.map((one) => ctx.measures[one.id]);
  // A number of persons has no reference in the sum of all areas, only a longer axis.
  const wholeDrawn = series.every((one, k) => one.whole_number !== null && !known[k].count);
  const [sx, sy] = series.map((one, k) => scaleOf([...shown.map((i) => one.order[i]), ...(wholeDrawn ? [one.whole_number] : [])], known[k].zero));
  const x = (value) => sx.at(value, box.left, box.right), y = (value) => sy.at(value, box.bottom, box.top);
  const title = (k) => `${known[k].short} (${measures[k].unit_words.toLowerCase()}), ${series[k].period}`;
  const strokes = [...rulers(sy, box, ctx.language)];
  for (const tick of sx.ticks) strokes.push(
    shape("line", { x1: x(tick), x2: x(tick), y1: box.top, y2: box.bottom, stroke: INKS.grid }),
    shape("text", { x: x(tick), y: box.bottom + 18, "text-anchor": "middle", class: "skrift" }, numberText(tick, ctx.language)));
  strokes.push(upwards(title(1)),
    shape("text", { x: box.right, y: high - 14, "text-anchor": "end", class: "skrift stark" }, `${title(0)} →`));
  const dots = shown.map((i) => [x(series[0].order[i]), y(series[1].order[i])]);
  const written = shown.length <= MOST_NAMES && wide > 600 ? namesWithRoom(dots, shown.map((i) => pack.names[i]), wide) : new Set();
  shown.forEach((i, at) => {
    const mine = pack.areas[i] === state.area;
    const dot = shape("circle", { cx: dots[at][0], cy: dots[at][1], r: mine ? 8 : 6,
      fill: mine ? INKS.chosen : "#2b6aa8", "fill-opacity": mine ? 1 : 0.75, stroke: "#fff", class: "punkt" });
    dot.append(shape("title", {}, `${pack.names[i]}: ${series.map((one) => one.labels[i]).join(", ")}`));
    dot.addEventListener("click", () => ctx.choose(mine ? "" : pack.areas[i]));
    strokes.push(dot);
    if (mine || written.has(at)) strokes.push(beside(...dots[at], pack.names[i], mine ? INKS.chosen : INKS.text, wide));
  });
  if (wholeDrawn) {
    const [cx, cy] = [x(series[0].whole_number), y(series[1].whole_number)];
    strokes.push(shape("path", { d: `M${cx - 7} ${cy}H${cx + 7}M${cx} ${cy - 7}V${cy + 7}`, stroke: INKS.whole, "stroke-width": 2.5 }), beside(cx, cy, words.whole_name, INKS.whole, wide));
  }
  return picture(wide, high, filled(words.points_label, { first: measures[0].name, second: measures[1].name, count: shown.length }), strokes);
}
/** Which names can stand beside their points without covering another; the table has all. */
function namesWithRoom(dots, names, wide) {
  const taken = dots.map(([x, y]) => [x - 7, y - 7, x + 7, y + 7]), made = new Set();
  dots.forEach(([x, y], i) => {
    const long = names[i].length * 7, left = x > wide * 0.6;
    const room = [left ? x - 11 - long : x + 11, y - 20, left ? x - 11 : x + 11 + long, y - 6];
    if (taken.some(([a, b, c, d], j) => j !== i && room[0] < c && room[2] > a && room[1] < d && room[3] > b)) return;
    taken.push(room);
    made.add(i);
  });
  return made;
}
function beside(x, y, text, fill, wide) {
  const left = x > wide * 0.6;
  return shape("text", { x: x + (left ? -11 : 11), y: y - 9, "text-anchor": left ? "end" : "start", class: "skrift stark kant", style: `fill: ${fill}` }, text);
}

/** How far apart the highest and the lowest third of the areas are, over time. */
export async function gaps(ctx) {
  const { pack, state, words } = ctx;
  const found = ctx.level.gaps[state.indicator] ?? [], measure = measureOf(pack, state.indicator);
  const told = found.filter((one) => one.number !== null);
  const parts = [...marks([measure])];
  if (found.length) parts.push(node("p", found.at(-1).sentence, "stark"));
  if (!found.length) return [...parts, node("p", ctx.level.gap_told ? words.no_gap : words.gap_too_many)];
  if (!told.length) return parts;
  parts.push(node("p", words.gap_note));
  const { wide, high } = sizeOf(ctx.width), box = { wide, left: 46, right: wide - 24, top: 32, bottom: high - 30 };
  const scale = scaleOf(told.flatMap((one) => [one.number, one.low, one.high]), true), y = (value) => scale.at(value, box.bottom, box.top);
  const { xs, names } = timeAxis(found.map((one) => one.period), box);
  const breaks = found.map((one) => ctx.measures[state.indicator].breaks.includes(one.period));
  const others = found.map((one) => one.other_areas), apart = breaks.map((is, i) => is || others[i]);
  const bars = found.flatMap((one, i) => (one.low === null ? [] : [
    shape("path", { d: `M${xs[i]} ${y(one.low)}V${y(one.high)}M${xs[i] - 5} ${y(one.low)}h10M${xs[i] - 5} ${y(one.high)}h10`, stroke: "#5a5a5a", "stroke-width": 1.5 })]));
  parts.push(picture(wide, high, filled(words.gap_label, { name: measure.name, sentence: found.at(-1).sentence }),
    [upwards(words.apart), ...rulers(scale, box, ctx.language), ...names, ...breakLines(breaks, xs, box, words), ...bars,
      ...linesBySort(sortsOf(found.map((one) => one.period)), found.map((one) => one.number), apart, xs, y, { stroke: "#0b4f94", width: 2.6, dots: true })]));
  if (found.some((one, i) => i > 0 && others[i] && one.number !== null && found[i - 1].number !== null)) parts.push(node("p", words.gap_broken));
  // A mean is not told as so many times another.
  const cells = ["highest", "lowest", "apart", "between", ...(told.some((one) => one.times) ? ["times", "times_between"] : [])];
  const columns = [{ title: words.period }, ...["counted", ...cells].map((key) => ({ title: words[key], number: true }))];
  const rows = found.map((one) => ({ id: one.period, cells: one.number === null
    ? [one.period, "", { text: one.sentence }, ...cells.slice(1).map(() => "")] : [one.period, one.counted, ...cells.map((key) => one[key])] }));
  const holder = node("div", undefined, "tabell rulla");
  const caption = `${words.with_values}: ${measure.name}`;
  holder.append(table({ label: caption, columns, rows, words, sorted: { column: null, down: false } }));
  reachable(holder, caption);
  return [...parts, sourceLine(ctx, measure, seriesOf(pack, state.indicator)), node("p", caption, "stark"), holder];
}
