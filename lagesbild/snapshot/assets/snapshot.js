"use strict";
// What the page can do besides being read: open the map that it carries, and save its
// figures. Nothing is asked for; what is shown stands in this file.
(() => {
  const read = (id) => {
    const block = document.getElementById(id);
    return block ? JSON.parse(block.textContent) : null;
  };
  const words = read("ord") ?? {};
  const maps = [];
  for (let map, i = 0; (map = read(`karta-${i}`)); i += 1) maps.push(map);

  let orders = []; // what the map that is open is to show first
  function open(map, box) {
    orders = map.orders;
    const frame = document.createElement("iframe");
    frame.title = `${words.map}: ${map.name}`;
    frame.setAttribute("sandbox", "allow-scripts");
    frame.srcdoc = map.html;
    box.replaceChildren(frame);
  }
  const place = document.getElementById("ram");
  // When it is ready, the map is told which area to show. On a phone it says how tall it
  // is, so that it does not scroll inside the page.
  addEventListener("message", ({ source, data }) => {
    const frame = document.querySelector("#ram iframe");
    if (!frame || source !== frame.contentWindow) return;
    if (data?.type === "ready") for (const order of orders) source.postMessage(order, "*");
    if (data?.type !== "height") return;
    const tall = Number(data.height);
    if (tall > 200 && tall < 5000 && matchMedia("(max-width: 640px)").matches)
      place.style.setProperty("--tall", `${tall + 8}px`);
  });
  if (place && maps.length) {
    const box = document.createElement("div");
    box.className = "karta";
    const group = document.createElement("div");
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", words.map);
    const buttons = maps.map((map) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = map.name;
      button.addEventListener("click", () => {
        buttons.forEach((other) => other.setAttribute("aria-pressed", String(other === button)));
        open(map, box);
      });
      return button;
    });
    group.append(...buttons);
    place.append(...(maps.length > 1 ? [group] : []), box);
    document.getElementById("interaktiv").hidden = false;
    // A frame that nobody sees yet is not laid out as it will be; it waits for that.
    new IntersectionObserver(([entry], watching) => {
      if (!entry.isIntersecting) return;
      watching.disconnect();
      buttons[0].click();
    }).observe(place);
  }

  const content = read("uppgifter");
  const heading = document.getElementById("kartor");
  if (content?.data && heading) {
    const link = document.createElement("a");
    link.id = "hamta";
    link.textContent = words.csv;
    link.download = `${content.id}.csv`;
    link.href = URL.createObjectURL(new Blob(["\ufeff", content.data], { type: "text/csv;charset=utf-8" }));
    const row = document.createElement("p");
    row.append(link);
    heading.after(row);
  }
})();
