(() => {
"use strict";
// What all pages share. Without this script every page is complete; it only folds, sorts and finds.

const LANGUAGE = document.documentElement.lang;

/** An element with attributes and children. A text is text, whatever it holds. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** A button that does something. */
function button(label, act, attributes = {}) {
  const made = make("button", { type: "button", ...attributes }, label);
  made.addEventListener("click", act);
  return made;
}

/** A text whose direction cannot reach the text around it. */
function isolated(text) {
  return make("bdi", {}, text);
}

function count(n, noun) {
  return `${n.toLocaleString(LANGUAGE)} ${noun}${n === 1 ? "" : "s"}`;
}

/** A choice from a list; `act` receives the place of what is chosen. */
function choice(label, options, chosen, act) {
  const select = make("select", {}, ...options.map((text, i) => make("option", { value: i }, text)));
  select.value = chosen;
  select.addEventListener("change", () => act(Number(select.value)));
  return { select, label: make("label", {}, `${label} `, select) };
}

/** Which two sources all comparisons and maps of the page set beside each other. */
const sides = { left: 0, right: 1, told: [] };

function chooseSides(left, right) {
  Object.assign(sides, { left, right });
  for (const tell of sides.told) tell();
}

/** Two choices, of what is to the left and what to the right; never twice the same. */
function sideChoices(labels, first, second) {
  const other = (place, taken) => (place === taken ? (taken + 1) % labels.length : place);
  const left = choice(first, labels, sides.left, (at) => chooseSides(at, other(sides.right, at)));
  const right = choice(second, labels, sides.right, (at) => chooseSides(other(sides.left, at), at));
  sides.told.push(() => {
    left.select.value = sides.left;
    right.select.value = sides.right;
  });
  return [left.label, right.label];
}

/** Open what is folded around the place that the address names. */
function openTarget() {
  let target = null;
  try {
    target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  } catch {
    return; // not an address of ours
  }
  if (!target) return;
  let opened = false;
  if (target.hidden) {
    target.dispatchEvent(new CustomEvent("framing:unfold", { bubbles: true }));
    opened = true;
  }
  for (let around = target; around; around = around.parentElement) {
    if (around.tagName === "DETAILS" && !around.open) opened = around.open = true;
  }
  if (opened) target.scrollIntoView();
}

/** One switch for all code of a page; until it is on, what was computed stands without it. */
function addCodeSwitch() {
  const code = [...document.querySelectorAll("details.code:not(.warned), details.parameters")];
  const opening = document.querySelector(".page .opening");
  if (!code.length || !opening) return;
  const box = make("input", { type: "checkbox", autocomplete: "off" });
  const show = (on) => {
    document.documentElement.classList.toggle("without-code", !on);
    for (const folded of code) folded.open = on;
  };
  box.addEventListener("change", () => show(box.checked));
  opening.append(make("p", { class: "code-switch" }, make("label", {}, box, " Show code and parameters")));
  show(false);
}

addCodeSwitch();
window.addEventListener("hashchange", openTarget);
document.addEventListener("DOMContentLoaded", openTarget); // after the scripts that fold
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
// The reading view: frames on and off, from hit to hit. Without it all marks are shown.

const N_COLOURS = 8;

function enhanceReader(legend) {
  const marks = [...document.querySelectorAll("mark.framing-hit")];
  const named = [...document.querySelectorAll(".framing-note[data-frames]")];
  const items = [...legend.querySelectorAll("li[data-frame]")];
  const frames = new Map(items.map((item) => [item.dataset.frame, { item, on: true }]));
  const told = make("output", { class: "told" });
  const summary = make("summary");
  let current = null;

  const framesOf = (element) => element.dataset.frames.split(" · ");
  const isOn = (frame) => frames.get(frame)?.on ?? true;

  for (const [frame, state] of frames) {
    state.colour = /framing-c(\d)/.exec(state.item.querySelector(".framing-name").className)?.[1] ?? "1";
    state.box = make("input", { type: "checkbox" });
    state.box.checked = true;
    state.box.addEventListener("change", () => {
      state.on = state.box.checked;
      paint();
    });
    const label = make("label", {}, state.box, ...state.item.childNodes);
    state.item.append(label);
  }

  /** Few frames have a colour each; of many, those of a codebook share one. */
  function colours() {
    const on = [...frames.keys()].filter(isOn);
    const own = on.length <= N_COLOURS;
    return new Map(on.map((frame, i) => [frame, own ? i + 1 : frames.get(frame).colour]));
  }

  function tint(element, colour) {
    for (let i = 1; i <= N_COLOURS; i += 1) element.classList.remove(`framing-c${i}`);
    if (colour) element.classList.add(`framing-c${colour}`);
  }

  function paint() {
    const colour = colours();
    for (const mark of marks) {
      const on = framesOf(mark).filter(isOn);
      mark.classList.toggle("framing-off", on.length === 0);
      mark.classList.toggle("framing-several", on.length > 1);
      mark.title = on.join(" · ");
      tint(mark, colour.get(on[0]));
    }
    for (const note of named) {
      const frame = framesOf(note)[0];
      note.hidden = !isOn(frame);
      tint(note.querySelector(".framing-name"), colour.get(frame));
    }
    for (const line of document.querySelectorAll(".framing-margin > li")) {
      line.hidden = [...line.querySelectorAll(".framing-note")].every((note) => note.hidden);
    }
    for (const [frame, state] of frames) {
      state.box.checked = state.on;
      tint(state.item.querySelector(".framing-name"), colour.get(frame));
    }
    const n = [...frames.values()].filter((state) => state.on).length;
    summary.textContent = `Frames: ${n} of ${frames.size}`;
    if (current?.classList.contains("framing-off")) {
      current.classList.remove("framing-current");
      current = null;
    }
    tell();
  }

  /** Hits that are shown; one that is cut in pieces by another counts once. */
  function hits() {
    return marks.filter(
      (mark) =>
        !mark.classList.contains("framing-off") && mark.previousSibling?.nodeName !== "MARK",
    );
  }

  function tell() {
    const shown = hits();
    const at = shown.indexOf(current);
    told.textContent =
      at < 0 ? count(shown.length, "hit") : `Hit ${at + 1} of ${shown.length}: ${current.title}`;
  }

  function step(by) {
    const shown = hits();
    if (!shown.length) return;
    let at = shown.indexOf(current);
    if (at < 0) {
      // From where the reader is: the first hit below the bar, or the last above it.
      const below = shown.findIndex((mark) => mark.getBoundingClientRect().top > 90);
      at = by > 0 ? below : (below < 0 ? shown.length : below) - 1;
    } else at += by;
    current?.classList.remove("framing-current");
    current = shown[(at + shown.length) % shown.length];
    current.classList.add("framing-current");
    current.tabIndex = -1;
    current.focus({ preventScroll: true });
    current.scrollIntoView({ block: "center" });
    tell();
  }

  function all(on) {
    for (const state of frames.values()) state.on = on;
    paint();
  }

  function toggle(text, on, act) {
    const box = make("input", { type: "checkbox" });
    box.checked = on;
    box.addEventListener("change", () => act(box.checked));
    return { box, label: make("label", {}, box, ` ${text}`) };
  }

  /** A phone has room for the arrows alone; the words stay for those who hear them. */
  function turner(before, word, after, by) {
    const made = button(before, () => step(by));
    made.append(make("span", { class: "word" }, `${word} hit`), after);
    return made;
  }

  const root = document.documentElement;
  const shows = (name) => (on) => root.classList.toggle(`without-${name}`, !on);
  const keys = toggle("Keys: n and p for hits, f for frames", true, () => {});
  keys.label.classList.add("for-keys");
  const panel = make("details", { class: "reader-frames" }, summary);
  const body = make(
    "div",
    {},
    make(
      "div",
      { class: "tools" },
      button("All frames", () => all(true)),
      button("No frame", () => all(false)),
      toggle("Quotations", true, shows("quotations")).label,
      toggle("Cuts", true, shows("cuts")).label,
      keys.label,
    ),
  );
  panel.append(body);
  const bar = make(
    "div",
    { class: "reader-bar", role: "region", "aria-label": "Hits and frames" },
    turner("‹ ", "Previous", "", -1),
    turner("", "Next", " ›", 1),
    told,
    panel,
  );
  root.classList.add("with-reader-bar");
  legend.before(bar);
  body.append(legend);
  document.querySelector("main").prepend(bar);

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && panel.open) {
      panel.open = false;
      summary.focus({ preventScroll: true });
    }
    const typing = event.target.closest?.("input:not([type=checkbox]), select, textarea");
    if (!keys.box.checked || typing || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === "n") step(1);
    else if (event.key === "p") step(-1);
    else if (event.key === "f") {
      panel.open = !panel.open;
      summary.focus({ preventScroll: true });
    } else return;
    event.preventDefault();
  });
  paint();
}

