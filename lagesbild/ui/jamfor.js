// The page Jämför: six ways to put areas, periods and measures beside each other. All of
// it is drawn here from packs that are fetched once; no choice waits for the server. What
// was chosen is told to Python afterwards, which puts it into the address.
import { latestOf, packOf, seriesOf } from "./jamfor_data.js";
import { gaps, lines, points } from "./jamfor_diagram.js";
import { TwoMaps, manyMaps } from "./jamfor_kartor.js";
import { byName, heat } from "./jamfor_tabeller.js";
import { node, styled } from "./tabell.js";

const VIEWS = { many: manyMaps, lines, heat, two: TwoMaps, points, gaps };
const CHOICES = { many: ["indicator", "area"], lines: ["indicator", "area"], heat: ["area"],
  two: ["indicator", "second", "area"], points: ["indicator", "second", "area"], gaps: ["indicator"] };
// What can be sent as a link: see lagesbild/views/jamfor.py.
const TOLD = ["tab", "level", "indicator", "second", "area", "period", "period2", "pool", "zoom"];
const mounted = new WeakMap();

const STYLE = `
.jamfor { font-size: 1rem; line-height: 1.45; }
.flikar { display: flex; flex-wrap: wrap; gap: .3rem; border-bottom: 2px solid #1c1c1c; margin: 0 0 .8rem; }
.flikar button { font: inherit; color: inherit; background: #f1f3f5; border: 1px solid #8a8a8a; border-bottom: 0; padding: .45rem .8rem; cursor: pointer; min-height: 2.75rem; }
.flikar button[aria-selected=true] { background: #1c1c1c; color: #fff; border-color: #1c1c1c; font-weight: 600; }
.val { display: flex; flex-wrap: wrap; gap: .5rem 1rem; margin: 0 0 .6rem; }
.val label { display: flex; flex-direction: column; gap: .15rem; flex: 1 1 14rem; min-width: 0; max-width: 32rem; font-weight: 600; }
.val select { font: inherit; font-weight: 400; padding: .4rem; min-height: 2.75rem; width: 100%; border: 1px solid #5a5a5a; background: #fff; color: #1c1c1c; }
.vy p { margin: .35rem 0; max-width: 60rem; }
.stark { font-weight: 600; }
.bild { display: block; width: 100%; max-width: 84rem; height: auto; margin: .5rem 0; background: #fff; }
.skrift { font: 12px var(--st-font, sans-serif); fill: #3a3a3a; }
.skrift.stark { font-weight: 600; }
.kant { paint-order: stroke; stroke: #fff; stroke-width: 3px; }
.punkt { cursor: pointer; }
.rutor { display: grid; grid-template-columns: repeat(auto-fill, minmax(8.5rem, 1fr)); gap: 1rem; margin: .6rem 0; }
.rutor.stora { grid-template-columns: repeat(auto-fill, minmax(min(16rem, 45%), 1fr)); }
.rutor figure { margin: 0; }
.rutor figure.ny { border-left: 2px dashed #6b4a00; padding-left: .6rem; }
.rutor svg, .rutor canvas { display: block; width: 100%; height: auto; max-height: 26rem; object-fit: contain; }
.rutor figcaption { text-align: center; font-weight: 600; padding-top: .2rem; }
.zoom { display: flex; flex-wrap: wrap; align-items: center; gap: .35rem; margin: .4rem 0; }
.zoom button { font: inherit; color: inherit; background: #fff; border: 1px solid #5a5a5a; border-radius: .3rem; padding: .25rem .7rem; min-height: 2.4rem; cursor: pointer; }
.zoom button[aria-pressed=true] { background: #0b2f63; color: #fff; border-color: #0b2f63; }
.nyckel { display: flex; flex-wrap: wrap; gap: .25rem 1.2rem; margin: .4rem 0; padding: 0; list-style: none; }
.nyckel li { display: flex; align-items: center; gap: .4rem; }
.ruta { display: inline-block; width: 1.6rem; height: 1rem; border: 1px solid #6f6f6f; flex: none; }
.ruta.w, td.w { background: repeating-linear-gradient(135deg, #fff 0 4px, #555 4px 5.4px); }
.ruta.m, td.m { background: radial-gradient(#777 1.2px, #ededed 1.5px) 0 0 / 6px 6px; }
.par { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 1rem; }
iframe { width: 100%; height: 46rem; border: 1px solid #c8c8c8; background: #fff; color-scheme: light; }
.rulla { overflow-x: auto; max-width: 100%; margin: .6rem 0; }
.rulla table { width: auto; min-width: min(100%, 30rem); }
.varm th, .varm td { border: 1px solid #c8c8c8; padding: .3rem .45rem; vertical-align: middle; }
.varm td { text-align: center; font-variant-numeric: tabular-nums; min-width: 4.2rem; }
.varm td span { background: #fff; color: #1c1c1c; padding: 0 .2rem; font-size: .85rem; }
.varm thead th { vertical-align: bottom; font-size: .85rem; min-width: 6rem; line-height: 1.25; }
.varm thead .tyst { font-weight: 400; }
.varm tbody th { position: sticky; left: 0; background: #fff; text-align: left; min-width: 8rem; }
.varm tr.vald th { background: #dce9f5; }
.varm tr.hela th, .varm tr.hela td { font-weight: 600; border-top: 2px solid #1c1c1c; }
.varm tr.hela td.utan { font-weight: 400; font-size: .8rem; line-height: 1.2; }
summary { cursor: pointer; color: #0b4f94; min-height: 2rem; }
@media (max-width: 900px) { .par { grid-template-columns: minmax(0, 1fr); } iframe { height: 60rem; } }
@media (max-width: 640px) { .varm tbody th { min-width: 6rem; max-width: 8rem; overflow-wrap: anywhere; } .flikar button { flex: 1 1 45%; border-bottom: 1px solid #8a8a8a; } }
@media (forced-colors: active) { .bild, .rutor svg, .varm td, .ruta { forced-color-adjust: none; } }
`;

