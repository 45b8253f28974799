"use strict";
// One map, one state. The other scripts hang their parts on `lagesbild` and listen to
// its events; nothing here knows whether the page is framed by the app or opened as a file.
const lagesbild = (() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const geometry = read("geometry");
  const texts = read("texts");
  const map = map_areas; // made by folium
  const unit = 10 ** -geometry.digits;
  const onCanvas = map.options.preferCanvas;
  const listeners = {};
  let drawn = false;
  const state = { pack: null, series: null, indicator: null, view: "", selected: null,
    mode: "level" }; // or "certainty": what can be told apart

  const on = (event, action) => (listeners[event] ??= []).push(action);
  const tell = (event, ...what) => (listeners[event] ?? []).forEach((action) => action(...what));

  function ring(flat) {
    const points = new Array(flat.length / 2);
    let x = 0, y = 0;
    for (let i = 0; i < flat.length; i += 2) {
      x += flat[i];
      y += flat[i + 1];
      points[i / 2] = new L.LatLng(y * unit, x * unit); // as Leaflet would make of a pair
    }
    return points;
  }
  const decode = (shape) => shape.map((polygon) => polygon.map(ring));

  const renderer = onCanvas ? L.canvas({ padding: 0.1 }) : L.svg({ padding: 0.5 });
  const style = { renderer, color: "#5a5a5a", weight: onCanvas ? 0.4 : 1, fillOpacity: 1,
    fillColor: "#fff", smoothFactor: onCanvas ? 1 : 0.2, bubblingMouseEvents: false };
  const areas = geometry.areas.map((area, index) => {
    const layer = L.polygon(decode(area.shape), style);
    layer.on("mouseover", () => tell("hover", index));
    layer.on("mouseout", () => tell("hover", null));
    layer.on("click", () => select(index, true));
    return { ...area, index, layer };
  });
  const indexOf = new Map(areas.map((area) => [area.code, area.index]));
  // A frame can be without size while the page around it is laid out; Leaflet would then
  // divide by zero. It gets some view at once and the right one when there is room.
  function fit(bounds, padding) {
    const size = map.getSize();
    if (Math.min(size.x, size.y) > 4 * padding) map.fitBounds(bounds, { padding: [padding, padding], animate: false });
    else map.setView(L.latLngBounds(bounds).getCenter(), 8);
  }
  fit(geometry.bounds, 8);

  // Outlines lie above the areas and never catch the pointer. A focused area is never
  // moved to the front instead: moving its node would lose the focus.
  map.createPane("outlines").style.zIndex = 420;
  map.getPane("outlines").style.pointerEvents = "none";
  const outline = (color, weight) => L.polygon([], { pane: "outlines", interactive: false,
    fill: false, color, weight, smoothFactor: 0.5 }).addTo(map);
  const whole = outline("#333", 1.5), emphasis = outline("#111", 3), ring1 = outline("#fff", 6), ring2 = outline("#b0004e", 3);
  if (geometry.outline.length) whole.setLatLngs(decode(geometry.outline));

  // On a canvas, Leaflet traces every border again whenever it paints. Here a path keeps
  // it, and the lines lie on a canvas of their own, so that only the colours are new.
  const paths = new WeakMap(); // by the projected points, which are new after a zoom
  function pathOf(rings) {
    let path = paths.get(rings);
    if (path) return path;
    paths.set(rings, (path = new Path2D()));
    for (const ring of rings) {
      ring.forEach(({ x, y }, i) => (i ? path.lineTo(x, y) : path.moveTo(x, y)));
      path.closePath();
    }
    return path;
  }
  function linesApart() {
    const pane = map.createPane("lines");
    Object.assign(pane.style, { zIndex: 410, pointerEvents: "none" });
    const lines = L.canvas({ padding: renderer.options.padding, pane: "lines" });
    lines._draw = () => {
      Object.assign(lines._ctx, { strokeStyle: style.color, lineWidth: style.weight });
      for (const area of areas) lines._ctx.stroke(pathOf(area.layer._parts));
    };
    lines.addTo(map); // after the areas, so that it hears of a move when they are projected
    lines._container.style.pointerEvents = "none";
  }
  if (onCanvas) renderer._updatePoly = (layer) => {
    if (!renderer._drawing) return;
    renderer._ctx.fillStyle = layer.options.fillColor;
    renderer._ctx.fill(pathOf(layer._parts), "evenodd");
  };

  const fills = onCanvas ? lagesbildHatches.canvas() : lagesbildHatches.svg(renderer, map);
  const fillOf = (letter) => fills[letter] ?? state.pack.verdict_colours?.[letter] ?? state.indicator.colours[letter];
  // What is withheld or missing is so in both views; else the class, or the verdict.
  // What areas are held against can be chosen in the page around us: the municipality,
  // which is in the pack, until somebody does.
  const besideOf = (series) => state.beside?.[series.key] ?? series;
  const letters = new WeakMap(); // by what was told of a series
  function lettersOf(series) {
    if (state.mode === "level") return series.classes;
    const told = besideOf(series);
    let joined = letters.get(told);
    if (!joined) {
      joined = Array.from(series.classes, (one, i) => (one === "w" || one === "m" ? one : told.verdicts[i])).join("");
      letters.set(told, joined);
    }
    return joined;
  }

  // Projecting and drawing every point is what takes time: done once, when the words
  // around the map are in place, so that it has its size, and the colours are known.
  function begin() {
    drawn = true;
    map.invalidateSize({ pan: false });
    fit(geometry.bounds, 12);
    for (const area of areas) area.layer.options.fillColor = fillOf(lettersOf(state.series)[area.index]);
    L.layerGroup(areas.map((area) => area.layer)).addTo(map);
    if (onCanvas) linesApart();
    tell("drawn");
  }
  function paint() {
    const classes = lettersOf(state.series);
    if (onCanvas) {
      for (const area of areas) area.layer.options.fillColor = fillOf(classes[area.index]);
      renderer._redrawBounds = null;
      renderer._redraw();
    } else {
      for (const area of areas) area.layer.setStyle({ fillColor: fillOf(classes[area.index]) });
    }
  }

  function show(key, byHand = false) {
    const series = state.pack?.series.find((one) => one.key === key);
    if (!series || series === state.series) return;
    state.series = series;
    state.indicator = state.pack.indicators[series.indicator];
    if (drawn) paint();
    tell("series", byHand);
    if (!drawn) begin();
  }
  function setMode(mode, byHand = false) {
    const next = mode === "certainty" && canCompare() ? mode : "level";
    if (next === state.mode) return;
    state.mode = next;
    if (drawn) paint();
    tell("mode", byHand);
  }
  function holdAgainst(series) {
    state.beside = series;
    if (!state.series) return;
    if (drawn && state.mode !== "level") paint();
    tell("mode");
  }
  let compares = false;
  const canCompare = () => compares;
  function usePack(pack, key) {
    state.pack = pack;
    state.series = null;
    compares = pack.series.some((one) => /[hls]/.test(one.verdicts ?? ""));
    if (!compares) state.mode = "level";
    tell("pack");
    show(key ?? pack.show ?? pack.series[0]?.key);
    if (pack.mode) setMode(pack.mode);
  }
  function select(index, byHand = false) {
    const next = byHand && index === state.selected ? null : index;
    if (next === state.selected) return;
    state.selected = next;
    const points = next === null ? [] : areas[next].layer.getLatLngs();
    ring1.setLatLngs(points);
    ring2.setLatLngs(points);
    tell("select", byHand);
  }
  function zoom(id, byHand = false) {
    const view = geometry.views.find((one) => one.id === id);
    state.view = view ? id : "";
    emphasis.setLatLngs(view ? decode(view.shape) : []);
    fit(view ? view.bounds : geometry.bounds, 12);
    tell("view", byHand);
  }
  const missing = () => state.series?.missing ?? texts.missing;
  const labelOf = (index) => {
    const letter = state.series?.classes[index];
    if (letter === "w") return texts.withheld;
    if (letter === "m") return state.series.labels?.[index] ?? missing();
    return state.series?.labels?.[index] ?? null;
  };
  const verdictOf = (index) => {
    const series = state.series, letter = series && besideOf(series).verdicts?.[index];
    if (!letter || !compares || /[wm]/.test(series.classes[index])) return "";
    return letter === "n" && state.mode === "level" ? "" : state.pack.verdict_words[letter];
  };
  return { lettersOf, besideOf, holdAgainst, setMode, canCompare, missing, verdictOf, geometry, texts, map, areas, indexOf, state, on, tell, show, usePack, select, zoom, paint, fillOf, labelOf, onCanvas, read };
})();
