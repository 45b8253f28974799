"use strict";
// Two hatches: lines for what is withheld, dots for what is not known. They differ in
// form and not only in shade, so that they survive black and white.
const lagesbildHatches = {
  svg(renderer, map) {
    renderer.addTo(map);
    const make = (name, attributes) => {
      const node = document.createElementNS("http://www.w3.org/2000/svg", name);
      for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
      return node;
    };
    const pattern = (id, size, back, mark) => {
      const node = make("pattern", { id, width: size, height: size, patternUnits: "userSpaceOnUse" });
      node.append(make("rect", { width: size, height: size, fill: back }), mark);
      return node;
    };
    const defs = make("defs", {});
    defs.append(
      pattern("hatch-w", 8, "#ffffff", make("path", { d: "M-2,2 l4,-4 M0,8 l8,-8 M6,10 l4,-4", stroke: "#555", "stroke-width": 1.4 })),
      pattern("hatch-m", 8, "#ededed", make("circle", { cx: 4, cy: 4, r: 1.2, fill: "#777" })),
    );
    renderer._container.prepend(defs);
    return { w: "url(#hatch-w)", m: "url(#hatch-m)" };
  },
  canvas() {
    const tile = (draw) => {
      const canvas = document.createElement("canvas");
      canvas.width = canvas.height = 8;
      const pen = canvas.getContext("2d");
      draw(pen);
      return pen.createPattern(canvas, "repeat");
    };
    return {
      w: tile((pen) => {
        pen.fillStyle = "#fff";
        pen.fillRect(0, 0, 8, 8);
        pen.strokeStyle = "#555";
        for (const x of [-8, 0, 8]) { pen.moveTo(x, 8); pen.lineTo(x + 8, 0); }
        pen.stroke();
      }),
      m: tile((pen) => {
        pen.fillStyle = "#ededed";
        pen.fillRect(0, 0, 8, 8);
        pen.fillStyle = "#777";
        pen.fillRect(3, 3, 2, 2);
      }),
    };
  },
};
const lagesbildSwatches = {
  w: "repeating-linear-gradient(135deg, #fff 0 4px, #555 4px 5.4px)",
  m: "radial-gradient(#777 1.2px, #ededed 1.5px) 0 0 / 6px 6px",
};
