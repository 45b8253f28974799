"use strict";
// Everything around the map that is words: title, legend, what is pointed at, controls.
// Texts come as data and go in through textContent only.
(() => {
  const { texts, areas, state, on, map, geometry, show, zoom, labelOf } = lagesbild;
  const at = (id) => document.getElementById(id);
  const make = (name, text, kind) => {
    const node = document.createElement(name);
    if (text !== undefined) node.textContent = text;
    if (kind) node.className = kind;
    return node;
  };
  let pointed = null;

  function head() {
    const { series, indicator } = state;
    at("title").textContent = indicator.name;
    at("subtitle").textContent = `${indicator.unit_words} · ${series.period} · ${state.pack.level}`;
    at("headline").textContent = series.headline;
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
    else node.style.backgroundColor = state.indicator.colours[letter];
    return node;
  }
  function legend() {
    const counts = {};
    for (const letter of state.series.classes) counts[letter] = (counts[letter] ?? 0) + 1;
    const rows = state.indicator.classes.map((words, i) => [String(i), words]).reverse();
    rows.push(["w", texts.withheld], ["m", texts.missing]);
    const list = make("ul");
    for (const [letter, words] of rows) {
      const row = make("li");
      const label = make("span", words);
      label.append(" ", make("span", `(${counts[letter] ?? 0})`, "count"));
      row.append(swatch(letter), label);
      list.append(row);
    }
    at("legend").replaceChildren(make("h2", texts.legend), list);
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
    if (base) box.append(make("span", base, "note"));
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
  L.control.zoom({ zoomInTitle: texts.zoom_in, zoomOutTitle: texts.zoom_out }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);

  on("pack", indicators);
  on("series", () => {
    head();
    legend();
    place();
    periods();
    at("indicator").value = state.series.indicator;
  });
  on("view", () => press(at("views"), state.view));
  on("hover", (index) => { pointed = index; place(); });
  on("select", place);
  on("labels", place);
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