const isShown = (letter) => /\d/.test(letter);

/** What to begin with: a measure over some time with most figures that are shown. */
function mostShown(pack, ids) {
  const count = (id) => (seriesOf(pack, id).length > 2 ? [...latestOf(pack, id).classes].filter(isShown).length : -1);
  const most = Math.max(...ids.map(count));
  return ids.find((id) => count(id) === most);
}

/** The measure that has most areas in common with another: the first one of them. */
function mostInCommon(pack, indicator, ids) {
  const shown = (id) => [...latestOf(pack, id).classes].map(isShown);
  const mine = shown(indicator);
  const count = (id) => (id === indicator ? -1 : shown(id).filter((is, i) => is && mine[i]).length);
  const most = Math.max(...ids.map(count));
  return ids.find((id) => count(id) === most);
}

class Jamfor {
  constructor(root) {
    styled(root);
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    const shadow = root instanceof ShadowRoot ? root : root.getRootNode();
    shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets, sheet];
    this.tabs = node("div", undefined, "flikar");
    this.tabs.setAttribute("role", "tablist");
    this.choices = node("div", undefined, "val");
    this.panel = node("div", undefined, "vy");
    this.panel.id = "vy";
    this.panel.setAttribute("role", "tabpanel");
    this.box = node("div", undefined, "jamfor");
    this.box.append(this.tabs, this.choices, this.panel);
    root.append(this.box);
    this.state = null; // before the first data
    this.watch = new ResizeObserver(() => {
      const width = Math.round(this.box.clientWidth);
      if (this.drawnAt && Math.abs(width - this.drawnAt) > 8) this.draw();
    });
    this.watch.observe(this.box);
  }

  update({ start, ...data }, setStateValue) {
    document.documentElement.lang = data.language;
    this.tell = setStateValue;
    const text = JSON.stringify(data);
    if (text === this.shown) return;
    this.shown = text;
    this.data = data;
    // Only at first: after that, what Python has is what was told from here.
    this.state ??= Object.fromEntries(TOLD.map((name) => [name, start[name] ?? ""]));
    if (!(this.state.tab in VIEWS)) this.state.tab = "many";
    if (!data.levels.some((one) => one.id === this.state.level)) this.state.level = data.levels[0].id;
    this.fillTabs();
    this.draw();
  }

  fillTabs() {
    this.tabs.setAttribute("aria-label", this.data.words.views);
    const names = Object.keys(VIEWS);
    this.tabs.replaceChildren(...names.map((name, i) => {
      const tab = node("button", this.data.words[name]);
      tab.type = "button";
      tab.id = `flik-${name}`;
      tab.setAttribute("role", "tab");
      tab.setAttribute("aria-controls", "vy");
      tab.addEventListener("click", () => this.open(name));
      tab.addEventListener("keydown", (event) => {
        const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
        const to = event.key === "Home" ? 0 : event.key === "End" ? names.length - 1 : step ? (i + step + names.length) % names.length : null;
        if (to === null) return;
        event.preventDefault();
        this.open(names[to]);
        this.tabs.children[to].focus();
      });
      return tab;
    }));
  }
  open(name) { return this.choose({ tab: name }); }

  async choose(change) {
    Object.assign(this.state, change);
    await this.draw();
    this.tell("view", this.state); // after it is drawn, with what the drawing settled
  }
  select(title, key, options) {
    const label = node("label", title), made = node("select");
    made.dataset.choice = key;
    for (const [value, text] of options) {
      const option = node("option", text);
      option.value = value;
      made.append(option);
    }
    made.value = this.state[key];
    made.addEventListener("change", () => this.choose({ [key]: made.value }));
    label.append(made);
    return label;
  }
  fillChoices(pack) {
    const { words, levels, measures } = this.data, wanted = CHOICES[this.state.tab];
    const found = pack.indicators.filter((one) => seriesOf(pack, one.id).length).map((one) => [one.id, one.name]);
    const ids = found.map(([id]) => id);
    if (!ids.includes(this.state.indicator)) this.state.indicator = mostShown(pack, ids);
    if (!ids.includes(this.state.second)) this.state.second = mostInCommon(pack, this.state.indicator, ids);
    if (!pack.areas.includes(this.state.area)) this.state.area = "";
    const made = {
      indicator: () => this.select(words.first, "indicator", found),
      second: () => this.select(words.second, "second", found),
      area: () => this.select(words.marked, "area", [["", words.nobody], ...byName(pack).map((i) => [pack.areas[i], pack.names[i]])]),
    };
    // Written only when it differs: what has the focus must not be replaced.
    const now = JSON.stringify([this.state.tab, this.state.level, this.data.language, ids]);
    if (this.choicesFor !== now) {
      this.choicesFor = now;
      const level = levels.length > 1 ? [this.select(words.level, "level", levels.map((one) => [one.id, one.name]))] : [];
      this.choices.replaceChildren(...wanted.map((key) => made[key]()), ...level);
    } else for (const one of this.choices.querySelectorAll("select")) one.value = this.state[one.dataset.choice];
    return measures;
  }

  async draw() {
    const turn = (this.turn = (this.turn ?? 0) + 1);
    const level = this.data.levels.find((one) => one.id === this.state.level);
    for (const tab of this.tabs.children) {
      const open = tab.id === `flik-${this.state.tab}`;
      tab.setAttribute("aria-selected", String(open));
      tab.tabIndex = open ? 0 : -1;
    }
    this.panel.setAttribute("aria-labelledby", `flik-${this.state.tab}`);
    try {
      const pack = await packOf(level.pack);
      if (turn !== this.turn) return;
      this.fillChoices(pack);
      this.drawnAt = Math.round(this.box.clientWidth);
      const ctx = { pack, level, words: this.data.words, measures: this.data.measures, language: this.data.language,
        state: { ...this.state }, width: this.drawnAt, choose: (area) => this.choose({ area }), change: (change) => this.choose(change) };
      const parts = await this.viewOf(ctx);
      if (turn === this.turn) this.show(parts);
    } catch (error) {
      this.panel.replaceChildren(node("p", this.data.words.failed_data));
      throw error;
    }
  }
  /** Put the parts in place; what was there is kept where it is the same. */
  show(parts) {
    const focused = this.box.getRootNode().activeElement, back = this.panel.contains(focused) ? focused.textContent : null;
    if (parts.length !== 1 || parts[0].parentNode !== this.panel) this.panel.replaceChildren(...parts);
    if (back !== null && !this.panel.contains(this.box.getRootNode().activeElement)) {
      [...this.panel.querySelectorAll("button")].find((one) => one.textContent === back)?.focus();
    }
    this.box.dataset.shown = this.state.tab;
  }
  viewOf(ctx) {
    const wanted = VIEWS[this.state.tab];
    if (wanted !== TwoMaps) { this.closeMaps(); return wanted(ctx); }
    if (this.maps && this.mapsOf !== ctx.level.document) this.closeMaps();
    this.mapsOf = ctx.level.document;
    this.maps ??= new TwoMaps();
    return this.maps.update(ctx);
  }
  closeMaps() {
    this.maps?.close();
    this.maps = null;
  }
  close() {
    this.closeMaps();
    this.watch.disconnect();
    this.box.remove(); // Streamlit may mount us again in the same place
  }
}

export default function (component) {
  const root = component.parentElement;
  let page = mounted.get(root);
  if (!page) mounted.set(root, (page = new Jamfor(root)));
  page.update(JSON.parse(component.data.json), component.setStateValue);
  return () => {
    page.close();
    mounted.delete(root);
  };
}
