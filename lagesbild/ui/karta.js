// The map frame and the table beside it. The frame has the shapes; this module fetches
// the numbers once, hands them in, and after that says only which series to show.
// What a person does in the frame is shown at once and told to Python afterwards.
import { node, styled, table } from "./tabell.js";

const PATIENCE = 15000; // ms before a frame that never answers is called missing
const TABLE_OPEN_UP_TO = 200; // areas; longer tables are opened on request
const COMPARED = /[hls]/; // clearly higher, clearly lower, cannot be told apart
const ORDER = { l: 0, s: 1, h: 2, n: 3, none: 4 };
const mounted = new WeakMap();
const packs = new Map(); // by address, for the life of the page

const STYLE = `
.karta { display: grid; grid-template-columns: minmax(0, 1.75fr) minmax(19rem, 1fr); gap: 1rem; align-items: start; }
.ram { position: relative; min-height: 34rem; height: calc(100vh - 13rem); max-height: 75rem; }
iframe { width: 100%; height: 100%; border: 0; display: block; background: #fff; color-scheme: light; }
.lapp { position: absolute; inset: 1rem; margin: 0; pointer-events: none; }
.fel { color: #8a0035; font-weight: 600; }
.sida { padding-top: .25rem; }
.rad { margin: .6rem 0 .5rem; }
.sida summary { cursor: pointer; color: #0b4f94; }
.sida details p { margin: .3rem 0; }
@media (max-width: 900px) { .karta { grid-template-columns: minmax(0, 1fr); } .ram { height: 60rem; max-height: none; } }
`;

class Karta {
  constructor(root) {
    styled(root);
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    this.box = node("div", undefined, "karta");
    this.frameBox = node("div", undefined, "ram");
    this.side = node("div", undefined, "sida tabell");
    this.box.append(this.frameBox, this.side);
    root.append(this.box);
    this.turn = 0;
    this.sorted = { column: 0, down: false };
    this.heard = (event) => this.hear(event);
    addEventListener("message", this.heard);
  }

  update({ data, setStateValue }) {
    document.documentElement.lang = data.language;
    const before = this.data;
    this.data = data;
    this.setState = setStateValue;
    this.turn = Math.max(this.turn, data.turn);
    if (before?.document !== data.document) this.open(data);
    if (before?.pack !== data.pack) this.beside = null; // other areas
    if (before?.pack !== data.pack) this.fetchPack(data.pack);
    else if (data.turn >= this.turn) this.order(data);
    if (before?.beside !== data.beside) this.holdAgainst(data.beside);
  }