const legend = document.querySelector(".framing-legend");
if (legend && document.querySelector("mark.framing-hit")) enhanceReader(legend);
// How the map of terms is drawn: logarithmic scales, axes, dots that do not hide each other, names.

const SVG = "http://www.w3.org/2000/svg";
const MARGIN = { left: 46, top: 14, right: 14, bottom: 44 };
const EDGE = 5; // between that margin and the nearest dot
const NEVER = 30; // width of the margin in which the words lie that one side never uses
const TICKS = [-3, -2, -1, 0, 1, 2].flatMap((power) => [1, 2, 5].map((n) => n * 10 ** power));
const APART = 38; // between two ticks, else those of 2 and 5 are left out
const MOST_LABELS = 60;
const LETTER = 6.6; // width of a letter, on average

function draw(tag, attributes, text) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (text !== undefined) element.textContent = text;
  return element;
}

function rate(n) {
  return n.toLocaleString(LANGUAGE, { maximumSignificantDigits: n >= 100 ? 3 : 2 });
}

/** Where rates lie on a square that is so wide; both axes have the same scale. */
function scalesOf(terms, width) {
  const size = Math.max(280, Math.min(width, 720));
  const positive = terms.flatMap((term) => term.rates).filter((value) => value > 0);
  const low = Math.log10(Math.min(...positive, 1)) - 0.1;
  const high = Math.log10(Math.max(...positive, 1)) + 0.08;
  const bottom = size - MARGIN.bottom;
  const across = [MARGIN.left + NEVER, size - MARGIN.right];
  const up = [bottom - NEVER, MARGIN.top];
  const along = ([from, to], value, never) =>
    value > 0 ? from + ((Math.log10(value) - low) / (high - low)) * (to - from) : never;
  const x = (value) => along(across, value, MARGIN.left + NEVER / 2);
  const y = (value) => along(up, value, bottom - NEVER / 2);
  const seen = TICKS.filter((at) => Math.log10(at) >= low && Math.log10(at) <= high);
  const close = (size - MARGIN.left) / seen.length < APART;
  const ticks = close ? seen.filter((at) => Math.log10(at) % 1 === 0) : seen;
  return { size, bottom, x, y, ticks, across, up };
}

