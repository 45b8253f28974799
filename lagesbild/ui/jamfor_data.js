// What the page Jämför draws from: the packs and the shapes that are prepared already.
// Each is fetched once for the life of the page, straight from its address.
const fetched = new Map();

export function once(address, read) {
  if (!fetched.has(address)) {
    const wanted = fetch(address).then((answer) => {
      if (!answer.ok) throw new Error(String(answer.status));
      return read(answer);
    });
    wanted.catch(() => fetched.delete(address)); // so that it can be tried again
    fetched.set(address, wanted);
  }
  return fetched.get(address);
}

export const packOf = (address) => once(address, (answer) => answer.json());

/** Fetch the labels of series that a large pack leaves out. */
export async function withLabels(address, pack, wanted) {
  await Promise.all(wanted.filter((one) => !one.labels).map(async (one) => {
    const part = `${address.replace(/\.json$/, "")}/${pack.series.indexOf(one)}.json`;
    Object.assign(one, await once(part, (answer) => answer.json()));
  }));
}

export const seriesOf = (pack, indicator) =>
  pack.series.filter((one) => pack.indicators[one.indicator].id === indicator);
export const latestOf = (pack, indicator) => seriesOf(pack, indicator).at(-1);
export const measureOf = (pack, indicator) => pack.indicators.find((one) => one.id === indicator);

const WIDE = 1000; // units of the little maps

/** The areas of a map document as paths for SVG and canvas alike, in the pack's order. */
export function shapesOf(address) {
  return once(address, async (answer) => {
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return drawn(JSON.parse(page.getElementById("geometry").textContent));
  });
}

function drawn(geometry) {
  const [[south, west], [north, east]] = geometry.bounds;
  const unit = 10 ** -geometry.digits;
  const narrower = Math.cos(((south + north) / 2) * (Math.PI / 180));
  const scale = WIDE / Math.max((east - west) * narrower, north - south, 1e-9);
  const [width, height] = [(east - west) * narrower * scale, (north - south) * scale];
  function ring(flat) {
    let [x, y, path] = [0, 0, ""];
    for (let i = 0; i < flat.length; i += 2) {
      x += flat[i];
      y += flat[i + 1];
      const right = (x * unit - west) * narrower * scale, down = (north - y * unit) * scale;
      path += `${i ? "L" : "M"}${right.toFixed(1)} ${down.toFixed(1)}`;
    }
    return `${path}Z`;
  }
  const views = geometry.views.map(({ id, name, bounds: [[s, w], [n, e]] }) => ({ id, name,
    box: [(w - west) * narrower * scale, (north - n) * scale, (e - w) * narrower * scale, (n - s) * scale] }));
  const paths = new Map(geometry.areas.map((area) => [area.code, area.shape.flat().map(ring).join("")]));
  return { paths, views, box: [0, 0, width, height] };
}

/** Where a period lies in time, in years: a term or a school year by its beginning. */
export function moment(period) {
  const year = Number(/\d{4}/.exec(period)?.[0]);
  const month = Number(/\d{4}[-M](\d{2})$/.exec(period)?.[1] ?? 0);
  if (month >= 1 && month <= 12) return year + (month - 1) / 12;
  return year + (/^HT|\d{4}\/\d/.test(period) ? 0.5 : 0);
}

/** The time of each period, or equal steps where that can't be told apart. */
export function moments(periods) {
  const found = periods.map(moment);
  const rising = found.every((one, i) => Number.isFinite(one) && (i === 0 || one > found[i - 1]));
  return rising ? found : periods.map((_period, i) => i);
}

/** Which periods are of one sort: autumns and springs are not joined by a line. */
export function sortsOf(periods) {
  const sorts = new Map();
  periods.forEach((period, i) => {
    const sort = /^[HV]T/.exec(period)?.[0] ?? "";
    sorts.set(sort, [...(sorts.get(sort) ?? []), i]);
  });
  return [...sorts.values()];
}

export const filled = (text, values) =>
  text.replace(/\{(\w+)\}/g, (whole, key) => (key in values ? String(values[key]) : whole));
