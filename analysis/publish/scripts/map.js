// The map of terms: how often two sources use each, on logarithmic scales, and the lines behind it.

const SVG = "http://www.w3.org/2000/svg";
const MARGIN = { left: 46, top: 14, right: 14, bottom: 44 };
const NEVER = 30; // width of the margin in which the words lie that one side never uses
const TICKS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500];
const MOST_LABELS = 60;
const MOST_LISTED = 12;

function draw(tag, attributes, text) {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (text !== undefined) element.textContent = text;
  return element;
}

/** Log-likelihood of two cells: it orders the terms and tests nothing. */
function logLikelihood(a, b, sizeA, sizeB) {
  const expected = [sizeA, sizeB].map((size) => ((a + b) * size) / (sizeA + sizeB));
  const part = (n, e) => (n ? n * Math.log(n / e) : 0);
  return 2 * (part(a, expected[0]) + part(b, expected[1]));
}

function rate(n) {
  return n.toLocaleString(LANGUAGE, { maximumSignificantDigits: n >= 100 ? 3 : 2 });
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
    this.holder.append(tools, this.frame, this.pointed, this.lines, this.lists);
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
    const again = this.terms.find((term) => term.term === this.selected?.term);
    this.find();
    if (again) this.select(again, this.from, false);
    else {
      this.selected = null;
      this.lines.hidden = true;
    }
  }

  find() {
    const wanted = this.search.value.trim().toLocaleLowerCase(LANGUAGE);
    const has = (term) => term.term.toLocaleLowerCase(LANGUAGE).includes(wanted);
    this.found = wanted ? this.terms.filter(has) : null;
    const n = count(this.terms.length, "term");
    this.told.textContent = wanted ? `${this.found.length} of ${n}` : n;
    this.paint();
    this.list();
  }

  scales() {
    const size = Math.max(280, Math.min(this.frame.clientWidth, 720));
    const positive = this.terms.flatMap((term) => term.rates).filter((value) => value > 0);
    const low = Math.log10(Math.min(...positive, 1)) - 0.05;
    const high = Math.log10(Math.max(...positive, 1)) + 0.08;
    const across = [MARGIN.left + NEVER, size - MARGIN.right];
    const up = [size - MARGIN.bottom - NEVER, MARGIN.top];
    const along = ([from, to], value, never) =>
      value > 0 ? from + ((Math.log10(value) - low) / (high - low)) * (to - from) : never;
    const x = (value) => along(across, value, MARGIN.left + NEVER / 2);
    const y = (value) => along(up, value, size - MARGIN.bottom - NEVER / 2);
    const ticks = TICKS.filter((at) => Math.log10(at) >= low && Math.log10(at) <= high);
    return { size, x, y, ticks, across, up };
  }

  /** Terms at one place are moved apart in a spiral, so that each can be seen and met. */
  place({ x, y }) {
    const taken = new Map();
    for (const term of this.terms) {
      const [left, top] = [x(term.rates[0]), y(term.rates[1])];
      const key = `${Math.round(left / 4)} ${Math.round(top / 4)}`;
      const turn = taken.get(key) ?? 0;
      taken.set(key, turn + 1);
      const away = 4.2 * Math.sqrt(turn);
      term.x = left + away * Math.cos(turn * 2.4);
      term.y = top + away * Math.sin(turn * 2.4);
    }
  }

  paint() {
    const scales = this.scales();
    const { size } = scales;
    this.place(scales);
    const [a, b] = [this.labels[sides.left], this.labels[sides.right]];
    const svg = draw("svg", {
      viewBox: `0 0 ${size} ${size}`, width: size, height: size, role: "group",
      "aria-label": `Map of ${this.terms.length} terms: uses per 1,000 tokens in ${a} across, in ${b} up`,
    });
    svg.append(...this.axes(scales, a, b));
    const dots = draw("g", { class: "map-dots" });
    const first = this.found?.[0] ?? this.selected ?? this.terms[0];
    const found = this.found && new Set(this.found);
    for (const term of this.terms) {
      term.dot = draw("circle", {
        cx: term.x.toFixed(1), cy: term.y.toFixed(1), r: 3.4, role: "button",
        tabindex: term === first ? 0 : -1, "aria-label": this.describe(term),
        class: `${this.side(term)}${found && !found.has(term) ? " map-dim" : ""}${
          term.term === this.selected?.term ? " map-selected" : ""}`,
      });
      dots.append(term.dot);
    }
    svg.append(dots, this.names(scales, found));
    this.frame.replaceChildren(svg);
  }

  axes({ size, x, y, ticks, across, up }, a, b) {
    const bottom = size - MARGIN.bottom;
    const parts = [
      draw("rect", { class: "map-never", x: MARGIN.left, y: MARGIN.top, width: NEVER, height: bottom - MARGIN.top }),
      draw("rect", { class: "map-never", x: MARGIN.left, y: bottom - NEVER, width: across[1] - MARGIN.left, height: NEVER }),
      draw("line", { class: "map-equal", x1: across[0], y1: up[0], x2: across[1], y2: up[1] }),
      draw("text", { class: "map-tick", x: MARGIN.left + NEVER / 2, y: bottom + 15, "text-anchor": "middle" }, "never"),
      draw("text", { class: "map-tick", x: MARGIN.left - 6, y: bottom - NEVER / 2 + 4, "text-anchor": "end" }, "never"),
      draw("text", { class: "map-axis", x: across[1], y: size - 8, "text-anchor": "end" }, `${a}, uses per 1,000 →`),
      draw("text", { class: "map-axis", x: 12, y: MARGIN.top, "text-anchor": "end", transform: `rotate(-90 12 ${MARGIN.top})` }, `${b}, uses per 1,000 →`),
    ];
    for (const at of ticks) {
      parts.push(
        draw("line", { class: "map-grid", x1: x(at), y1: MARGIN.top, x2: x(at), y2: bottom }),
        draw("line", { class: "map-grid", x1: MARGIN.left, y1: y(at), x2: across[1], y2: y(at) }),
        draw("text", { class: "map-tick", x: x(at), y: bottom + 15, "text-anchor": "middle" }, rate(at)),
        draw("text", { class: "map-tick", x: MARGIN.left - 6, y: y(at) + 4, "text-anchor": "end" }, rate(at)),
      );
    }
    return parts;
  }

  /** Names of the terms that differ most, wherever there is room for one. */
  names({ size }, found) {
    const group = draw("g", { class: "map-names", "aria-hidden": "true" });
    const boxes = this.terms.map((t) => [t.x - 3, t.y - 3, t.x + 3, t.y + 3]);
    const free = (box) =>
      box[0] > MARGIN.left && box[2] < size - 2 && box[1] > 2 && box[3] < size - MARGIN.bottom &&
      !boxes.some((o) => o[0] < box[2] && box[0] < o[2] && o[1] < box[3] && box[1] < o[3]);
    let n = 0;
    for (const term of found ? [...found] : this.terms) {
      const wide = 6.6 * Math.min(term.term.length, 28);
      const right = [term.x + 6, term.y - 7, term.x + 8 + wide, term.y + 6];
      const left = [term.x - 8 - wide, term.y - 7, term.x - 6, term.y + 6];
      const box = [right, left].find(free);
      if (!box) continue;
      boxes.push(box);
      const anchor = box === right ? "start" : "end";
      const at = { x: box === right ? term.x + 7 : term.x - 7, y: term.y + 4, "text-anchor": anchor };
      group.append(draw("text", at, term.term.slice(0, 28)));
      if ((n += 1) === MOST_LABELS) break;
    }
    return group;
  }

  side({ rates: [a, b] }) {
    if (a >= 2 * b) return "map-left";
    return b >= 2 * a ? "map-right" : "map-both";
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
    for (const dot of this.frame.querySelectorAll(".map-selected")) dot.classList.remove("map-selected");
    Object.assign(this, { selected: term, from });
    term.dot.classList.add("map-selected");
    this.point(term);
    const column = (side) => {
      const listed = this.linesOf(term, side);
      const own = make("ol", { class: "framing-passages" }, ...listed);
      const n = term.n[side === sides.left ? 0 : 1];
      const left = n - listed.length;
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

  linesOf(term, side) {
    const made = [];
    for (let i = 0; i < term.lines.length; i += 3) {
      const [place, start, length] = term.lines.slice(i, i + 3);
      const [article, number, text] = this.data.sentences[place];
      const [fragment, label, group, file] = this.data.articles[article];
      if (group !== side) continue;
      const line = make("bdi", {}, text.slice(0, start), make("mark", {}, text.slice(start, start + length)), text.slice(start + length));
      const source = make("a", { class: "framing-source" }, isolated(label), `, s${number}`);
      if (file) source.setAttribute("href", `${file}#${fragment}-s${number}`);
      made.push(make("li", {}, line, " ", source));
    }
    return made;
  }
}

for (const holder of document.querySelectorAll(".term-map")) new TermMap(holder);
