// The finished site for tests that look at it: built into a folder of its own, served as a plain host would serve it,
// and shown in Chromium in every colour mode.

import { execFileSync } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";

import { HOUSE, PROGRAM } from "./harness.mjs";

// The day the site is built for: an alert is up, and holidays are ahead.
const DAY = "2026-11-22";

const TYPES = {
  ".css": "text/css",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webp": "image/webp",
  ".xml": "application/xml",
};

// One page of every kind, as the sample site has them. A kind that is gone is an error of the tests.
export const KINDS = {
  home: "",
  clinicians: "clinicians/",
  clinician: "clinicians/jonah-draftwell/",
  services: "services/",
  service: "services/vaccines/",
  conditions: "conditions/",
  condition: "conditions/asthma/",
  locations: "locations/",
  location: "locations/elm-street/",
  questions: "faq/",
  faq: "faq/billing/",
  "news-list": "news/",
  news: "news/holiday-hours-2026/",
  notices: "notices/",
  notice: "notices/privacy-practices/",
  policies: "policies/",
  policy: "policies/results/",
  "new-patients": "new-patients/",
  contact: "contact/",
  page: "telehealth/",
  "not-found": "404.html",
  spanish: "es/",
};

export const MODES = {
  light: { colorScheme: "light" },
  dark: { colorScheme: "dark" },
  "more-contrast": { colorScheme: "light", contrast: "more" },
  "more-contrast-dark": { colorScheme: "dark", contrast: "more" },
  "forced-colors": { colorScheme: "light", forcedColors: "active" },
  "forced-colors-dark": { colorScheme: "dark", forcedColors: "active" },
};

// A built and served site. `settings` are lines for the end of practice.toml, which ends in its [theme] table; `more` is
// a folder with more of practice.toml and content.
export class Built {
  static async start({ settings = "", theme, more } = {}) {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "brassplate-site-"));
    const root = settings || theme || more ? changed(folder, settings, theme, more) : HOUSE;
    const files = path.join(folder, "public");
    const site = Object.assign(new Built(), { folder, files, requests: [] });
    site.server = http.createServer((request, response) => site.answer(request, response));
    site.server.listen(0, "127.0.0.1");
    await once(site.server, "listening");
    site.origin = `http://127.0.0.1:${site.server.address().port}`;
    const options = ["build", "--root", root, "--output", files, "--as-of", DAY, "--base-url", site.origin];
    execFileSync(PROGRAM, options, { stdio: ["ignore", "ignore", "pipe"] });
    return site;
  }

  // The addresses of all pages below the origin.
  get pages() {
    const found = fs.readdirSync(this.files, { recursive: true }).filter((file) => file.endsWith(".html"));
    return found.map((file) => file.replaceAll("\\", "/").replace(/(^|\/)index\.html$/, "$1")).sort();
  }

  // One page of every kind there is, the pages of the search too once there are any.
  get kinds() {
    const search = this.pages.includes("search/") ? { search: "search/", "spanish-search": "es/search/" } : {};
    return { ...KINDS, ...search };
  }

  address(page) {
    return `${this.origin}/${page}`;
  }

  read(page) {
    return fs.readFileSync(path.join(this.files, page, page.endsWith(".html") ? "" : "index.html"), "utf8");
  }

  answer(request, response) {
    const wanted = decodeURIComponent(new URL(request.url, this.origin).pathname);
    const inside = path.join(this.files, path.normalize(wanted), wanted.endsWith("/") ? "index.html" : "");
    const isThere = inside.startsWith(this.files) && fs.existsSync(inside) && fs.statSync(inside).isFile();
    const file = isThere ? inside : path.join(this.files, "404.html");
    const type = TYPES[path.extname(file)] ?? "application/octet-stream";
    const body = /text|xml|javascript/.test(type) ? gzipSync(fs.readFileSync(file)) : fs.readFileSync(file);
    const packed = /text|xml|javascript/.test(type) ? { "content-encoding": "gzip" } : {};
    const caching = { "cache-control": "public, max-age=31536000, immutable" };
    response.writeHead(isThere ? 200 : 404, { "content-type": type, "content-length": body.length, ...caching, ...packed });
    response.end(request.method === "HEAD" ? undefined : body);
  }

  async stop() {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, "close");
    fs.rmSync(this.folder, { recursive: true, force: true });
  }
}

// A copy of the site with settings, a theme or pages of its own.
function changed(folder, settings, theme, more) {
  const root = path.join(folder, "site");
  for (const part of ["content", "themes"]) {
    fs.cpSync(path.join(HOUSE, part), path.join(root, part), { recursive: true });
  }
  const facts = fs.readFileSync(path.join(HOUSE, "practice.toml"), "utf8");
  const named = theme ? facts.replace(/(\[theme\]\s*name = )".*"/, `$1"${theme}"`) : facts;
  const added = more ? fs.readFileSync(path.join(more, "practice.toml"), "utf8") : "";
  if (more) fs.cpSync(path.join(more, "content"), path.join(root, "content"), { recursive: true });
  fs.writeFileSync(path.join(root, "practice.toml"), `${named.trimEnd()}\n${settings}\n${added}`);
  return root;
}

// Opens every page in turn in a few tabs at once, and gives what `look` says of each.
export async function onEveryPage(site, contextOptions, browser, look, pages = site.pages) {
  const waiting = [...pages];
  const said = [];
  const tab = async () => {
    const context = await browser.newContext(contextOptions);
    const page = await context.newPage();
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      said.push(...[(await look(page, next)) ?? []].flat().map((words) => `/${next}: ${words}`));
    }
    await context.close();
  };
  await Promise.all([tab(), tab()]);
  return said.sort();
}

// Everything that reaches over the edge of the page, so that people would have to scroll sideways.
export function overflow() {
  const width = document.documentElement.clientWidth;
  if (document.scrollingElement.scrollWidth <= width) return [];
  const wide = [...document.body.querySelectorAll("*")].filter((one) => one.getBoundingClientRect().right > width + 1);
  return [`wider than ${width} px: ${wide.slice(-3).map((one) => `${one.tagName}.${one.className}`).join(", ")}`];
}
