// The same site seen otherwise: on paper, from right to left, and in the small theme.

import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";

import { everything, visit } from "./accessible.mjs";
import { HOUSE, browse, skip } from "./harness.mjs";
import { Built, onEveryPage, overflow } from "./site.mjs";

const ARABIC = fileURLToPath(new URL("arabic", import.meta.url));
const PAPER = path.join(HOUSE, "target/screenshots/print");
// As wide as the printed part of a sheet of Letter paper.
const SHEET = { width: 720, height: 960 };

describe("the site seen otherwise", { skip }, () => {
  let browser;

  before(async () => (browser = await browse()));
  after(async () => browser?.close());

  it("on paper: what people take along is there, what they would tap on is not", async () => {
    const site = await Built.start();
    fs.mkdirSync(PAPER, { recursive: true });
    const { home, faq, location, notice, policy, condition } = site.kinds;
    const names = Object.fromEntries(Object.entries(site.kinds).map(([kind, url]) => [url, kind]));
    const said = await onEveryPage(site, { viewport: SHEET, colorScheme: "dark" }, browser, async (page, url) => {
      await page.goto(site.address(url));
      await page.emulateMedia({ media: "print", colorScheme: "dark" });
      const pdf = await page.pdf({ format: "Letter", path: path.join(PAPER, `${names[url]}.pdf`) });
      const sheets = pdf.toString("latin1").match(/\/Type\s*\/Page\b/g).length;
      return [...(await page.evaluate(onPaper)), ...(await page.evaluate(overflow)), ...(sheets > 6 ? [`takes ${sheets} sheets`] : [])];
    }, [home, faq, location, notice, policy, condition]);
    await site.stop();
    assert.deepEqual(said, []);
  });

  it("from right to left: mirrored, whole, and with numbers in their own order", async () => {
    const site = await Built.start({ more: ARABIC });
    const pages = ["ar/", "ar/new-patients/", "ar/locations/elm-street/", "ar/search/", "ar/about/"];
    for (const [width, height] of [[320, 568], [1280, 900]]) {
      const said = await onEveryPage(site, { viewport: { width, height } }, browser, async (page, url) => {
        await visit(page, site.address(url));
        return [...(await everything(page)), ...(await page.evaluate(overflow)), ...(await page.evaluate(fromRight))];
      }, pages);
      assert.deepEqual(said, [], `at ${width} px`);
    }
    await site.stop();
  });

  it("in the small theme: for everybody, and nothing reaches over the edge", async () => {
    const site = await Built.start({ theme: "card" });
    const kinds = Object.values(site.kinds).filter((url) => site.pages.includes(url));
    for (const [width, scheme] of [[320, "light"], [1280, "dark"]]) {
      const options = { viewport: { width, height: 640 }, colorScheme: scheme };
      const said = await onEveryPage(site, options, browser, async (page, url) => {
        await visit(page, site.address(url));
        return [...(await everything(page)), ...(await page.evaluate(overflow))];
      }, kinds);
      assert.deepEqual(said, [], `at ${width} px, ${scheme}`);
    }
    await site.stop();
  });
});

// What is wrong with a page on paper: run in the page.
function onPaper() {
  const said = [];
  const seen = (one) => one.checkVisibility() && one.getBoundingClientRect().height > 0;
  const all = (selector) => [...document.querySelectorAll(selector)];
  const notices = all("[data-notice]");
  if (!notices.length || !notices.every(seen)) said.push("a notice is missing");
  if (!all("h1").some(seen)) said.push("the title is missing");
  if (!all("a[href^='tel:']").some(seen)) said.push("the number to call is missing");
  said.push(...all("nav, .skip, .button, .book, summary, input").filter(seen).map((one) => `shows ${one.outerHTML.slice(0, 60)}`));
  const colours = new Set(all("main p, main h1, main h2, main li, main td").filter(seen).map((one) => getComputedStyle(one).color));
  const dark = (colour) => colour.match(/[\d.]+/g).slice(0, 3).every((part) => Number(part) <= (colour.startsWith("rgb") ? 120 : 0.5));
  said.push(...[...colours].filter((colour) => !dark(colour)).map((colour) => `words in ${colour} on white paper`));
  return said;
}

// What of a page is not mirrored: run in the page.
function fromRight() {
  const said = [];
  const middle = document.documentElement.clientWidth / 2;
  if (document.documentElement.dir !== "rtl") said.push("has no direction");
  const brand = document.querySelector(".brand-name").getBoundingClientRect();
  if (brand.right < middle) said.push("the name stands on the left");
  const title = document.createRange();
  title.selectNodeContents(document.querySelector("h1"));
  if (title.getBoundingClientRect().right < middle) said.push("the title stands on the left");
  // Where the first and the last letter of a text are.
  const ends = (node) => [0, node.length - 1].map((at) => {
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + 1);
    return range.getBoundingClientRect();
  });
  for (const cell of document.querySelectorAll(".hours td, .hours-short span, .phone, .callbar-number, [data-notice] a[href^='tel:']")) {
    const node = [...cell.childNodes].find((one) => one.nodeType === Node.TEXT_NODE && one.data.trim());
    if (!node || !cell.checkVisibility()) continue;
    const [first, last] = ends(node);
    if (first.top === last.top && first.left > last.left) said.push(`turned around: ${node.data}`);
  }
  return said;
}
