// What the preview shows over the page: outlines at the words, a card that says what is wrong, a badge, and a drawer
// with all problems. It stands in a shadow root outside the body, so the page's style cannot reach it nor its own the
// page, and every word is set as text, so nothing in a message can be markup.

import { find } from "./marks.js";

export const HOST = "brassplate-preview";

const REMEMBERED = "brassplate drawer";

export class Panel {
  constructor(isOwnPage) {
    this.isOwnPage = isOwnPage;
    this.state = null;
    this.marks = [];
    const host = document.createElement(HOST);
    this.root = host.attachShadow({ mode: "open" });
    this.layer = make("div", { class: "layer" });
    this.ribbon = make("p", { class: "ribbon", role: "status", hidden: "" });
    this.card = make("div", { class: "card", role: "dialog", "aria-label": "What is wrong here", hidden: "" });
    this.badge = make("button", { class: "badge", type: "button", "aria-expanded": "false", "aria-controls": "drawer" });
    this.drawer = make("section", { class: "drawer", id: "drawer", "aria-label": "Problems", tabindex: "-1", hidden: "" });
    this.spoken = make("p", { class: "spoken", "aria-live": "polite" });
    const style = make("link", { rel: "stylesheet", href: "/__preview/panel.css" });
    this.root.append(style, this.layer, this.ribbon, this.badge, this.drawer, this.card, this.spoken);
    // Without its style it would be a heap of words under the page.
    host.style.visibility = "hidden";
    style.addEventListener("load", () => {
      host.style.visibility = "";
      this.place();
    });
    document.documentElement.append(host);
    this.#listen();
    this.offline();
  }

  show(state) {
    this.state = state;
    this.#tellBadge();
    this.#tellRibbon();
    this.#fillDrawer();
    this.place();
    if (localStorage.getItem(REMEMBERED) === "open" && this.drawer.hidden && !this.isOwnPage) {
      this.#open(false);
    }
  }

  offline() {
    this.badge.className = "badge away";
    this.badge.textContent = "Preview is not running";
  }

  // ---- badge, ribbon, drawer --------------------------------------------------------------------------------------

