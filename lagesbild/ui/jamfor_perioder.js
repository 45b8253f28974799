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

/** What can be chosen, what that means, and what can be told apart then. */
export function poolChoice(ctx, latest) {
  const { words } = ctx, { why, note, sizes, others } = known(ctx), size = chosen(ctx);
  if (why) return [node("p", why, "tyst")];
  if (!Object.keys(sizes).length) return [];
  const options = ["", ...Object.keys(sizes)].map((id) => [id, words[`pool_${id || 1}`]]);
  const parts = [pressing(words.pool, options, size, (pool) => ctx.change({ pool }))];
  if (!size) return parts;
  parts.push(node("p", `${note} ${words.pool_locked}`));
  if (sizes[size]) parts.push(node("p", filled(words.pool_left, { periods: sizes[size] })));
  if (others) parts.push(node("p", filled(words.pool_others, { periods: others })));
  const single = seriesOf(ctx.pack, ctx.state.indicator).at(-1);
  if (latest.certainty === single.certainty) {
    return [...parts, node("p", filled(words.pool_both, { first: latest.period, second: single.period, text: latest.certainty }))];
  }
  return [...parts, ...[[latest, words.pool_told], [single, words.pool_alone]].map(([one, text]) => node("p", filled(text, { period: one.period, text: one.certainty })))];
}
