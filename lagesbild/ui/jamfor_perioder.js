// Periods one by one or put together: which is chosen, and the series that are then shown.
import { filled, once, seriesOf } from "./jamfor_data.js";
import { node } from "./tabell.js";

/** Buttons of which one is pressed. */
export function pressing(title, options, current, choose) {
  const box = node("div", undefined, "zoom");
  box.setAttribute("role", "group");
  box.setAttribute("aria-label", title);
  for (const [id, name] of options) {
    const press = node("button", name);
    press.type = "button";
    press.setAttribute("aria-pressed", String(id === current));
    press.addEventListener("click", () => choose(id));
    box.append(press);
  }
  box.prepend(node("span", title));
  return box;
}

const known = (ctx) => ctx.level.pools[ctx.state.indicator] ?? { why: "", sizes: {} };
const chosen = (ctx) => (ctx.state.pool in known(ctx).sizes ? ctx.state.pool : "");

/** The series of the chosen measure over time, oldest first. */
export async function overTime(ctx) {
  const size = chosen(ctx), { indicator } = ctx.state;
  if (!size) {
    const { breaks } = ctx.measures[indicator];
    return seriesOf(ctx.pack, indicator).map((one) => ({ one, parted: breaks.includes(one.period) }));
  }
  const pooled = await once(ctx.level.pooled, (answer) => answer.json());
  return pooled[indicator][size].map((one) => ({ one, parted: one.parted }));
}

/** Say where a border or the definition is new, if it is anywhere. */
export function breakNote(ctx, periods) {
  const fresh = periods.filter(({ parted }, i) => parted && i > 0).map(({ one }) => one.period);
  return fresh.length ? [node("p", filled(ctx.words.break_note, { periods: fresh.join(", ") }))] : [];
}

/** What can be chosen and told apart then; `below` is what it means, for under the chart. */
export function poolChoice(ctx, latest) {
  const { words } = ctx, { why, note, sizes, others } = known(ctx), size = chosen(ctx);
  if (why) return { above: [node("p", why, "tyst")], below: [] };
  if (!Object.keys(sizes).length) return { above: [], below: [] };
  const options = ["", ...Object.keys(sizes)].map((id) => [id, words[`pool_${id || 1}`]]);
  const above = [pressing(words.pool, options, size, (pool) => ctx.change({ pool }))];
  if (!size) return { above, below: [] };
  const single = seriesOf(ctx.pack, ctx.state.indicator).at(-1);
  const told = latest.certainty === single.certainty
    ? [filled(words.pool_both, { first: latest.period, second: single.period, text: latest.certainty })]
    : [[latest, words.pool_told], [single, words.pool_alone]].map(([one, text]) => filled(text, { period: one.period, text: one.certainty }));
  const below = [`${note} ${words.pool_locked}`];
  if (sizes[size]) below.push(filled(words.pool_left, { periods: sizes[size] }));
  if (others) below.push(filled(words.pool_others, { periods: others }));
  return { above: [...above, ...told.map((text) => node("p", text))], below: below.map((text) => node("p", text)) };
}
