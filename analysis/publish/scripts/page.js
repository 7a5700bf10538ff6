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
