// What holds on every page whatever is on it: nothing is loaded from others, nothing jumps, nothing has to be scrolled
// sideways, and everything is there without scripts.

import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { after, before, describe, it } from "node:test";

import { browse, skip } from "./harness.mjs";
import { Built, onEveryPage, overflow } from "./site.mjs";

const PHONE = { width: 360, height: 640 };
const WIDE = { width: 1280, height: 900 };
const TEXT_PAGE = 30_000;
// A paragraph that arrives in two pieces is set anew when the rest is there; the strip of
// offices may wrap once more when its hours come in. Nothing else may move.
const STREAMED = 0.01;

describe("every page", { skip }, () => {
  let browser, site;

  before(async () => ([browser, site] = await Promise.all([browse(), Built.start()])));
  after(async () => {
    await browser?.close();
    await site?.stop();
  });

  const nothing = async (options, look) => assert.deepEqual(await onEveryPage(site, options, browser, look), []);

  it("loads nothing from others, says nothing to the console, and stays where it is", () =>
    nothing({ viewport: PHONE }, async (page, url) => {
      const said = [];
      const onRequest = (request) => request.url().startsWith(site.origin) || said.push(`asks ${request.url()}`);
      const onConsole = (message) => said.push(`console: ${message.text()}`);
      const onError = (error) => said.push(`error: ${error.message}`);
      const onResponse = (response) => response.ok() || said.push(`${response.status()} for ${response.url()}`);
      const listeners = { request: onRequest, console: onConsole, pageerror: onError, response: onResponse };
      Object.entries(listeners).forEach(([name, listener]) => page.on(name, listener));
      await page.goto(site.address(url), { waitUntil: "load" });
      const shift = await page.evaluate(layoutShift);
      Object.entries(listeners).forEach(([name, listener]) => page.off(name, listener));
      return shift > STREAMED ? [...said, `moves by ${shift}`] : said;
    }));

  it("has one style sheet, no script that holds it up, and no style or script in the page", () => {
    const said = site.pages.flatMap((url) => faults(site.read(url)).map((words) => `/${url}: ${words}`));
    assert.deepEqual(said, []);
  });

  it("weighs less than 30 kB where it has no pictures", () =>
    nothing({ viewport: PHONE }, async (page, url) => {
      if (/<img /.test(site.read(url))) return [];
      const session = await page.context().newCDPSession(page);
      let weight = 0;
      session.on("Network.loadingFinished", (one) => (weight += one.encodedDataLength));
      await session.send("Network.enable");
      await session.send("Network.setCacheDisabled", { cacheDisabled: true });
      await page.goto(site.address(url), { waitUntil: "networkidle" });
      await session.detach();
      const least = gzipSync(site.read(url)).length;
      if (weight < least) return [`only ${weight} bytes were counted`];
      return weight < TEXT_PAGE ? [] : [`weighs ${weight} bytes`];
    }));

  for (const [name, options] of Object.entries({
    "at 320 px": { viewport: { width: 320, height: 512 } },
    "at 360 px": { viewport: PHONE },
    "at 768 px": { viewport: { width: 768, height: 1024 } },
    "enlarged to 200 % at 1280 px": { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 },
    "enlarged to 400 % at 1280 px": { viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 },
  })) {
    it(`need not be scrolled sideways ${name}`, () =>
      nothing(options, async (page, url) => {
        await page.goto(site.address(url));
        return page.evaluate(overflow);
      }));
  }

  it("has controls that a thumb can hit", () =>
    nothing({ viewport: PHONE }, async (page, url) => {
      await page.goto(site.address(url));
      return page.evaluate(smallTargets);
    }));

  it("is whole without scripts: headings, notices, the call and every answer", () =>
    nothing({ viewport: PHONE, javaScriptEnabled: false }, async (page, url) => {
      await page.goto(site.address(url));
      const said = [];
      if ((await page.locator("h1:visible").count()) !== 1) said.push("has no first heading");
      if (!(await page.locator("a[href^='tel:']:visible").count())) said.push("has no number to call");
      for (const notice of await page.locator("[data-notice]").all()) {
        if (!(await notice.isVisible())) said.push("hides a notice");
      }
      // The box to search in does nothing without scripts, and is not shown then.
      if ((await page.locator("main [hidden]:not([data-index])").count()) > 0) said.push("keeps something hidden");
      return said;
    }));

  it("is whole in letters twice as large", async () => {
    const large = await browse(["--blink-settings=defaultFontSize=32"]);
    const said = await onEveryPage(site, { viewport: WIDE }, large, async (page, url) => {
      await page.goto(site.address(url));
      const size = await page.evaluate(() => Number.parseFloat(getComputedStyle(document.querySelector("main p")).fontSize));
      return size < 28 ? [`letters stay at ${size} px`] : page.evaluate(overflow);
    });
    await large.close();
    assert.deepEqual(said, []);
  });
});

// How far things jumped while the page was loaded.
function layoutShift() {
  return new Promise((resolve) => {
    let sum = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => (sum += entry.value))).observe({ type: "layout-shift", buffered: true });
    requestAnimationFrame(() => setTimeout(() => resolve(sum), 30));
  });
}

function faults(html) {
  const said = [];
  const sheets = html.match(/<link[^>]+rel="stylesheet"/g) ?? [];
  if (sheets.length !== 1) said.push(`${sheets.length} style sheets`);
  const scripts = (html.match(/<script[^>]*>/g) ?? []).filter((tag) => !tag.includes("application/ld+json"));
  said.push(...scripts.filter((tag) => !/ (defer|async|type="module")/.test(tag) || !tag.includes(" src=")).map((tag) => `holds up: ${tag}`));
  if (/<style|\sstyle="|\son[a-z]+="/.test(html)) said.push("style or script in the page");
  return said;
}

// Controls outside of running text that are lower than 44 px, or narrower than 24 px.
function smallTargets() {
  const controls = "nav a, summary, button, input, .button, .book, .callbar a, .card-title a, .asked a, .index a, .ways a, .head-call a, .quick a, .plate dd > a";
  const seen = [...document.querySelectorAll(controls)].filter((one) => one.checkVisibility() && !one.disabled);
  const small = seen.filter((one) => {
    const box = one.getBoundingClientRect();
    return box.height < 43.5 || box.width < 24;
  });
  return small.map((one) => `small: ${one.outerHTML.slice(0, 90)} ${Math.round(one.getBoundingClientRect().height)} px`);
}
