"use strict";
// Everything around the map that is words: title, legend, what is pointed at, controls.
// Texts come as data and go in through textContent only.
(() => {
  const { texts, areas, state, on, map, geometry, show, zoom, labelOf,
    verdictOf, lettersOf, besideOf, setMode, canCompare, missing } = lagesbild;
  const at = (id) => document.getElementById(id);
  const make = (name, text, kind) => {
    const node = document.createElement(name);
    if (text !== undefined) node.textContent = text;
    if (kind) node.className = kind;
    return node;
  };
  const MANY = 200; // ticks in one box of the legend
  let pointed = null;

  function head() {
    const { series, indicator } = state;
    at("title").textContent = indicator.name;
    at("subtitle").textContent = `${indicator.unit_words} · ${series.period} · ${state.pack.level}`;
    at("headline").textContent = state.mode === "certainty" ? besideOf(series).certainty : series.headline;
    at("practice").hidden = !indicator.practice;
    at("practice").textContent = indicator.practice || "";
    document.title = `${indicator.name} ${series.period}`;
    at("foot").replaceChildren(
      make("p", `${texts.source}: ${indicator.source}`), make("p", texts.standing));
  }

  function swatch(letter) {
    const node = make("span", undefined, "swatch");
    node.setAttribute("aria-hidden", "true");
    const hatch = lagesbildSwatches[letter];
    if (hatch) node.style.background = hatch;
    else {
      node.style.backgroundColor = state.pack.verdict_colours?.[letter] ?? state.indicator.colours[letter];
      ticks(node, letter);
    }
    return node;
  }
  function rowsOf() {
    const { indicator, series } = state;
    if (state.mode === "level") return indicator.classes.map((words, i) => [String(i), words]).reverse();
    const told = besideOf(series);
    const why = told.why_not ? `: ${told.why_not}` : "";
    const apart = /[hsl]/.test(told.verdicts) ? ["h", "s", "l"] : [];
    return [...apart, "n"].map((letter) => [letter, indicator.verdicts[letter] + (letter === "n" ? why : "")]);
  }
  function legend() {
    const counts = {};
    for (const letter of lettersOf(state.series)) counts[letter] = (counts[letter] ?? 0) + 1;
    const rows = rowsOf();
    rows.push(["w", texts.withheld], ["m", missing()]);
    const list = make("ul");
    for (const [letter, words] of rows) {
      const row = make("li");
      const label = make("span", words);
      label.append(" ", make("span", `(${counts[letter] ?? 0})`, "count"));
      row.append(swatch(letter), label);
      list.append(row);
    }
    at("legend").replaceChildren(make("h2", state.mode === "level" ? texts.legend : besideOf(state.series).legend ?? texts.legend_certainty), list, ...tickWords());
  }

  // Where in its class each area lies: a tick for each, and a mark for the municipality.
  // The numbers of many areas arrive later, if anybody asks for them; the mark is there
  // before. Many ticks fall together: one is drawn for each place that can be told apart.
  function ticks(node, letter) {
    const { series, indicator } = state;
    if (state.mode !== "level") return;
    const { limits } = indicator, [low, high] = reach(), place = Number(letter);
    const from = limits[place - 1] ?? low, to = limits[place] ?? high;
    const x = (value) => (to > from ? `${Math.round(2 * (6 + (88 * (value - from)) / (to - from))) / 2}%` : "50%");
    const mine = (series.order ?? []).filter((_value, i) => series.classes[i] === letter);
    const places = mine.map(x);
    for (const left of mine.length > MANY ? new Set(places) : places) node.append(tick(left, "tick"));
    const whole = series.whole_number;
    if (whole !== null && limits.filter((limit) => whole >= limit).length === place) node.append(tick(x(whole), "mark"));
    node.style.setProperty("--ink", indicator.inks[letter]);
  }
  function reach() {
    const { order, whole_number: whole } = state.series;
    if (!order) return [Infinity, -Infinity]; // the ends are not known yet
    let [low, high] = [whole ?? Infinity, whole ?? -Infinity]; // of thousands: not as arguments
    for (const value of order) if (value !== null) [low, high] = [Math.min(low, value), Math.max(high, value)];
    return [low, high];
  }
  function tick(left, kind) {
    const node = make("span", undefined, kind);
    node.style.left = left;
    return node;
  }
  function tickWords() {
    if (state.mode !== "level") return [];
    const { order, whole, whole_number: number } = state.series;
    const some = order?.some((value) => value !== null);
    const words = number === null ? (some ? texts.ticks : "") : (some ? texts.marks : texts.mark).replace("{value}", whole);
    return words ? [make("p", words, "ticks")] : [];
  }

  function place() {
    const index = pointed ?? state.selected;
    const box = at("place");
    box.replaceChildren();
    if (index === null) {
      box.append(make("span", texts.hint, "hint"));
      return;
    }
    const letter = state.series?.classes[index];
    box.append(make("h2", areas[index].name));
    box.append(make("span", labelOf(index) ?? texts.loading, "value"));
    const base = state.series?.bases?.[index];
    const note = [verdictOf(index), base].filter(Boolean).join(" · ");
    if (note) box.append(make("span", note, "note"));
    else if (letter === "w") box.append(make("span", texts.withheld_why, "note"));
  }

  const pressed = (node, yes) => node.setAttribute("aria-pressed", String(yes));
  function buttons(group, word, options, act) {
    group.hidden = options.length < 2;
    group.setAttribute("aria-label", word);
    group.replaceChildren(make("span", word, "word"), ...options.map(([id, words]) => {
      const button = make("button", words);
      button.type = "button";
      button.dataset.id = id;
      button.addEventListener("click", () => act(id));
      return button;
    }));
  }
  const press = (group, id) => group.querySelectorAll("button").forEach(
    (button) => pressed(button, button.dataset.id === id));

  function periods() {
    const same = state.pack.series.filter((one) => one.indicator === state.series.indicator);
    buttons(at("periods"), texts.period, same.map((one) => [one.key, one.period]), (key) => show(key, true));
    press(at("periods"), state.series.key);
  }
  function modes() {
    at("modes").hidden = !canCompare();
    press(at("modes"), state.mode);
  }
  function indicators() {
    const choice = at("choice"), list = at("indicator");
    choice.hidden = !state.pack.choose || state.pack.indicators.length < 2;
    choice.firstElementChild.textContent = `${texts.indicator} `;
    list.replaceChildren(...state.pack.indicators.map((one, i) => {
      const option = make("option", one.name);
      option.value = i;
      return option;
    }));
  }
  at("indicator").addEventListener("change", (event) => {
    const chosen = state.pack.series.filter((one) => one.indicator === Number(event.target.value));
    show(chosen.at(-1).key, true);
  });

  buttons(at("views"), texts.zoom, [["", texts.whole], ...geometry.views.map((v) => [v.id, v.name])],
    (id) => zoom(id, true));
  press(at("views"), "");
  buttons(at("modes"), texts.mode, [["level", texts.level], ["certainty", texts.certainty]], (id) => setMode(id, true));
  L.control.zoom({ zoomInTitle: texts.zoom_in, zoomOutTitle: texts.zoom_out }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);

  on("pack", indicators);
  on("series", () => {
    head();
    legend();
    place();
    periods();
    modes();
    at("indicator").value = state.series.indicator;
  });
  on("mode", () => { if (!state.series) return; head(); legend(); place(); modes(); });
  on("view", () => press(at("views"), state.view));
  on("hover", (index) => { pointed = index; place(); });
  on("select", place);
  on("labels", () => { legend(); place(); });
  place();
  // One finger scrolls the page while the whole map is in view; zoomed in, it pans.
  const settle = () => {
    if (!map.getSize().x) return;
    const free = map.getZoom() > map.getBoundsZoom(geometry.bounds) + 0.3;
    map.dragging[free || !L.Browser.mobile ? "enable" : "disable"]();
    map.getContainer().style.touchAction = free ? "none" : "pan-y";
  };
  map.on("zoomend", settle);
  settle();
  // Fitting projects every point again: only when there is another size to fit to.
  new ResizeObserver(() => {
    const before = map.getSize();
    map.invalidateSize({ pan: false });
    if (!state.moved && !before.equals(map.getSize())) zoom(state.view);
  }).observe(map.getContainer());
  map.on("dragstart", () => { state.moved = true; });
})();