/**
 * Terms at one place are moved apart in a spiral, so that each can be seen and met. It is folded
 * back at the margin of what is never used: only a term of rate 0 lies there.
 */
function placeTerms(terms, { x, y, bottom, across, up }) {
  const taken = new Map();
  const within = (turn, from) => from + 3 + ((0.5 + 0.618 * turn) % 1) * (NEVER - 6);
  for (const term of terms) {
    const [left, top] = [x(term.rates[0]), y(term.rates[1])];
    const key = `${Math.round(left / 4)} ${Math.round(top / 4)}`;
    const turn = taken.get(key) ?? 0;
    taken.set(key, turn + 1);
    const away = 4.2 * Math.sqrt(turn);
    term.x = left + away * Math.cos(turn * 2.4);
    term.y = top + away * Math.sin(turn * 2.4);
    const [first, last] = [across[0] + EDGE, up[0] - EDGE];
    if (term.x < first) term.x = 2 * first - term.x;
    if (term.y > last) term.y = 2 * last - term.y;
    if (!term.rates[0]) term.x = within(turn, MARGIN.left);
    if (!term.rates[1]) term.y = within(turn, bottom - NEVER);
  }
}

function drawAxes({ bottom, size, x, y, ticks, across, up }, a, b) {
  const { left, top } = MARGIN;
  const tick = (at, text) => draw("text", { class: "map-tick", ...at }, text);
  const below = (at, text) => tick({ x: at, y: bottom + 15, "text-anchor": "middle" }, text);
  const beside = (at, text) => tick({ x: left - 6, y: at + 4, "text-anchor": "end" }, text);
  const axis = (at, text) => draw("text", { class: "map-axis", "text-anchor": "end", ...at }, text);
  const grid = (at) => draw("line", { class: "map-grid", ...at });
  const band = (at) => draw("rect", { class: "map-never", ...at });
  return [
    band({ x: left, y: top, width: NEVER, height: bottom - top }),
    band({ x: left, y: bottom - NEVER, width: across[1] - left, height: NEVER }),
    draw("line", { class: "map-equal", x1: across[0], y1: up[0], x2: across[1], y2: up[1] }),
    below(left + NEVER / 2, "never"),
    beside(bottom - NEVER / 2, "never"),
    axis({ x: across[1], y: size - 8 }, `${a}, uses per 1,000 →`),
    axis({ x: 12, y: top, transform: `rotate(-90 12 ${top})` }, `${b}, uses per 1,000 →`),
    ...ticks.flatMap((at) => [
      grid({ x1: x(at), y1: top, x2: x(at), y2: bottom }),
      grid({ x1: left, y1: y(at), x2: across[1], y2: y(at) }),
      ...(x(at) > across[0] + 20 ? [below(x(at), rate(at))] : []), // beside “never” is no room
      beside(y(at), rate(at)),
    ]),
  ];
}

