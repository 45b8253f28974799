// Runs in every document before its own scripts. The page notes presses and paintings.
// Our map and the floor tell when they have painted; the frame of the usual way, which
// tells nobody, is watched: the colours of a hundred of its areas, at every frame.
(() => {
  const clock = (event) => performance.timeOrigin + event.timeStamp;
  const report = (what) => top.postMessage({ bench: true, ...what }, "*");
  addEventListener("click", (event) => {
    const node = event.composedPath()[0];
    const counts = node.closest?.("[role=option], #periods button");
    if (counts) report({ pressed: clock(event) });
  }, true);
  if (window === top) {
    const bench = window.bench = { pressed: 0, paintings: [], waiting: null };
    const look = () => {
      const { waiting, paintings } = bench;
      if (!waiting || (waiting.press && !bench.pressed)) return;
      const found = paintings.find(({ at, key }) => at >= bench.pressed && key !== waiting.before);
      if (!found) return;
      bench.waiting = null;
      waiting.done({ ...found, pressed: bench.pressed, start: performance.timeOrigin });
    };
    bench.arm = () => { bench.pressed = 0; bench.paintings = []; };
    bench.painting = (before, press, patience) => new Promise((done, fail) => {
      bench.waiting = { before, press, done };
      setTimeout(() => fail(new Error(`nothing was painted in ${patience} ms`)), patience);
      look();
    });
    addEventListener("message", ({ data }) => {
      if (data?.bench && data.pressed) bench.pressed = data.pressed;
      if (data?.type === "painted") bench.paintings.push({ key: data.key, at: data.at });
      look();
    });
    const roots = [];
    const attachShadow = Element.prototype.attachShadow;
    Element.prototype.attachShadow = function (options) {
      const root = attachShadow.call(this, options);
      roots.push(root);
      return root;
    };
    // Milliseconds from the navigation to the frame after something like this was there.
    bench.appearing = (selector, patience) => new Promise((done, fail) => {
      setTimeout(() => fail(new Error(`no ${selector} in ${patience} ms`)), patience);
      const atEveryFrame = () => {
        const found = [document, ...roots].some((root) => root.querySelector(selector));
        requestAnimationFrame(found ? () => done(performance.now()) : atEveryFrame);
      };
      atEveryFrame();
    });
    bench.watch = () => {
      let before = "";
      const atEveryFrame = () => {
        const frame = document.querySelector("iframe[src*=streamlit_folium]");
        const paths = frame?.contentDocument?.getElementsByClassName("leaflet-interactive") ?? [];
        const step = Math.max(1, Math.floor(paths.length / 100));
        let colours = "";
        for (let i = 0; i < paths.length; i += step) colours += paths[i].getAttribute("fill");
        if (colours && colours !== before) {
          before = colours;
          const painted = { type: "painted", key: colours };
          requestAnimationFrame(() => postMessage({ ...painted, at: Date.now() }, "*"));
        }
        requestAnimationFrame(atEveryFrame);
      };
      atEveryFrame();
    };
  }
})();
