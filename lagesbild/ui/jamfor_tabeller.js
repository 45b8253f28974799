// The tables of the page Jämför: the same numbers as every chart, and the overview.
// Areas stand by name; nothing here sorts them by value.
import { filled, latestOf, withLabels } from "./jamfor_data.js";
import { node, table } from "./tabell.js";

const OPEN_UP_TO = 200; // areas; longer tables are opened on request
const MOST_CELLS = 20000;

export function marks(measures) {
  return [...new Set(measures.map((one) => one.practice).filter(Boolean))].map((text) => node("p", text, "märke"));
}

export function sourceLine(ctx, measure, series, standing = true) {
  const [first, last] = [series[0].period, series.at(-1).period], put = /–| \+ /.test(first);
  const periods = first === last ? first : put ? filled(ctx.words.from_to, { low: first, high: last }) : `${first}–${last}`;
  const parts = [`${measure.name}, ${periods}`, `${ctx.words.source}: ${measure.source}`,
    filled(ctx.words.at_level, { level: ctx.level.name })];
  return node("p", `${parts.join(". ")}.${standing ? ` ${ctx.words.standing}` : ""}`, "tyst");
}
export const sourceLines = (ctx, measures, series) =>
  measures.map((measure, i) => sourceLine(ctx, measure, [series[i]], i === measures.length - 1));

const collate = new Intl.Collator("sv", { numeric: true });
export const byName = (pack) => pack.areas.map((_code, i) => i).sort((a, b) => collate.compare(pack.names[a], pack.names[b]));

/** A cell: the number in words, or shortly why there is none. */
function cell(series, i, words) {
  return series.classes[i] === "w" ? words.withheld_short : series.labels[i];
}

function foldable(ctx, count, caption, make) {
  const whole = node("div"), box = node("div", undefined, "tabell rulla");
  // Above what scrolls, so that it can be read whole on a narrow screen.
  whole.append(node("p", caption, "stark"), box);
  if (count <= OPEN_UP_TO) box.append(make());
  else {
    const fold = node("details"), title = node("summary", ctx.words.open);
    fold.append(title);
    fold.addEventListener("toggle", () => { if (fold.open && !fold.querySelector("table")) fold.append(make()); });
    box.append(fold);
  }
  reachable(box, caption);
  return whole;
}

/** What scrolls sideways must be reachable by keyboard. */
export function reachable(box, label) {
  box.tabIndex = 0;
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", label);
}

function hasWithheld(series) { return series.some((one) => one.classes.includes("w")); }
function noted(ctx, series, box) {
  const made = node("div");
  if (hasWithheld(series)) made.append(node("p", ctx.words.short_note, "tyst"));
  made.append(box);
  return made;
}

async function rowsByArea(ctx, series, columns, caption) {
  const { pack, words, state } = ctx;
  await withLabels(ctx.level.pack, pack, series);
  const make = () => table({
    label: caption, words, columns: [{ title: words.area }, ...columns], sorted: { column: null, down: false },
    choose: (code) => ctx.choose(code === state.area ? "" : code),
    rows: [
      ...byName(pack).map((i) => ({ id: pack.areas[i], chosen: pack.areas[i] === state.area,
        cells: [pack.names[i], ...series.map((one) => cell(one, i, words))] })),
      { id: "", chosen: false, cells: [words.whole_name, ...series.map((one) => one.whole)] },
    ],
  });
  return noted(ctx, series, foldable(ctx, pack.areas.length, caption, () => withoutLastButton(make())));
}
/** The municipality is no area that could be chosen. */
function withoutLastButton(made) {
  const last = made.querySelector("tbody tr:last-child button");
  last?.replaceWith(last.textContent);
  return made;
}

/** Areas × periods of one measure. */
export function periodTable(ctx, series, measure) {
  const columns = series.map((one) => ({ title: one.period, number: true }));
  return rowsByArea(ctx, series, columns, `${ctx.words.with_values}: ${measure.name}`);
}

/** Areas × two measures, each in its own period. */
export function areaTable(ctx, series, measures) {
  const columns = measures.map((one, i) => ({ title: `${one.name}, ${series[i].period}`, number: true }));
  return rowsByArea(ctx, series, columns, ctx.words.with_values);
}

/** The overview: every area and every measure, coloured by class, by name. */
export async function heat(ctx) {
  const { pack, words, state } = ctx;
  const latest = pack.indicators.map((one) => latestOf(pack, one.id));
  if (pack.areas.length * latest.length > MOST_CELLS) return [node("p", words.too_many)];
  await withLabels(ctx.level.pack, pack, latest);
  const made = node("table", undefined, "varm"), head = node("tr");
  made.setAttribute("aria-label", words.heat_label);
  head.append(header(words.area, "col"), ...pack.indicators.map((one, m) => measureHeader(ctx, one, latest[m])));
  const top = node("thead"), body = node("tbody");
  top.append(head);
  for (const i of byName(pack)) {
    const row = node("tr", undefined, pack.areas[i] === state.area ? "vald" : "");
    const name = header("", "row"), press = node("button", pack.names[i]);
    press.type = "button";
    press.setAttribute("aria-pressed", String(pack.areas[i] === state.area));
    press.addEventListener("click", () => ctx.choose(pack.areas[i] === state.area ? "" : pack.areas[i]));
    name.append(press);
    row.append(name, ...latest.map((one, m) => heatCell(one, pack.indicators[m], i, words)));
    body.append(row);
  }
  const whole = node("tr", undefined, "hela");
  whole.append(header(words.whole_name, "row"), ...latest.map((one) => node("td", one.whole, one.whole_number === null ? "utan" : "")));
  body.append(whole);
  made.append(top, body);
  const box = node("div", undefined, "tabell rulla");
  box.append(made);
  reachable(box, words.heat_label);
  const sources = node("ul", undefined, "tyst");
  pack.indicators.forEach((one, m) => sources.append(node("li", `${one.name}, ${latest[m].period}. ${words.source}: ${one.source}.`)));
  return [node("p", `${words.heat_label}. ${filled(words.at_level, { level: ctx.level.name })}.`, "stark"), node("p", words.heat_note), ...(hasWithheld(latest) ? [node("p", words.short_note, "tyst")] : []), box, node("p", words.standing, "tyst"), sources];
}

function header(text, scope) {
  const made = node("th", text);
  made.scope = scope;
  return made;
}
function measureHeader(ctx, measure, series) {
  const made = header("", "col");
  made.append(node("span", ctx.measures[measure.id].short), node("br"), node("span", `${measure.unit_words}, ${series.period}`, "tyst"));
  made.title = measure.name;
  if (measure.practice) made.append(node("br"), node("span", ctx.words.practice, "märke"));
  return made;
}
function heatCell(series, measure, i, words) {
  const letter = series.classes[i];
  const made = node("td", undefined, /[wm]/.test(letter) ? letter : "");
  if (letter === "w" || letter === "m") {
    made.append(node("span", letter === "w" ? words.withheld_short : series.labels[i]));
    return made;
  }
  made.style.background = measure.colours[letter];
  made.style.color = measure.inks[letter];
  made.textContent = series.numbers[i];
  made.title = `${series.labels[i]}${series.bases[i] ? ` (${series.bases[i]})` : ""}`;
  return made;
}
