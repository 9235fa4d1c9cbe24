// Time from saving a file to the changed page in the browser.
//
//     cd tests/browser && npm ci
//     BRASSPLATE=target/release/brassplate node benches/watch.mjs [--site DIR] [--page FILE] [--edits N]
//
// The site (a copy of the one in this repository, or of DIR, such as benches/make_site.py makes) is previewed, and
// Chromium shows one page of it: FILE, or the first page of questions. Its body
// gets a new last paragraph, N times by writing in place and N times by renaming over; the page itself notes the moment
// the words stand in it. Then practice.toml and a template are edited, each a few times. Between two edits the preview
// rests. Printed: median and greatest time in milliseconds, and what the last build spent its time on.

import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";

import { Preview, Site, browse } from "../tests/browser/harness.mjs";

const { values } = parseArgs({
  options: { site: { type: "string" }, page: { type: "string" }, edits: { type: "string", default: "10" } },
});
const edits = Number(values.edits);
const site = new Site(values.site);
const file = values.page ?? `content/faq/${firstOf(path.join(site.root, "content/faq"))}`;
const preview = await Preview.start(site);
const browser = await browse();
const page = await browser.newPage();
const address = `${preview.origin}/${file.replace(/^content\//, "").replace(/(_index)?\.md$/, "/").replace(/^\/$/, "")}`;
await page.goto(address);
await page.waitForFunction(() => document.querySelector("brassplate-preview"));

const original = Object.fromEntries([file, "practice.toml"].map((name) => [name, site.read(name)]));
const template = fs.readFileSync(new URL("../themes/plate/templates/base.html", import.meta.url), "utf8");
const body = (words) => [file, `${original[file]}\nEdited line with ${words}.\n`];
const facts = (words) => ["practice.toml", original["practice.toml"].replace(/^name = "[^"]*"/m, `name = "${words}"`)];
const theme = (words) => ["themes/plate/templates/base.html", template.replace("</body>", `<p>${words}</p></body>`)];

const rows = [];
for (const [name, edit, inPlace, times] of [
  ["body, in place", body, true, edits],
  ["body, rename", body, false, edits],
  ["practice.toml", facts, false, Math.ceil(edits / 3)],
  ["template", theme, false, Math.ceil(edits / 3)],
]) {
  const taken = [];
  for (let count = 0; count < times; count += 1) {
    taken.push(await time(edit, `marker ${name} ${count}`, inPlace));
    await page.waitForTimeout(1200);
  }
  const builds = await (await fetch(`${preview.origin}/__preview/builds`)).json();
  const { took, steps } = builds.at(-1);
  const spent = steps.filter(([, ms]) => ms > 2).map(([step, ms]) => `${step} ${ms}`);
  rows.push({ edit: name, median: median(taken), greatest: Math.max(...taken), build: took, steps: spent.join(", ") });
}
console.table(rows);
const status = fs.existsSync("/proc") ? fs.readFileSync(`/proc/${preview.program.pid}/status`, "utf8") : "";
console.log(status.match(/VmHWM.*/)?.[0] ?? "");
await browser.close();
await preview.stop();
site.remove();

async function time(edit, words, inPlace) {
  const [file, text] = edit(words);
  await page.evaluate((words) => {
    const look = () => document.documentElement.textContent.includes(words) && (window.seen ??= Date.now());
    window.seen = undefined;
    window.looking?.disconnect();
    window.looking = new MutationObserver(look);
    window.looking.observe(document, { subtree: true, childList: true, characterData: true });
  }, words);
  const start = Date.now();
  if (inPlace) {
    fs.writeFileSync(path.join(site.root, file), text);
  } else {
    site.write(file, text);
  }
  const seen = await page.waitForFunction(() => window.seen, null, { timeout: 120000 });
  return (await seen.jsonValue()) - start;
}

function firstOf(folder) {
  return fs.readdirSync(folder).filter((name) => name.endsWith(".md") && !name.startsWith("_")).sort()[0];
}

function median(times) {
  return times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)];
}
