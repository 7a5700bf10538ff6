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
