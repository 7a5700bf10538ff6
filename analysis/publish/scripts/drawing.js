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
