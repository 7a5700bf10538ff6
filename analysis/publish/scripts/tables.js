// Tables: sorted by any column, filtered by any words, the further rows folded until asked for.

const UNDEFINED = "–";
const under = new Map(); // rows of long texts by those they belong to, as the page had them
const collator = new Intl.Collator(LANGUAGE, { numeric: true, sensitivity: "base" });

/** What a cell is sorted by; null where it is undefined. */
function cellValue(cell) {
  const text = cell.textContent.trim();
  if (text === UNDEFINED || text === "") return null;
  if (!cell.classList.contains("framing-number")) return text;
  return Number.parseFloat(text.replaceAll(",", "").replace("−", "-").replace("∞", "Infinity"));
}

function compareValues(a, b, descending) {
  if (a === null || b === null) return (a === null) - (b === null); // undefined is always last
  const order = typeof a === "number" ? a - b : collator.compare(a, b);
  return descending ? -order : order;
}

/** The row of long texts that belongs to a row, if it has one. */
function beneath(row) {
  if (!under.has(row)) {
    const next = row.nextElementSibling;
    under.set(row, next?.classList.contains("framing-under") ? next : null);
  }
  return under.get(row);
}

/** Fold the rows after the first ones, and those that a filter does not find. */
function foldRows(table, rows, noun) {
  const first = rows.filter((row) => !row.classList.contains("framing-further")).length;
  const state = { rows, limit: first, words: [] };
  const told = make("output", { class: "told" });
  const all = button("", () => {
    state.limit = state.limit === first ? rows.length : first;
    show();
  });
  const read = (row) => `${row.textContent} ${beneath(row)?.textContent ?? ""}`;
  const texts = new Map(rows.map((row) => [row, read(row).toLocaleLowerCase(LANGUAGE)]));
  function show() {
    const found = state.rows.filter((row) => state.words.every((w) => texts.get(row).includes(w)));
    const limit = state.words.length ? rows.length : state.limit;
    const shown = new Set(found.slice(0, limit));
    for (const row of rows) {
      row.hidden = !shown.has(row);
      if (beneath(row)) beneath(row).hidden = row.hidden;
    }
    told.textContent = `${shown.size.toLocaleString(LANGUAGE)} of ${count(rows.length, noun)}`;
    all.hidden = first === rows.length || state.words.length > 0;
    all.textContent = state.limit === first ? `Show all ${rows.length}` : `Show the first ${first}`;
  }
  table.addEventListener("framing:unfold", () => {
    Object.assign(state, { limit: rows.length, words: [] });
    show();
  });
  show();
  return { state, show, told, all };
}

function filterField(fold, what) {
  const field = make("input", { type: "search", autocomplete: "off", spellcheck: "false" });
  field.addEventListener("input", () => {
    fold.state.words = field.value.toLocaleLowerCase(LANGUAGE).split(/\s+/).filter(Boolean);
    fold.show();
  });
  return make("label", {}, `${what} `, field);
}

function enhanceTable(table) {
  const rows = [...table.tBodies[0].rows].filter((row) => !row.matches(".framing-under"));
  const heads = [...table.tHead.rows[0].cells];
  if (rows.length < 3) return;
  const fold = foldRows(table, rows, "row");
  const below = [...table.querySelectorAll(".framing-under p")].map((line) => line.dataset.label);
  const names = [...heads.map((head) => head.textContent), ...new Set(below)];
  const lineOf = (row, name) =>
    [...(beneath(row)?.querySelectorAll("p") ?? [])].find((line) => line.dataset.label === name);
  const valueOf = (row, column) => {
    const cell = row.cells[column] ?? lineOf(row, names[column]);
    return cell ? cellValue(cell) : null;
  };
  const order = { column: -1, descending: false };

  function sort(column, descending) {
    Object.assign(order, { column, descending });
    const values = new Map(rows.map((row) => [row, column < 0 ? 0 : valueOf(row, column)]));
    const compare = (a, b) => compareValues(values.get(a), values.get(b), descending);
    fold.state.rows = column < 0 ? rows : [...rows].sort(compare);
    table.tBodies[0].append(...fold.state.rows.flatMap((row) => [row, beneath(row) ?? []].flat()));
    heads.forEach((head, i) => {
      if (i === column) head.setAttribute("aria-sort", descending ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
    picked.select.value = column + 1;
    fold.show();
  }

  /** Numbers from the largest, texts from A; a second time the other way; a third time as given. */
  function turn(column) {
    const down = heads[column].classList.contains("framing-number");
    if (order.column !== column) sort(column, down);
    else if (order.descending === down) sort(column, !down);
    else sort(-1, false);
  }

  heads.forEach((head, i) => {
    const inside = [...head.childNodes];
    const sorter = button("", () => turn(i), { class: "sort" });
    sorter.append(...inside);
    head.append(sorter);
  });
  const picked = choice("Sort by", ["the order given", ...names], 0, (at) =>
    at ? sort(at - 1, heads[at - 1]?.classList.contains("framing-number")) : sort(-1, false),
  );
  if (!below.length) picked.label.classList.add("narrow");
  const tools = make("div", { class: "tools" });
  if (rows.length > 5) tools.append(filterField(fold, "Filter"));
  tools.append(picked.label, fold.all, fold.told);
  (table.closest(".scroll") ?? table).before(tools);
}

function enhanceComparison(table) {
  const rows = [...table.tBodies[0].rows];
  const heads = [...table.tHead.rows[0].querySelectorAll("[data-side]")];
  const labels = heads.map((head) => head.textContent);
  const fold = foldRows(table, rows, "item");
  const tools = make("div", { class: "tools" });
  if (labels.length > 2) tools.append(...sideChoices(labels, "Left", "Right"));
  if (rows.length > 5) tools.append(filterField(fold, "Filter"));
  tools.append(fold.all, fold.told);
  table.closest(".scroll").before(tools);

  function place() {
    for (const row of [table.tHead.rows[0], ...rows]) {
      const cells = [...row.querySelectorAll("[data-side]")];
      for (const cell of cells) cell.hidden = true;
      for (const side of [sides.left, sides.right]) {
        const cell = cells.find((one) => Number(one.dataset.side) === side);
        if (!cell) continue;
        cell.hidden = false;
        row.append(cell);
      }
    }
  }
  sides.told.push(place);
  place();
}

for (const table of document.querySelectorAll(".table .framing-table")) enhanceTable(table);
for (const table of document.querySelectorAll(".framing-comparison")) enhanceComparison(table);