  #tellBadge() {
    const { here, errors, warnings } = this.state;
    const wrong = here.filter((one) => one.severity === "error").length;
    const [kind, words] = wrong
      ? ["error", `${several(wrong, "problem")} on this page`]
      : errors
        ? ["error", `${several(errors, "problem")} ${this.isOwnPage ? "in the site" : "on other pages"}`]
        : here.length
          ? ["warning", `${several(here.length, "thing")} to look at here`]
          : warnings
            ? ["warning", `${several(warnings, "thing")} to look at elsewhere`]
            : ["fine", "Ready to publish"];
    this.badge.className = `badge ${kind}`;
    if (this.badge.textContent !== words) {
      this.badge.textContent = words;
      this.spoken.textContent = words;
    }
    this.badge.hidden = this.isOwnPage && kind === "fine";
  }

  #tellRibbon() {
    const { page } = this.state;
    const words = [
      page?.ribbon,
      page?.stale,
    ].filter(Boolean);
    this.ribbon.hidden = !words.length;
    this.ribbon.textContent = words.join(" · ");
  }

  #fillDrawer() {
    const { here, elsewhere, errors, page } = this.state;
    const focused = this.root.activeElement?.dataset.key;
    const head = make("header", {}, [
      make("h2", {}, errors ? "This cannot be published yet" : here.length + elsewhere.length ? "Worth a look" : "Ready to publish"),
      make("button", { type: "button", class: "close", "aria-label": "Close", "data-key": "close" }, "×", () => this.#close()),
    ]);
    const body = make("div", { class: "entries" });
    if (!this.isOwnPage) {
      body.append(make("h3", {}, "This page"));
      if (page) {
        body.append(make("p", { class: "file" }, page.source));
      }
      body.append(here.length ? list(here.map((one, at) => this.#entry(one, at))) : make("p", {}, "Nothing to mend here."));
    }
    if (elsewhere.length) {
      body.append(make("h3", {}, this.isOwnPage ? "The site" : "Elsewhere"));
      body.append(list(elsewhere.map((one) => this.#entry(one, null))));
    }
    const foot = make("footer", {}, [make("a", { href: "/__preview/" }, "All pages and problems")]);
    this.drawer.replaceChildren(head, body, foot);
    this.root.querySelector(`[data-key="${focused}"]`)?.focus();
  }

  #entry(problem, at) {
    const entry = make("li", { class: `entry ${problem.severity}` }, said(problem));
    const actions = make("p", { class: "actions" });
    if (at !== null) {
      const show = make("button", { type: "button", class: "show", "data-key": `show ${at}` }, "Show it", () => this.#reveal(at));
      actions.append(show);
    } else if (problem.url !== null) {
      actions.append(make("a", { href: this.state.base + problem.url }, "Go to the page"));
    }
    actions.append(place(problem));
    entry.append(actions);
    return entry;
  }

  #open(byHand = true) {
    this.drawer.hidden = false;
    this.badge.setAttribute("aria-expanded", "true");
    if (byHand) {
      localStorage.setItem(REMEMBERED, "open");
      this.drawer.focus();
    }
  }

  #close() {
    this.drawer.hidden = true;
    this.badge.setAttribute("aria-expanded", "false");
    localStorage.setItem(REMEMBERED, "closed");
    this.badge.focus();
  }

  // ---- outlines ---------------------------------------------------------------------------------------------------

  // Lifts the badge above whatever the theme keeps at the foot of the window, such as a bar with the telephone.
  #lift() {
    const { left, right } = this.badge.getBoundingClientRect();
    const foot = innerHeight - 2;
    const under = [left + 1, (left + right) / 2, right - 1].flatMap((x) => document.elementsFromPoint(x, foot));
    const tops = under.flatMap((element) => {
      const stuck = element === this.root.host ? null : keeps(element);
      const { top, bottom, height } = stuck?.getBoundingClientRect() ?? {};
      return stuck && bottom >= foot && height < innerHeight / 2 ? [top] : [];
    });
    const lift = tops.length ? Math.ceil(innerHeight - Math.min(...tops)) : 0;
    this.root.host.style.setProperty("--lift", `${lift}px`);
  }

  // Looks for the words anew and draws the outlines where they are now.
  place() {
    this.#lift();
    if (!this.state || this.isOwnPage) {
      return;
    }
    this.marks = find(this.state.here);
    paint(this.marks);
    this.#draw();
    this.root.querySelectorAll(".show").forEach((button, at) => {
      button.hidden = !this.marks[at]?.place;
    });
  }

  #draw() {
    const origin = this.layer.getBoundingClientRect();
    const focused = this.root.activeElement?.dataset.pin;
    this.groups = grouped(this.marks);
    const drawn = this.groups.flatMap((group) => {
      const boxes = group.lines.map((line) => put(make("div", { class: `box ${group.severity}` }), at_(line, origin)));
      return [...boxes, this.#pin(group, origin)];
    });
    this.layer.replaceChildren(...drawn);
    this.layer.querySelector(`[data-pin="${focused}"]`)?.focus();
  }

  // A small button at the words, for the keyboard, screen readers and fingers.
  #pin({ marks, lines: [line], severity }, origin) {
    const [at] = marks;
    const told = marks.map((mark) => {
      const { place, problem } = this.marks[mark];
      const words = place instanceof Range ? place.toString() : (place.alt ?? "");
      return `“${words}” ${problem.what}`;
    });
    const pin = make("button", { type: "button", class: `pin ${severity}`, "data-pin": at }, "!", () => this.#showCard(at, true));
    pin.setAttribute("aria-label", `${severity === "error" ? "Problem" : "To look at"}: ${told.join("; ")}`);
    pin.style.cssText = `left:${Math.max(1, line.left - origin.left - 13)}px;top:${line.top - origin.top - 12}px`;
    pin.addEventListener("focus", () => this.#showCard(at, false));
    pin.addEventListener("mouseenter", () => this.#showCard(at, false));
    return pin;
  }

  #showCard(at, toStay) {
    const group = grouped(this.marks).find(({ marks }) => marks.includes(at));
    if (!group) {
      return;
    }
    this.shown = { marks: group.marks, toStay: toStay || (this.shown?.marks.includes(at) && this.shown.toStay) };
    const told = group.marks.map((mark) => {
      const { problem } = this.marks[mark];
      return make("div", { class: `told ${problem.severity}` }, [...said(problem), make("p", { class: "actions" }, [place(problem)])]);
    });
    this.card.replaceChildren(...told);
    this.card.className = `card ${group.severity}`;
    this.card.hidden = false;
    this.card.style.cssText = "";
    const line = group.lines.at(-1);
    const [width, height] = [this.card.offsetWidth, this.card.offsetHeight];
    const left = Math.max(8, Math.min(line.left, document.documentElement.clientWidth - width - 8));
    const [above, below] = [group.lines[0].top - 20, innerHeight - line.bottom - 20];
    const isBelow = height <= below || below >= above;
    const room = Math.max(120, isBelow ? below : above);
    const top = isBelow ? line.bottom + 8 : group.lines[0].top - Math.min(height, room) - 8;
    this.card.style.cssText = `left:${left}px;top:${top}px;max-height:${room}px`;
  }

  // A card that was asked for stays at its words while the page moves; one that was only passed over goes.
  #follow() {
    if (!this.shown) {
      return;
    }
    if (this.shown.toStay || this.root.activeElement?.matches(".pin")) {
      this.#showCard(this.shown.marks[0], false);
    } else {
      this.#hideCard();
    }
  }

  #hideCard() {
    this.card.hidden = true;
    this.shown = null;
  }

  // Brings the words into view, opening what they are hidden in.
  #reveal(at) {
    // On a phone the drawer lies over the page, and so over the words.
    if (this.drawer.offsetWidth >= document.documentElement.clientWidth) {
      this.#close();
    }
    const { place } = this.marks[at] ?? {};
    const element = place instanceof Range ? place.startContainer.parentElement : place;
    for (let around = element?.closest("details"); around; around = around.parentElement.closest("details")) {
      around.open = true;
    }
    element?.scrollIntoView({ block: "center", behavior: "instant" });
    this.place();
    const pin = this.groups?.find(({ marks }) => marks.includes(at))?.marks[0];
    this.layer.querySelector(`[data-pin="${pin}"]`)?.focus({ preventScroll: true });
    requestAnimationFrame(() => requestAnimationFrame(() => this.#showCard(at, true)));
  }

  #listen() {
    const again = later(() => this.place());
    const redraw = later(() => {
      this.#lift();
      this.#draw();
    });
    new ResizeObserver(redraw).observe(document.documentElement);
    new ResizeObserver(redraw).observe(document.body);
    addEventListener("toggle", again, true);
    addEventListener("load", redraw, true);
    addEventListener("scroll", () => this.#follow(), { passive: true, capture: true });
    document.fonts?.ready.then(redraw);
    this.badge.addEventListener("click", () => (this.drawer.hidden ? this.#open() : this.#close()));
    addEventListener("keydown", (event) => event.key === "Escape" && this.#escape());
    addEventListener("mousemove", (event) => this.#hover(event), { passive: true });
    addEventListener("pointerup", (event) => this.#tap(event));
  }

  #escape() {
    if (!this.card.hidden) {
      this.#hideCard();
    } else if (!this.drawer.hidden) {
      this.#close();
    }
  }

  #at({ clientX: x, clientY: y }) {
    const holds = (line) => x >= line.left - 2 && x <= line.right + 2 && y >= line.top - 2 && y <= line.bottom + 2;
    return this.marks.findIndex((mark) => lines(mark.place).some(holds));
  }

  #hover(event) {
    if (event.composedPath().includes(this.root.host)) {
      return;
    }
    const at = this.marks.length ? this.#at(event) : -1;
    if (at >= 0 && !this.shown?.marks.includes(at)) {
      this.#draw();
      this.#showCard(at, false);
    } else if (at < 0 && this.shown && !this.shown.toStay && !this.root.activeElement?.matches(".pin")) {
      this.#leave();
    }
  }

  // The card stays a moment, so that the pointer can go to it.
  #leave() {
    clearTimeout(this.leaving);
    this.leaving = setTimeout(() => {
      if (!this.card.matches(":hover") && this.shown && !this.shown.toStay) {
        this.#hideCard();
      }
    }, 250);
  }

  #tap(event) {
    if (event.composedPath().includes(this.root.host)) {
      return;
    }
    const at = this.#at(event);
    if (at >= 0) {
      this.#draw();
      this.#showCard(at, true);
    } else if (this.shown) {
      this.#hideCard();
    }
  }
}

// The sentences of a problem.
function said(problem) {
  const parts = [make("p", { class: "what" }, words(capital(problem.what)))];
  if (problem.statement) {
    const [before, words, after] = problem.statement;
    parts.push(make("blockquote", {}, [before, make("mark", {}, words), after]));
  }
  parts.push(make("p", { class: "why" }, problem.why));
  parts.push(make("p", { class: "instead" }, [make("b", {}, "Instead: "), ...words(problem.instead)]));
  return parts;
}

// A sentence, with what stands between backticks shown as it would be typed.
function words(sentence) {
  return sentence.split("`").map((part, at) => (at % 2 ? make("code", {}, part) : part));
}

function place(problem) {
  const words = `${problem.path}:${problem.line}:${problem.column}`;
  return problem.editor
    ? make("a", { href: problem.editor, class: "place", title: "Open in the editor" }, words)
    : make("span", { class: "place" }, words);
}

// Words get a tint from the browser itself, which follows them wherever they flow; the outline is drawn over it.
function paint(marks) {
  if (!globalThis.CSS?.highlights) {
    return;
  }
  for (const severity of ["error", "warning"]) {
    const ranges = marks.filter((mark) => mark.problem.severity === severity && mark.place instanceof Range);
    CSS.highlights.set(`brassplate-${severity}`, new Highlight(...ranges.map((mark) => mark.place)));
  }
  if (!paint.sheet) {
    paint.sheet = new CSSStyleSheet();
    paint.sheet.replaceSync(
      "::highlight(brassplate-error){background-color:rgb(214 40 40 / 0.14)}" +
        "::highlight(brassplate-warning){background-color:rgb(224 150 0 / 0.16)}",
    );
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, paint.sheet];
  }
}

// Marks whose words overlap share one outline, one pin and one card; the first of them gives the pin its number.
function grouped(marks) {
  return marks.reduce((groups, mark, at) => {
    const own = { marks: [at], lines: lines(mark.place), severity: mark.problem.severity };
    if (!own.lines.length) {
      return groups;
    }
    const meets = (group) => group.lines.some((one) => own.lines.some((other) => touch(one, other)));
    const all = [...groups.filter(meets), own];
    const joined = {
      marks: all.flatMap((group) => group.marks),
      lines: united(all.flatMap((group) => group.lines)),
      severity: all.some((group) => group.severity === "error") ? "error" : own.severity,
    };
    return [...groups.filter((group) => !meets(group)), joined];
  }, []);
}

function touch(one, other) {
  return one.left < other.right - 1 && other.left < one.right - 1 && one.top < other.bottom - 2 && other.top < one.bottom - 2;
}

function united(lines) {
  return lines.reduce((all, line) => {
    const same = all.filter((one) => touch(one, line));
    const whole = [...same, line];
    const edge = (side, most) => most(...whole.map((one) => one[side]));
    const joined = { left: edge("left", Math.min), top: edge("top", Math.min), right: edge("right", Math.max), bottom: edge("bottom", Math.max) };
    return [...all.filter((one) => !same.includes(one)), joined];
  }, []).toSorted((one, other) => one.top - other.top || one.left - other.left);
}

// One rectangle for each line that the words take.
function lines(place) {
  if (!place) {
    return [];
  }
  const rects = [...place.getClientRects()].filter((rect) => rect.width > 0 && rect.height > 0);
  return rects.reduce((lines, { left, top, right, bottom }) => {
    const last = lines.at(-1);
    if (last && top < last.bottom - 2 && bottom > last.top + 2) {
      last.left = Math.min(last.left, left);
      last.top = Math.min(last.top, top);
      last.right = Math.max(last.right, right);
      last.bottom = Math.max(last.bottom, bottom);
      return lines;
    }
    return [...lines, { left, top, right, bottom }];
  }, []);
}

function at_(line, origin) {
  const [left, top] = [line.left - origin.left - 3, line.top - origin.top - 2];
  return `left:${left}px;top:${top}px;width:${line.right - line.left + 6}px;height:${line.bottom - line.top + 4}px`;
}

// A page may forbid style attributes; what a script sets is its own affair.
function put(element, style) {
  element.style.cssText = style;
  return element;
}

// The element itself or the one around it that stays where it is while the page scrolls.
function keeps(element) {
  for (let around = element; around; around = around.parentElement) {
    if (["fixed", "sticky"].includes(getComputedStyle(around).position)) {
      return around;
    }
  }
  return null;
}

function make(name, attributes = {}, inside = [], whenPressed = null) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    element.setAttribute(key, value);
  }
  element.append(...(Array.isArray(inside) ? inside : [inside]));
  if (whenPressed) {
    element.addEventListener("click", whenPressed);
  }
  return element;
}

const list = (entries) => make("ol", {}, entries);
const several = (count, what) => `${count} ${what}${count === 1 ? "" : "s"}`;
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

// Once for any number of calls before the next frame.
function later(work) {
  let waits = false;
  return () => {
    if (!waits) {
      waits = true;
      requestAnimationFrame(() => {
        waits = false;
        work();
      });
    }
  };
}
