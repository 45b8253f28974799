"use strict";
// Two hatches: lines for what is withheld, dots for what is not known. In the certainty
// view two more: thin pale lines the other way for what cannot be told apart, rings for
// what is not compared. They differ in form and not only in shade, so that they survive
// black and white.
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
    defs.append(
      pattern("hatch-s", 7, "#f1f3f5", make("path", { d: "M-2,5 l4,4 M0,0 l7,7 M5,-2 l4,4", stroke: "#b3bac2", "stroke-width": 0.9 })),
      pattern("hatch-n", 9, "#ffffff", make("circle", { cx: 4.5, cy: 4.5, r: 2.2, fill: "none", stroke: "#8a8a8a", "stroke-width": 0.8 })),
    );
    return Object.fromEntries(["w", "m", "s", "n"].map((letter) => [letter, `url(#hatch-${letter})`]));
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
      s: tile((pen) => {
        pen.fillStyle = "#f1f3f5";
        pen.fillRect(0, 0, 8, 8);
        pen.strokeStyle = "#b3bac2";
        for (const x of [-8, 0, 8]) { pen.moveTo(x, 0); pen.lineTo(x + 8, 8); }
        pen.stroke();
      }),
      n: tile((pen) => {
        pen.fillStyle = "#fff";
        pen.fillRect(0, 0, 8, 8);
        pen.strokeStyle = "#8a8a8a";
        pen.arc(4, 4, 2, 0, 7);
        pen.stroke();
      }),
    };
  },
};
const lagesbildSwatches = {
  s: "repeating-linear-gradient(45deg, #f1f3f5 0 4px, #b3bac2 4px 5px)",
  n: "radial-gradient(circle, #fff 1.6px, #8a8a8a 1.8px 2.6px, #fff 2.8px) 0 0 / 8px 8px",
  w: "repeating-linear-gradient(135deg, #fff 0 4px, #555 4px 5.4px)",
  m: "radial-gradient(#777 1.2px, #ededed 1.5px) 0 0 / 6px 6px",
};
