// A real HTML table, sortable by its headers. Text goes in through textContent only.
const STYLE = `
:host, .tabell { font-family: var(--st-font, sans-serif); color: var(--st-text-color, #1c1c1c); }
.tabell { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 1rem; }
caption { text-align: left; font-weight: 600; padding: 0 0 .4rem; }
th, td { text-align: left; padding: .3rem .5rem; border-bottom: 1px solid #c8c8c8; vertical-align: top; }
th.tal, td.tal { text-align: right; font-variant-numeric: tabular-nums; }
tbody th { font-weight: 400; }
thead button { font: inherit; font-weight: 600; color: inherit; background: none; border: 0; padding: .1rem .2rem; cursor: pointer; text-align: inherit; }
thead button::after { content: " ↕"; color: #5a5a5a; }
th[aria-sort=ascending] button::after { content: " ↑"; color: inherit; }
th[aria-sort=descending] button::after { content: " ↓"; color: inherit; }
tbody button { font: inherit; color: inherit; background: none; border: 0; padding: 0; text-align: left; text-decoration: underline; cursor: pointer; }
tr.vald { background: #dce9f5; }
tr.vald th { font-weight: 700; }
.tyst { color: #4d4d4d; }
.märke { display: inline-block; font-size: .85rem; padding: 0 .35rem; border: 1px dashed #6b4a00; background: #fff4d6; color: #4a3300; }
:focus-visible { outline: 3px solid #b0004e; outline-offset: 1px; }
a, a:visited { color: #0b4f94; }
@media (max-width: 640px) { th, td { padding: .3rem .25rem; } }
`;

export function node(name, text, kind) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (kind) made.className = kind;
  return made;
}

export function styled(root) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLE);
  const shadow = root instanceof ShadowRoot ? root : root.getRootNode();
  shadow.adoptedStyleSheets = [...shadow.adoptedStyleSheets, sheet];
}

const sorter = new Intl.Collator("sv", { numeric: true });

/** Build a table.
 *
 * columns: [{title, number, sort}]; rows: [{cells: [text | {text, mark, order}], id, chosen}].
 * A cell's `order` is what it sorts by; cells without one come last, by the first column.
 */
export function table({ caption, label, columns, rows, words, choose, sorted, onSort }) {
  const made = node("table");
  if (caption) made.append(node("caption", caption));
  if (label) made.setAttribute("aria-label", label);
  const head = node("tr"), body = node("tbody"), thead = node("thead");
  const state = sorted ?? { column: 0, down: false };
  const text = (cell) => (typeof cell === "object" ? cell.text : cell);
  const compare = (a, b) => {
    const [x, y] = [a.cells[state.column], b.cells[state.column]];
    const [m, n] = [x?.order ?? (columns[state.column].number ? null : text(x)), y?.order ?? (columns[state.column].number ? null : text(y))];
    if (m === null || n === null) return m === n ? sorter.compare(text(a.cells[0]), text(b.cells[0])) : m === null ? 1 : -1;
    const way = typeof m === "number" && typeof n === "number" ? m - n : sorter.compare(m, n);
    return (state.down ? -way : way) || sorter.compare(text(a.cells[0]), text(b.cells[0]));
  };
  function fill() {
    const ordered = state.column === null ? rows : [...rows].sort(compare);
    body.replaceChildren(...ordered.map(line));
    [...head.children].forEach((cell, i) => {
      if (!columns[i].sort) return;
      cell.setAttribute("aria-sort", i !== state.column ? "none" : state.down ? "descending" : "ascending");
    });
  }
  function line(row) {
    const made = node("tr", undefined, row.chosen ? "vald" : "");
    row.cells.forEach((cell, i) => {
      const box = node(i === 0 ? "th" : "td", undefined, columns[i].number ? "tal" : "");
      if (i === 0) box.scope = "row";
      if (i === 0 && choose) {
        const button = node("button", text(cell));
        button.type = "button";
        button.setAttribute("aria-pressed", String(Boolean(row.chosen)));
        button.addEventListener("click", () => choose(row.id));
        box.append(button);
      } else box.append(text(cell) ?? "");
      if (cell?.mark) box.append(" ", node("span", cell.mark, "märke"));
      if (cell?.note) box.append(node("br"), node("span", cell.note, "tyst"));
      made.append(box);
    });
    return made;
  }
  columns.forEach((column, i) => {
    const cell = node("th", undefined, column.number ? "tal" : "");
    cell.scope = "col";
    if (column.sort) {
      const button = node("button", column.title);
      button.type = "button";
      button.title = words.sort.replace("{column}", column.title);
      button.addEventListener("click", () => {
        state.down = state.column === i ? !state.down : Boolean(column.number);
        state.column = i;
        onSort?.({ ...state });
        fill();
      });
      cell.append(button);
    } else cell.textContent = column.title;
    head.append(cell);
  });
  thead.append(head);
  made.append(thead, body);
  fill();
  return made;
}

const mounted = new WeakMap();

export default function ({ parentElement, data: packed }) {
  const data = JSON.parse(packed.json);
  document.documentElement.lang = data.language;
  let box = mounted.get(parentElement);
  if (!box) {
    styled(parentElement);
    box = node("div", undefined, "tabell");
    parentElement.append(box);
    mounted.set(parentElement, box);
  }
  const key = packed.json;
  if (box.dataset.shown === key) return;
  box.dataset.shown = key;
  box.replaceChildren(table({ ...data, sorted: { column: null, down: false } }));
}
