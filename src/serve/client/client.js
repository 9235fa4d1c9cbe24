// The preview in the open page: hears of builds, brings the page up to date, and hands the problems to the panel.
//
// The page decides by comparing versions and never by counting events, so it is right again after a pause, after
// sleep, and after the program was started anew. An update changes only what differs: where the reader has scrolled
// to, an open answer and a half-filled field stay as they are.

import { Panel, HOST } from "./panel.js";

const own = () => document.querySelector('script[src="/__preview/client.js"]');
const isOwnPage = location.pathname.startsWith("/__preview");

let version = own()?.dataset.version;
let build = null;
let session = null;
let refreshing = null;
const panel = new Panel(isOwnPage);

connect();

function connect() {
  const source = new EventSource(`/__preview/events?page=${encodeURIComponent(location.pathname)}`);
  let first = true;
  source.addEventListener("state", (event) => {
    hear(JSON.parse(event.data), first);
    first = false;
  });
  source.addEventListener("error", () => {
    panel.offline();
    first = true;
    if (source.readyState === EventSource.CLOSED) {
      setTimeout(connect, 700);
    }
  });
  addEventListener("pagehide", () => source.close(), { once: true });
}

async function hear(state, first) {
  const isNew = !first && (state.session !== session || state.build !== build);
  ({ session, build } = state);
  if (isNew && state.go !== null && !isOwnPage) {
    const there = state.base + state.go;
    if (there !== decodeURIComponent(location.pathname)) {
      location.assign(there);
      return;
    }
  }
  if (state.version !== version) {
    await refresh(state);
  }
  restyle(state);
  if (isNew) {
    repaint(state);
  }
  panel.show(state);
}

// One refresh at a time; what came meanwhile is taken by the one after.
async function refresh(state) {
  refreshing = (refreshing ?? Promise.resolve()).then(() => update(state)).catch(() => location.reload());
  await refreshing;
}

async function update(state) {
  if (state.version === version) {
    return;
  }
  const answer = await fetch(location.href, { cache: "no-store" });
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (scripts(fresh) !== scripts(document)) {
    location.reload();
    return;
  }
  const script = fresh.querySelector('script[src="/__preview/client.js"]');
  const now = script?.dataset.version;
  script?.remove();
  const kept = own();
  attributes(document.documentElement, fresh.documentElement);
  children(document.head, fresh.head);
  attributes(document.body, fresh.body);
  children(document.body, fresh.body);
  kept.dataset.version = now;
  version = now;
}

// The page's own scripts; where they change, only a whole reload is right.
function scripts(page) {
  const all = [...page.querySelectorAll("script:not([type='application/ld+json'])")];
  return all.map((script) => script.getAttribute("src") ?? script.textContent).join("\n");
}

// ---- bringing one tree to the state of another --------------------------------------------------------------------

function node(old, fresh) {
  if (old.nodeType !== Node.ELEMENT_NODE) {
    if (old.nodeValue !== fresh.nodeValue) {
      old.nodeValue = fresh.nodeValue;
    }
  } else if (!old.isEqualNode(fresh)) {
    attributes(old, fresh);
    children(old, fresh);
  }
}

function attributes(old, fresh) {
  const stays = (name) => name === "open" && old.localName === "details";
  for (const { name } of [...old.attributes]) {
    if (!fresh.hasAttribute(name) && !stays(name)) {
      old.removeAttribute(name);
    }
  }
  for (const { name, value } of fresh.attributes) {
    if (old.getAttribute(name) !== value && !stays(name)) {
      old.setAttribute(name, value);
    }
  }
}

function children(old, fresh) {
  let at = skip(old.firstChild);
  for (const wanted of [...fresh.childNodes]) {
    const match = at && isAlike(at, wanted) ? at : later(at, wanted);
    if (!match) {
      old.insertBefore(document.importNode(wanted, true), at);
    } else {
      if (match === at) {
        at = skip(at.nextSibling);
      } else {
        old.insertBefore(match, at);
      }
      node(match, wanted);
    }
  }
  while (at) {
    const next = skip(at.nextSibling);
    at.remove();
    at = next;
  }
}

// The preview's own elements are never touched.
function skip(at) {
  while (at && (at === own() || at.localName === HOST)) {
    at = at.nextSibling;
  }
  return at;
}

function isAlike(old, fresh) {
  return old.nodeType === fresh.nodeType && old.nodeName === fresh.nodeName && key(old) === key(fresh);
}

function later(at, wanted) {
  const name = key(wanted);
  while (at && name) {
    at = skip(at.nextSibling);
    if (at && isAlike(at, wanted)) {
      return at;
    }
  }
  return null;
}

// What an element is known by: its anchor; of an entry that opens, the anchor or the words of its head.
function key(element) {
  if (element.nodeType !== Node.ELEMENT_NODE) {
    return "";
  }
  const head = element.localName === "details" ? element.querySelector("summary") : null;
  return element.id || (head && (head.querySelector("[id]")?.id || head.textContent.trim())) || "";
}

// ---- what can be changed in place ---------------------------------------------------------------------------------

function restyle({ style, base }) {
  for (const link of document.querySelectorAll('link[rel="stylesheet"]')) {
    const old = link.getAttribute("href").match(/^(.*)theme\/style\.[0-9a-f]{8}\.css$/);
    if (!old || !style || link.href === new URL(base + style, location.origin).href) {
      continue;
    }
    // The old sheet stays until the new one is there, so the page is never without.
    const fresh = link.cloneNode();
    fresh.href = old[1] + style;
    fresh.addEventListener("load", () => {
      link.remove();
      panel.place();
    });
    link.after(fresh);
  }
}

function repaint({ changed, base, build }) {
  for (const picture of document.images) {
    const path = new URL(picture.currentSrc || picture.src, location.href);
    const name = decodeURIComponent(path.pathname);
    if (path.origin === location.origin && changed.some((file) => base + file === name)) {
      picture.src = `${path.pathname}?build=${build}`;
    }
  }
}
