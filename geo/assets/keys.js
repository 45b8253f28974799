"use strict";
// One tab stop for the whole map; arrows go to the neighbour in that direction, Home and
// End to the first and last by name, Enter or space selects, Escape lets go.
(() => {
  const { areas, map, state, on, select, tell, labelOf, verdictOf, onCanvas, texts } = lagesbild;
  const byName = [...areas].sort((a, b) => a.name.localeCompare(b.name, document.documentElement.lang));
  const points = areas.map((area) => L.CRS.EPSG3857.project(L.latLng(area.at)));
  let current = byName[0]?.index ?? null;
  const STEPS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };

  function neighbour([dx, dy]) {
    const from = points[current];
    let best = null, least = Infinity;
    points.forEach((to, index) => {
      const along = (to.x - from.x) * dx + (to.y - from.y) * dy;
      const across = Math.abs((to.x - from.x) * dy) + Math.abs((to.y - from.y) * dx);
      const cost = along + 2 * across;
      if (index !== current && along > 0 && across <= 3 * along && cost < least) [best, least] = [index, cost];
    });
    return best ?? current;
  }
  const spoken = (index) => {
    const verdict = state.mode === "certainty" ? verdictOf(index) : "";
    return `${areas[index].name}: ${labelOf(index) ?? texts.loading}${verdict && `, ${verdict}`}`;
  };

  function intoView(index) {
    if (!map.getBounds().contains(areas[index].at)) map.panTo(areas[index].at, { animate: false });
  }
  function act(event, go) {
    if (event.key in STEPS) go(neighbour(STEPS[event.key]));
    else if (event.key === "Home") go(byName[0].index);
    else if (event.key === "End") go(byName.at(-1).index);
    else if (event.key === "Enter" || event.key === " ") select(current, true);
    else if (event.key === "Escape") select(null);
    else return;
    event.preventDefault();
  }

  function asButtons() {
    const nodeOf = (index) => areas[index].layer.getElement();
    function name() {
      areas.forEach((area) => {
        const node = area.layer.getElement();
        if (!node) return;
        node.setAttribute("aria-label", spoken(area.index));
        node.setAttribute("aria-pressed", String(area.index === state.selected));
      });
    }
    areas.forEach((area) => {
      const node = area.layer.getElement();
      node.setAttribute("role", "button");
      node.setAttribute("tabindex", area.index === current ? "0" : "-1");
      node.addEventListener("focus", () => { intoView(area.index); tell("hover", area.index); outline(area.index); });
      node.addEventListener("blur", () => { tell("hover", null); outline(null); });
      node.addEventListener("keydown", (event) => act(event, (next) => {
        nodeOf(current).setAttribute("tabindex", "-1");
        current = next;
        nodeOf(current).setAttribute("tabindex", "0");
        nodeOf(current).focus();
      }));
    });
    for (const event of ["series", "select", "labels", "mode"]) on(event, name);
    name();
  }

  function asList() {
    const list = document.createElement("div");
    const option = document.createElement("div");
    list.id = "reader";
    option.id = "reader-option";
    list.tabIndex = 0;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", texts.areas);
    list.setAttribute("aria-activedescendant", option.id);
    option.setAttribute("role", "option");
    option.setAttribute("aria-setsize", areas.length);
    list.append(option);
    document.getElementById("map").append(list);
    const place = new Map(byName.map((area, i) => [area.index, i + 1]));
    function name() {
      if (current === null) return;
      option.textContent = spoken(current);
      option.setAttribute("aria-posinset", place.get(current));
      option.setAttribute("aria-selected", String(current === state.selected));
    }
    const go = (next) => {
      current = next;
      intoView(current);
      outline(current);
      tell("hover", current);
      name();
    };
    list.addEventListener("keydown", (event) => act(event, go));
    list.addEventListener("focus", () => { outline(current); tell("hover", current); });
    list.addEventListener("blur", () => { outline(null); tell("hover", null); });
    for (const event of ["series", "select", "labels", "mode"]) on(event, name);
    name();
  }

  map.createPane("focus").style.zIndex = 430;
  map.getPane("focus").style.pointerEvents = "none";
  const mark = (color, weight, dashArray) => L.polygon([], { pane: "focus", interactive: false, fill: false, color, weight, dashArray }).addTo(map);
  const under = mark("#fff", 7), over = mark("#b0004e", 4, "8 5");
  function outline(index) {
    const shape = index === null ? [] : areas[index].layer.getLatLngs();
    under.setLatLngs(shape);
    over.setLatLngs(shape);
  }
  if (areas.length) on("drawn", onCanvas ? asList : asButtons);
})();
