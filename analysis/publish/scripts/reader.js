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
