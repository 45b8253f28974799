"use strict";
// Numbers on the areas and names of places. What does not fit is left out, not squeezed:
// numbers first, the largest area first; the table beside the map has them all.
(() => {
  const { map, areas, geometry, state, on, onCanvas, lettersOf } = lagesbild;
  const pane = map.createPane("labels");
  const MOST = 400;
  let big = 16; // px, of a letter

  function box(point, width, height) {
    return [point.x - width / 2, point.y - height / 2, point.x + width / 2, point.y + height / 2];
  }
  const apart = (a, b) => a[2] <= b[0] || b[2] <= a[0] || a[3] <= b[1] || b[3] <= a[1];

  function put(text, kind, at, taken) {
    const width = text.length * big * (kind === "number" ? 0.62 : 0.43) + 4;
    const place = box(at(width), width, big * 1.1);
    if (taken.some((other) => !apart(place, other))) return;
    taken.push(place);
    const label = document.createElement("div");
    label.className = kind;
    label.textContent = text;
    label.setAttribute("aria-hidden", "true");
    label.style.left = `${(place[0] + place[2]) / 2}px`;
    label.style.top = `${(place[1] + place[3]) / 2}px`;
    pane.append(label);
    return label;
  }

  function pixelRadius(area) {
    const metres = (40075016.7 * Math.cos(area.at[0] * Math.PI / 180)) / 2 ** (map.getZoom() + 8);
    return area.radius / metres;
  }

  function numbers(taken) {
    const series = state.series;
    if (!series?.numbers) return;
    const seen = map.getBounds();
    const fitting = areas.filter((area) => series.numbers[area.index] && seen.contains(area.at)
      && pixelRadius(area) > 5 + 3.2 * series.numbers[area.index].length);
    fitting.sort((a, b) => b.radius - a.radius);
    for (const area of fitting.slice(0, MOST)) {
      const point = map.latLngToLayerPoint(area.at);
      const label = put(series.numbers[area.index], "number", () => point, taken);
      if (!label) continue;
      const letter = lettersOf(series)[area.index];
      label.style.color = state.indicator.inks[letter];
      label.classList.toggle("on-hatch", letter === "s" || letter === "n");
    }
  }
  function places(taken) {
    if (onCanvas && map.getZoom() < 9) return;
    const ordered = [...geometry.places].sort((a, b) => b[3] - a[3]);
    for (const [name, latitude, longitude, large] of ordered) {
      const { x, y } = map.latLngToLayerPoint([latitude, longitude]);
      const dot = box({ x, y }, 5, 5);
      if (taken.some((other) => !apart(dot, other))) continue;
      // Beside the dot, below it or above it: the first place that is free.
      const tries = [(w) => ({ x: x + w / 2 + 5, y }), (w) => ({ x: x - w / 2 - 5, y }),
        () => ({ x, y: y + 11 }), () => ({ x, y: y - 11 })];
      let label;
      for (const at of tries) if ((label = put(name, "place", at, taken))) break;
      if (!label) continue;
      if (large) label.classList.add("large");
      taken.push(dot);
      const mark = document.createElement("div");
      mark.className = "dot";
      mark.style.left = `${x}px`;
      mark.style.top = `${y}px`;
      pane.append(mark);
    }
  }
  function draw() {
    const taken = [];
    big = parseFloat(getComputedStyle(document.body).fontSize);
    pane.replaceChildren();
    numbers(taken);
    places(taken);
  }
  map.on("moveend zoomend resize", draw);
  on("series", draw);
  on("mode", draw);
  on("labels", draw);
  draw();
})();
