"use strict";
// Framed by the app: take orders from the page around us, and tell it what was done by
// hand. Opened as a file: paint what is baked in. A frame has no other way out.
(() => {
  const { state, indexOf, areas, on, holdAgainst, usePack, show, setMode, select, zoom, tell, read } = lagesbild;
  const framed = parent !== window;
  let quiet = false;
  const send = (message) => { if (framed) parent.postMessage({ from: "lagesbild", ...message }, "*"); };

  const orders = {
    pack: ({ pack, key }) => usePack(pack, key),
    show: ({ key }) => show(key),
    view: ({ id }) => { if (id !== state.view) zoom(id); },
    mode: ({ mode }) => setMode(mode),
    beside: ({ series }) => holdAgainst(series),
    select: ({ code }) => select(indexOf.get(code) ?? null),
    labels: ({ key, labels, numbers, order, bases }) => {
      const series = state.pack?.series.find((one) => one.key === key);
      if (!series) return;
      Object.assign(series, { labels, numbers, order, bases });
      tell("labels");
    },
  };
  addEventListener("message", (event) => {
    if (event.source !== parent || !Object.hasOwn(orders, event.data?.type)) return;
    quiet = true;
    try { orders[event.data.type](event.data); } finally { quiet = false; }
  });

  function report() {
    send({ type: "state", key: state.series?.key ?? null, view: state.view, mode: state.mode,
      code: state.selected === null ? null : areas[state.selected].code });
  }
  for (const event of ["series", "select", "view", "mode"]) on(event, (byHand) => { if (byHand && !quiet) report(); });
  on("series", () => requestAnimationFrame(() => requestAnimationFrame(() =>
    send({ type: "painted", key: state.series.key, at: Date.now() }))));
  on("hover", (index) => {
    if (index !== null && state.series && !state.series.labels) send({ type: "want", key: state.series.key });
  });

  // On a phone the map is as tall as it needs to be, and the page around scrolls.
  const narrow = matchMedia("(max-width: 640px)");
  new ResizeObserver(([entry]) => {
    if (narrow.matches) send({ type: "height", height: Math.ceil(entry.target.scrollHeight) });
  }).observe(document.getElementById("page"));

  const baked = read("pack");
  if (baked) usePack(baked);
  send({ type: "ready", areas: areas.length });
})();