/** Names of terms, the first of them first, wherever there is room for one. */
function drawNames(named, terms, { size, bottom }) {
  const boxes = terms.map((t) => [t.x - 3, t.y - 3, t.x + 3, t.y + 3]);
  const isFree = (box) =>
    box[0] > MARGIN.left && box[2] < size - 2 && box[1] > 2 && box[3] < bottom &&
    !boxes.some((o) => o[0] < box[2] && box[0] < o[2] && o[1] < box[3] && box[1] < o[3]);
  const drawn = [];
  for (const term of named) {
    if (drawn.length === MOST_LABELS) break;
    const text = term.term.slice(0, 28);
    const wide = LETTER * text.length + 2;
    const right = [term.x + 6, term.y - 7, term.x + 6 + wide, term.y + 6];
    const left = [term.x - 6 - wide, term.y - 7, term.x - 6, term.y + 6];
    const box = [right, left].find(isFree);
    if (!box) continue;
    boxes.push(box);
    const at = box === right ? { x: term.x + 7 } : { x: term.x - 7, "text-anchor": "end" };
    drawn.push(draw("text", { ...at, y: term.y + 4 }, text));
  }
  return drawn;
}
// The map of terms: how often two sources use each, and the lines behind it.

const MOST_LISTED = 12;

/** Log-likelihood of two cells: it orders the terms and tests nothing. */
function logLikelihood(a, b, sizeA, sizeB) {
  const expected = [sizeA, sizeB].map((size) => ((a + b) * size) / (sizeA + sizeB));
  const part = (n, e) => (n ? n * Math.log(n / e) : 0);
  return 2 * (part(a, expected[0]) + part(b, expected[1]));
}

