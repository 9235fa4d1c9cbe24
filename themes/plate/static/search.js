// Searches the site in the visitor's own browser: what is typed goes nowhere. Without this script the page is a list of
// places to look.
const box = document.querySelector("[data-index]");
const field = box.querySelector("input");
const status = document.getElementById("plate-found");
const list = document.getElementById("plate-results");
const most = 12;
let engine;
let turn = 0;

/** The index, loaded when somebody begins to type. */
function load() {
  engine ??= import(new URL(box.dataset.index, document.baseURI).href).then(async (pagefind) => {
    const root = new URL("..", new URL(box.dataset.index, document.baseURI)).pathname;
    await pagefind.options({ baseUrl: root, excerptLength: 24 });
    await pagefind.init();
    return pagefind;
  });
  return engine;
}

/** The words of a result, with those that were looked for marked; nothing else of its markup is kept. */
function excerpt(html) {
  const words = document.createElement("p");
  for (const node of new DOMParser().parseFromString(html, "text/html").body.childNodes) {
    const part = node.nodeName === "MARK" ? document.createElement("mark") : document.createTextNode("");
    part.textContent = node.textContent;
    words.append(part);
  }
  return words;
}

function entry(found) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = found.url;
  link.textContent = found.meta.title ?? found.url;
  item.append(link, excerpt(found.excerpt));
  return item;
}

async function search() {
  const words = field.value.trim();
  const mine = ++turn;
  history.replaceState(null, "", words ? `?q=${encodeURIComponent(words)}` : location.pathname);
  if (!words) {
    list.replaceChildren();
    status.textContent = "";
    return;
  }
  try {
    const pagefind = await load();
    const { results } = await pagefind.search(words);
    const found = await Promise.all(results.slice(0, most).map((result) => result.data()));
    if (mine !== turn) return;
    list.replaceChildren(...found.map(entry));
    const { sayNone, sayOne, sayMany } = status.dataset;
    const say = results.length === 0 ? sayNone : results.length === 1 ? sayOne : sayMany;
    status.textContent = say.replace("{count}", results.length);
  } catch {
    engine = undefined;
    if (mine === turn) status.textContent = status.dataset.sayBroken;
  }
}

let wait;
field.addEventListener("input", () => {
  clearTimeout(wait);
  wait = setTimeout(search, 200);
});
box.hidden = false;
field.value = new URLSearchParams(location.search).get("q") ?? "";
if (field.value) search();