  open(data) {
    this.ready = false;
    this.frame = node("iframe");
    this.frame.title = data.words.map;
    this.frame.setAttribute("sandbox", "allow-scripts");
    this.frame.src = data.document;
    this.note = node("p", data.words.waiting, "lapp");
    this.note.setAttribute("role", "status");
    this.frameBox.replaceChildren(this.frame, this.note);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ready || this.fail(), PATIENCE);
  }
  fail() {
    this.note.textContent = this.data.words.failed;
    this.note.className = "lapp fel";
    this.note.hidden = false;
  }

  async fetchPack(address) {
    this.pack = null;
    try {
      if (!packs.has(address)) packs.set(address, fetch(address).then((answer) => {
        if (!answer.ok) throw new Error(String(answer.status));
        return answer.json();
      }));
      const pack = await packs.get(address);
      if (this.data.pack !== address) return;
      this.pack = pack;
      this.compares = pack.series.some((one) => COMPARED.test(one.verdicts));
      this.handIn();
    } catch {
      packs.delete(address);
      this.fail();
    }
  }
  // What areas are held against: in the pack it is the municipality; anything else is
  // fetched once, when it is chosen, and then holds for every measure and period.
  async holdAgainst(address) {
    const chosen = address && !this.data.standard ? await this.fetchBeside(address) : null;
    if (this.data.beside !== address) return;
    this.beside = chosen;
    if (this.ready && this.pack) this.post({ type: "beside", series: chosen?.series ?? null });
    if (this.pack) this.draw();
  }
  async fetchBeside(address) {
    try {
      if (!packs.has(address)) packs.set(address, fetch(address).then((answer) => {
        if (!answer.ok) throw new Error(String(answer.status));
        return answer.json();
      }));
      return await packs.get(address);
    } catch {
      packs.delete(address);
      this.fail();
      return null;
    }
  }
  besideOf(series) { return this.beside?.series[series.key] ?? series; }
  handIn() {
    if (!this.pack) return;
    this.show(this.data);
    if (!this.ready) return;
    this.note.hidden = true;
    this.post({ type: "pack", pack: this.pack, key: this.key });
    this.post({ type: "beside", series: this.beside?.series ?? null });
    this.post({ type: "view", id: this.view });
    this.post({ type: "mode", mode: this.mode });
    this.post({ type: "select", code: this.code });
  }
  post(message) { this.frame.contentWindow?.postMessage(message, "*"); }

  // What Python says: only what has changed is passed on.
  order(data) {
    if (!this.pack) return;
    const { key, view, mode, code } = this;
    Object.assign(this, { key: data.key, view: data.view, mode: data.mode, code: data.code });
    if (this.ready && this.key !== key) this.post({ type: "show", key: this.key });
    if (this.ready && this.view !== view) this.post({ type: "view", id: this.view });
    if (this.ready && this.mode !== mode) this.post({ type: "mode", mode: this.mode });
    if (this.ready && this.code !== code) this.post({ type: "select", code: this.code });
    this.draw(); // after the map, which is what people look at
  }
  show({ key, view, mode, code }) {
    Object.assign(this, { key, view, mode, code });
    this.draw();
  }

  hear(event) {
    if (!this.frame || event.source !== this.frame.contentWindow || event.origin !== "null") return;
    const told = event.data;
    if (told?.from !== "lagesbild") return;
    if (told.type === "ready") {
      this.ready = true;
      this.handIn();
    } else if (told.type === "state") this.byHand(told);
    else if (told.type === "want") this.fetchLabels(told.key);
    else if (told.type === "height") this.grow(told.height);
    else if (told.type === "painted") this.box.dataset.painted = told.key;
  }
  grow(height) {
    const fits = matchMedia("(max-width: 900px)").matches && height > 100 && height < 5000;
    this.frameBox.style.height = fits ? `${height + 8}px` : "";
  }
  byHand({ key, view, mode, code }) {
    Object.assign(this, { key, view, mode, code });
    this.draw();
    this.turn += 1;
    this.setState("view", { turn: this.turn, key, view, mode, code });
  }
  choose(code) {
    const next = code === this.code ? null : code;
    this.post({ type: "select", code: next });
    this.byHand({ key: this.key, view: this.view, mode: this.mode, code: next });
  }

  async fetchLabels(key) {
    const series = this.pack.series.find((one) => one.key === key);
    if (!series || series.labels) return;
    const number = this.pack.series.indexOf(series);
    const answer = await fetch(`${this.data.pack.replace(/\.json$/, "")}/${number}.json`);
    if (!answer.ok) return;
    Object.assign(series, await answer.json());
    const { labels, numbers, order, bases } = series;
    this.post({ type: "labels", key, labels, numbers, order, bases });
    if (this.key === key) this.draw();
  }

  draw() {
    const { words } = this.data;
    const codes = this.pack?.areas ?? [];
    const series = this.pack?.series.find((one) => one.key === this.key);
    if (!series) { this.side.replaceChildren(); return; }
    const indicator = this.pack.indicators[series.indicator];
    const number = this.pack.series.indexOf(series);
    const parts = [];
    if (indicator.practice) parts.push(node("p", indicator.practice, "märke"));
    if (series.verdicts && this.compares) parts.push(node("p", this.besideOf(series).certainty, "rad"));
    if (codes.length > TABLE_OPEN_UP_TO && !this.opened) {
      const open = node("button", words.open);
      open.type = "button";
      open.addEventListener("click", () => { this.opened = true; this.fetchLabels(this.key); this.draw(); });
      parts.push(open);
    } else if (!series.labels) {
      parts.push(node("p", words.waiting));
      this.fetchLabels(this.key);
    } else parts.push(this.table(series, indicator));
    const link = node("a", words.download);
    link.href = `${this.data.pack.replace(/\.json$/, "")}/${number}.csv`;
    link.download = `${indicator.id} ${series.period.replaceAll("/", "-")}.csv`;
    const row = node("p", undefined, "rad");
    row.append(link);
    this.side.replaceChildren(...parts, row, this.inWords(series, number));
  }
  // The map as text, fetched when somebody opens it; it stays open from map to map.
  inWords(series, number) {
    const made = node("details", undefined, "rad"), box = node("div");
    made.append(node("summary", this.data.words.in_words), box);
    made.addEventListener("toggle", async () => {
      this.spelled = made.open;
      if (!made.open || box.childElementCount) return;
      const answer = await fetch(`${this.data.pack.replace(/\.json$/, "")}/${number}.txt`);
      const text = answer.ok ? await answer.text() : this.data.words.failed;
      const lines = this.mode === "certainty" ? await this.withVerdicts(text, series) : text.trim().split("\n");
      box.replaceChildren(...lines.map((line) => node("p", line)));
    });
    made.open = Boolean(this.spelled);
    return made;
  }
  // In the view of certainty: also which areas can be told apart, and from what.
  async withVerdicts(text, series) {
    const found = this.data.beside ? await this.fetchBeside(this.data.beside) : null;
    const told = found?.series[series.key];
    const lines = text.trim().split("\n");
    return told ? lines.flatMap((line) => (line === series.certainty ? [told.certainty, ...told.lines] : line)) : lines;
  }
  table(series, indicator) {
    const { words } = this.data;
    const { areas: codes, names } = this.pack;
    const hasBase = series.bases.some(Boolean);
    const columns = [{ title: words.area, sort: true }, { title: words.value, number: true, sort: true }];
    const told = this.besideOf(series);
    const compares = this.compares && COMPARED.test(told.verdicts);
    if (hasBase) columns.push({ title: words.base, number: true });
    if (compares) columns.push({ title: told.compared ?? words.compared, sort: true });
    const rows = codes.map((code, i) => {
      const cells = [names[i], { text: series.labels[i], order: series.order[i] }];
      if (hasBase) cells.push(series.bases[i]);
      if (compares) cells.push(this.verdict(series, i));
      return { id: code, chosen: code === this.code, cells };
    });
    return table({ caption: `${words.caption}, ${series.period}`, columns, rows, words,
      choose: (code) => this.choose(code), sorted: this.sorted, onSort: (sorted) => { this.sorted = sorted; } });
  }
  verdict(series, i) {
    const letter = this.besideOf(series).verdicts[i];
    if (/[wm]/.test(series.classes[i])) return { text: "", order: ORDER.none };
    return { text: this.pack.verdict_words[letter], order: ORDER[letter] };
  }
  close() {
    removeEventListener("message", this.heard);
    clearTimeout(this.timer);
    this.box.remove(); // Streamlit may mount us again in the same place
  }
}

export default function (component) {
  const root = component.parentElement;
  let karta = mounted.get(root);
  if (!karta) mounted.set(root, (karta = new Karta(root)));
  karta.update({ ...component, data: JSON.parse(component.data.json) });
  return () => {
    // Streamlit calls this when the element goes, not at every rerun.
    karta.close();
    mounted.delete(root);
  };
}
