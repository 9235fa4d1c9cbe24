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

  it("on a phone: asks nobody else, says nothing to the console, stays where it is, is light, and suits a thumb", () =>
    nothing({ viewport: PHONE, serviceWorkers: "block" }, async (page, url) => {
      const { said, weight } = await loaded(page, site, url);
      const shift = await page.evaluate(layoutShift);
      if (shift > STREAMED) said.push(`moves by ${shift}`);
      if (!/<img /.test(site.read(url))) {
        const least = gzipSync(site.read(url)).length;
        if (weight < least) said.push(`only ${weight} bytes were counted`);
        if (weight >= TEXT_PAGE) said.push(`weighs ${weight} bytes`);
      }
      return [...said, ...(await page.evaluate(smallTargets)), ...(await page.evaluate(overflow))];
    }));

  it("has one style sheet, no script that holds it up, and no style or script in the page", () => {
    const said = site.pages.flatMap((url) => faults(site.read(url)).map((words) => `/${url}: ${words}`));
    assert.deepEqual(said, []);
  });

  // 640 px are 1280 px enlarged to 200 %, and 320 px are 1280 px enlarged to 400 %.
  it("need not be scrolled sideways at 320, 640, 768 and 1280 px", () =>
    nothing({ viewport: WIDE, deviceScaleFactor: 2 }, async (page, url) => {
      await page.goto(site.address(url));
      const said = [];
      for (const [width, height] of [[320, 256], [320, 512], [640, 450], [768, 1024], [1280, 900]]) {
        await page.setViewportSize({ width, height });
        said.push(...(await page.evaluate(overflow)));
      }
      return said;
    }));

  it("is whole without scripts: headings, notices, the call and every answer", () =>
    nothing({ viewport: PHONE, javaScriptEnabled: false }, async (page, url) => {
      await page.goto(site.address(url));
      const said = [];
      if ((await page.locator("h1:visible").count()) !== 1) said.push("has no first heading");
      if (!(await page.locator("a[href^='tel:']:visible").count())) said.push("has no number to call");
      const notices = page.locator("[data-notice]");
      if ((await notices.count()) === 0) said.push("has no notice");
      if ((await notices.locator("visible=true").count()) !== (await notices.count())) said.push("hides a notice");
      if ((await page.locator("main :is(.answers > *, .topic li):visible").count()) !== (await page.locator("main :is(.answers > *, .topic li)").count())) said.push("hides an answer");
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

// Loads a page as for the first time; gives what was wrong, and how many bytes came.
async function loaded(page, site, url) {
  const said = [];
  let weight = 0;
  const session = await page.context().newCDPSession(page);
  session.on("Network.loadingFinished", (one) => (weight += one.encodedDataLength));
  await session.send("Network.enable");
  await session.send("Network.setCacheDisabled", { cacheDisabled: true });
  const listeners = {
    request: (request) => request.url().startsWith(`${site.origin}/`) || said.push(`asks ${request.url()}`),
    console: (message) => said.push(`console: ${message.text()}`),
    pageerror: (error) => said.push(`error: ${error.message}`),
    requestfailed: (request) => said.push(`fails: ${request.url()}`),
    response: (response) => response.ok() || said.push(`${response.status()} for ${response.url()}`),
  };
  Object.entries(listeners).forEach(([name, listener]) => page.on(name, listener));
  // What a page goes on to do when it is there would be seen on one of its kind.
  const isOfKind = Object.values(site.kinds).includes(url);
  await page.goto(site.address(url), { waitUntil: isOfKind ? "networkidle" : "load" });
  Object.entries(listeners).forEach(([name, listener]) => page.off(name, listener));
  await session.detach();
  return { said, weight };
}

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