class TermMap {
  constructor(holder) {
    this.data = JSON.parse(holder.querySelector(".map-data").textContent);
    this.labels = this.data.groups.map((group) => group.label);
    this.holder = holder;
    this.found = null; // terms that the search finds; null where nothing is searched
    this.selected = null;
    this.build();
    this.compare();
    sides.told.push(() => this.compare());
    let width = this.frame.clientWidth;
    new ResizeObserver(() => {
      if (this.frame.clientWidth === width) return;
      width = this.frame.clientWidth;
      this.paint();
    }).observe(this.frame);
  }

  build() {
    this.search = make("input", { type: "search", autocomplete: "off", spellcheck: "false" });
    this.search.addEventListener("input", () => this.find());
    this.search.addEventListener("keydown", (event) => {
      const first = this.found?.[0];
      if (event.key === "Enter" && first) this.select(first, this.search);
    });
    this.told = make("output", { class: "told" });
    // Listeners are the frame's: an SVG element that listens for the focus would take it, too.
    this.frame = make("div", { class: "map-frame" });
    const on = (type, act) => this.frame.addEventListener(type, act);
    on("click", (event) => this.meet(event, 22, (term) => this.select(term, term.dot)));
    on("pointermove", (event) => this.meet(event, 16, (term) => this.point(term)));
    on("focusin", (event) => this.point(this.terms.find((term) => term.dot === event.target)));
    on("keydown", (event) => this.walk(event));
    this.legend = make("p", { class: "map-legend" });
    this.pointed = make("p", { class: "map-pointed", role: "status" });
    this.lists = make("div", { class: "map-lists" });
    this.lines = make("section", { class: "map-lines", tabindex: "-1", "aria-label": "Lines" });
    this.lines.hidden = true;
    this.lines.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.from?.focus();
    });
    const tools = make(
      "div",
      { class: "tools" },
      ...sideChoices(this.labels, "Across", "Up"),
      make("label", {}, "Find a term ", this.search),
      this.told,
    );
    this.holder.append(tools, this.frame, this.legend, this.pointed, this.lines, this.lists);
  }

  /** Rates of every term on the two sides, those that differ most first. */
  compare() {
    const [a, b] = [sides.left, sides.right];
    const sizes = this.data.groups.map((group) => Math.max(1, group.n_tokens));
    this.terms = this.data.terms.map(([term, n, articles, lines]) => ({
      term,
      lines,
      n: [n[a], n[b]],
      articles: [articles[a], articles[b]],
      rates: [(1000 * n[a]) / sizes[a], (1000 * n[b]) / sizes[b]],
      score: logLikelihood(n[a], n[b], sizes[a], sizes[b]),
    }));
    this.terms = this.terms.filter((term) => term.n[0] + term.n[1] > 0);
    this.terms.sort((x, y) => y.score - x.score || collator.compare(x.term, y.term));
    this.selected = this.terms.find((term) => term.term === this.selected?.term) ?? null;
    this.found = null;
    this.paint();
    this.find();
    if (this.selected) this.select(this.selected, this.from, false);
    else this.lines.hidden = true;
  }

  find() {
    const wanted = this.search.value.trim().toLocaleLowerCase(LANGUAGE);
    const has = (term) => term.term.toLocaleLowerCase(LANGUAGE).includes(wanted);
    this.found = wanted ? this.terms.filter(has) : null;
    const n = count(this.terms.length, "term");
    const others = this.data.terms.length - this.terms.length;
    const rest = others ? `; ${others.toLocaleString(LANGUAGE)} more in neither of the two` : "";
    this.told.textContent = wanted ? `${this.found.length} of ${n}` : n + rest;
    this.highlight();
    this.list();
  }

  paint() {
    this.scales = scalesOf(this.terms, this.frame.clientWidth);
    placeTerms(this.terms, this.scales);
    const { size } = this.scales;
    const [a, b] = [this.labels[sides.left], this.labels[sides.right]];
    const label = `Map of ${this.terms.length} terms: uses per 1,000 tokens in ${a} across, in ${b} up`;
    const box = { viewBox: `0 0 ${size} ${size}`, width: size, height: size };
    const svg = draw("svg", { ...box, role: "group", "aria-label": label });
    const dots = draw("g", { class: "map-dots" });
    for (const term of this.terms) {
      const at = { cx: term.x.toFixed(1), cy: term.y.toFixed(1), r: 3.4 };
      const told = { role: "button", tabindex: -1, "aria-label": this.describe(term) };
      term.dot = draw("circle", { ...at, ...told, ...this.tint(this.side(term)) });
      dots.append(term.dot);
    }
    this.names = draw("g", { class: "map-names", "aria-hidden": "true" });
    svg.append(...drawAxes(this.scales, a, b), dots, this.names);
    this.frame.replaceChildren(svg);
    this.tell();
    this.highlight();
  }

  /** What is found stands out, and the Tab key leads to the first of it. */
  highlight() {
    const found = this.found && new Set(this.found);
    const first = this.found?.[0] ?? this.selected ?? this.terms[0];
    for (const term of this.terms) {
      term.dot.classList.toggle("map-dim", Boolean(found) && !found.has(term));
      term.dot.classList.toggle("map-selected", term === this.selected);
      term.dot.setAttribute("tabindex", term === first ? 0 : -1);
    }
    this.names.replaceChildren(...drawNames(this.found ?? this.terms, this.terms, this.scales));
  }

  /** The group that uses a term at least twice as much as the other; null if neither does. */
  side({ rates: [a, b] }) {
    if (a >= 2 * b) return sides.left;
    return b >= 2 * a ? sides.right : null;
  }

  /** A group keeps its colour of the figures on either axis. */
  tint(group) {
    return group === null ? { class: "map-both" } : { fill: this.data.groups[group].color };
  }

  tell() {
    const entry = (group, ...told) => {
      const swatch = draw("svg", { width: 9, height: 9, "aria-hidden": "true" });
      swatch.append(draw("circle", { cx: 4.5, cy: 4.5, r: 4, ...this.tint(group) }));
      return make("span", {}, swatch, " ", ...told);
    };
    const twice = (side) =>
      entry(side, isolated(this.labels[side]), " at least twice as often as the other");
    this.legend.replaceChildren(
      twice(sides.left),
      twice(sides.right),
      entry(null, "less than twice as often"),
      make("span", {}, "dashed: equally often; shaded: never in one of the two"),
    );
  }

  describe(term) {
    const told = [sides.left, sides.right].map(
      (side, i) => `${this.labels[side]} ${rate(term.rates[i])} (${count(term.n[i], "use")} in ${term.articles[i]} of ${count(this.data.groups[side].k_articles, "article")})`,
    );
    return `${term.term}: ${told.join("; ")}`;
  }

  point(term) {
    if (term) this.pointed.textContent = this.describe(term);
  }

  /** The term nearest to a pointer, if it is near enough. */
  meet(event, reach, act) {
    const box = this.frame.firstChild.getBoundingClientRect();
    const scale = this.frame.firstChild.viewBox.baseVal.width / box.width;
    const [x, y] = [(event.clientX - box.left) * scale, (event.clientY - box.top) * scale];
    let [nearest, least] = [null, reach];
    for (const term of this.terms) {
      const away = Math.hypot(term.x - x, term.y - y);
      if (away < least) [nearest, least] = [term, away];
    }
    if (nearest) act(nearest);
  }

  /** Arrow keys lead to the nearest dot in their direction, Enter and the space bar to its lines. */
  walk(event) {
    const here = this.terms.find((term) => term.dot === event.target);
    const ways = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    if (!here) return;
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      this.select(here, here.dot);
      return;
    }
    const way = ways[event.key];
    if (!way) return;
    event.preventDefault();
    let [next, least] = [null, Infinity];
    for (const term of this.terms) {
      const [dx, dy] = [term.x - here.x, term.y - here.y];
      const along = dx * way[0] + dy * way[1];
      const aside = Math.abs(dx * way[1]) + Math.abs(dy * way[0]);
      const cost = along + 2 * aside;
      if (along > 0.5 && cost < least) [next, least] = [term, cost];
    }
    if (!next) return;
    here.dot.setAttribute("tabindex", "-1");
    next.dot.setAttribute("tabindex", "0");
    next.dot.focus();
  }

  list() {
    const entry = (term) => {
      const sums = make("span", { class: "framing-n" }, `${rate(term.rates[0])} : ${rate(term.rates[1])}`);
      const made = button("", () => this.select(term, made));
      made.append(isolated(term.term), " ", sums);
      return make("li", {}, made);
    };
    const column = (title, terms) =>
      make("div", {}, make("h3", {}, ...title), make("ol", {}, ...terms.slice(0, MOST_LISTED).map(entry)));
    const more = (i) => this.terms.filter((term) => term.rates[i] > term.rates[1 - i]);
    const named = (side) => isolated(this.labels[side]);
    this.lists.replaceChildren(
      ...(this.found
        ? [column(["Found"], this.found)]
        : [
            column(["More in ", named(sides.left)], more(0)),
            column(["More in ", named(sides.right)], more(1)),
          ]),
    );
  }

  select(term, from, move = true) {
    this.selected?.dot.classList.remove("map-selected");
    Object.assign(this, { selected: term, from });
    term.dot.classList.add("map-selected");
    this.point(term);
    const column = (side) => {
      const listed = this.sentencesOf(term, side);
      const lines = [...listed].map((sentence) => this.line(sentence));
      const own = make("ol", { class: "framing-passages" }, ...lines);
      const n = term.n[side === sides.left ? 0 : 1];
      const left = n - [...listed.values()].flat().length;
      const rest = left > 0 ? [make("p", { class: "framing-more" }, `and ${count(left, "more use")}`)] : [];
      return make("div", {}, make("h4", {}, isolated(this.labels[side])), ...(n ? [own, ...rest] : [make("p", {}, "Never.")]));
    };
    this.lines.replaceChildren(
      make("h3", {}, isolated(term.term)),
      make("div", { class: "map-columns" }, column(sides.left), column(sides.right)),
    );
    this.lines.hidden = false;
    if (move) {
      this.lines.focus({ preventScroll: true });
      this.lines.scrollIntoView({ block: "nearest" });
    }
  }

  /** Sentences of a side with their marks, by their place; each is three numbers of the data. */
  sentencesOf(term, side) {
    const found = new Map();
    for (let i = 0; i < term.lines.length; i += 3) {
      const [place, start, length] = term.lines.slice(i, i + 3);
      if (this.data.articles[this.data.sentences[place][0]][2] !== side) continue;
      if (!found.has(place)) found.set(place, []);
      found.get(place).push([start, start + length]);
    }
    return found;
  }

  line([place, marks]) {
    const [article, number, text] = this.data.sentences[place];
    const [fragment, label, , file] = this.data.articles[article];
    const line = make("bdi");
    let done = 0;
    for (const [start, end] of marks.sort((a, b) => a[0] - b[0])) {
      line.append(text.slice(done, start), make("mark", {}, text.slice(start, end)));
      done = end;
    }
    line.append(text.slice(done));
    const source = make("a", { class: "framing-source" }, isolated(label), `, s${number}`);
    if (file) source.setAttribute("href", `${file}#${fragment}-s${number}`);
    return make("li", {}, line, " ", source);
  }
}

for (const holder of document.querySelectorAll(".term-map")) new TermMap(holder);
})();
