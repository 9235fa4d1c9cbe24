// The preview in a real browser: files are edited on disk, and nobody touches the browser.

import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, it } from "node:test";

import { Panel, Preview, Site, browse, skip } from "./harness.mjs";

const FILE = "content/faq/billing.md";
const URL_ = "/faq/billing/";
const ADVICE = "Based on your symptoms, you probably have shingles.";

/** Does something that opens the card. The pins are put anew while the site is still being read, which closes it. */
async function opens(panel, act) {
  for (let tries = 0; tries < 20; tries += 1) {
    await act();
    if (await panel.card.waitFor({ timeout: 1500 }).then(() => true, () => false)) return;
  }
  assert.fail("no card was opened");
}

describe("the preview", { skip }, () => {
  let browser, site, preview, page, panel;
  const errors = [];

  // Each test has a site and a preview of its own; the next ones are made ready while a test runs.
  let next;
  const ready = async () => {
    const site = new Site();
    return { site, preview: await Preview.start(site) };
  };

  before(async () => {
    next = ready();
    browser = await browse();
  });
  after(async () => {
    await browser?.close();
    const unused = await next;
    await unused.preview.stop();
    unused.site.remove();
  });

  beforeEach(async () => {
    ({ site, preview } = await next);
    next = ready();
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.on("pageerror", (error) => errors.push(error.message));
    panel = new Panel(page);
    await page.goto(preview.origin + URL_);
    await panel.badge.waitFor();
  });

  afterEach(async () => {
    await page?.close();
    await preview?.stop();
    site?.remove();
    assert.deepEqual(errors.splice(0), []);
  });

  const text = (words) => page.waitForFunction((words) => document.body.innerText.includes(words), words, { timeout: 20000 });

  it("outlines advice at its words, and lets go when it is mended", async () => {
    const good = site.edit(FILE, (text) => `${text}\nIt\u2019s *simple*: ${ADVICE} Call us.\n`);
    await text("you probably have shingles");
    await page.waitForFunction(() => [...(CSS.highlights.get("brassplate-error") ?? [])].length > 0, null, { timeout: 20000 });
    for (const words of await panel.words()) {
      assert.ok(ADVICE.includes(words.trim()), words);
    }
    const box = await panel.firstBox();
    const line = await page.locator("main p", { hasText: "you probably have shingles" }).boundingBox();
    assert.ok(box && box.y >= line.y - 8 && box.y + box.height <= line.y + line.height + 8, JSON.stringify({ box, line }));
    site.write(FILE, good);
    await panel.waitForWords([]);
    await panel.boxes.first().waitFor({ state: "detached" });
  });

  it("outlines a link that leads nowhere, and says what, why and what instead", async () => {
    site.edit(FILE, (text) => `${text}\nSee [our rules](../policies/nothing.md) for more.\n`);
    const link = page.getByRole("link", { name: "our rules" });
    await link.waitFor();
    await panel.pins.first().waitFor();
    const [box, words] = [await panel.firstBox(), await link.boundingBox()];
    assert.ok(Math.abs(box.x - words.x) < 8 && Math.abs(box.width - words.width) < 16, JSON.stringify({ box, words }));
    await opens(panel, async () => {
      await page.mouse.move(5, 5);
      await link.hover();
    });
    const said = await panel.card.innerText();
    assert.match(said, /There is no page or file/);
    assert.match(said, /would find nothing/);
    assert.match(said, /Instead: Link to a file that is there/);
    await page.mouse.move(5, 5);
    await panel.card.waitFor({ state: "hidden" });
    await opens(panel, async () => {
      await panel.pins.first().blur();
      await panel.pins.first().focus();
    });
  });

  it("keeps the place in the page and what is open in it", async () => {
    site.edit(FILE, (text) => `${text}\n<details id="more"><summary>More</summary>\n\nHidden words.\n\n</details>\n`);
    await page.locator("#more summary").click();
    await page.evaluate(() => {
      scrollTo({ top: 700, behavior: "instant" });
      window.sameDocument = true;
    });
    const top = await page.evaluate(() => scrollY);
    assert.ok(top > 300);
    site.edit(FILE, (text) => text.replace("Hidden words.", "Other hidden words."));
    await text("Other hidden words.");
    assert.equal(await page.evaluate(() => scrollY), top);
    assert.equal(await page.evaluate(() => document.querySelector("#more").open), true);
    assert.equal(await page.evaluate(() => window.sameDocument), true);
  });

  it("keeps an open question of the FAQ open while another answer is written", async () => {
    await page.setViewportSize({ width: 390, height: 800 });
    const entry = "<details id=\"late\"><summary>What is the late fee?</summary>\n\nThe desk tells it.\n\n</details>\n";
    site.edit(FILE, (text) => `${text}\n${entry}\n<details id="other"><summary>Who sends the bill?</summary>\n\nWe do.\n\n</details>\n`);
    await page.locator("#late summary").click();
    await page.locator("#late").scrollIntoViewIfNeeded();
    site.edit(FILE, (text) => text.replace("We do.", "Our billing desk does."));
    await page.waitForFunction(() => document.querySelector("#other").textContent.includes("Our billing desk does."), null, { timeout: 20000 });
    assert.equal(await page.evaluate(() => document.querySelector("#late").open), true);
    assert.equal(await page.evaluate(() => document.querySelector("#other").open), false);
  });

  it("leaves the bar with the telephone free on small screens", async () => {
    for (const width of [360, 480, 700, 1280]) {
      await page.setViewportSize({ width, height: 740 });
      await page.waitForTimeout(300);
      const badge = await panel.badge.boundingBox();
      const bar = await page.locator(".callbar").boundingBox();
      const inView = bar && bar.height > 0 && bar.y < 740;
      assert.ok(badge.x >= 0 && badge.x + badge.width <= width && badge.y + badge.height <= 740, JSON.stringify(badge));
      assert.ok(!inView || badge.y + badge.height <= bar.y, `${width}: ${JSON.stringify({ badge, bar })}`);
      if (width < 800) {
        const hit = await page.evaluate(() => {
          const call = document.querySelector(".callbar a").getBoundingClientRect();
          return document.elementFromPoint((call.left + call.right) / 2, (call.top + call.bottom) / 2)?.closest(".callbar") !== null;
        });
        assert.ok(hit, `${width}: the call button can be tapped`);
      }
    }
  });

  it("shows its card at a tap of a finger", async () => {
    const phone = await browser.newContext({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
    const small = await phone.newPage();
    const over = new Panel(small);
    site.edit(FILE, (text) => `${text}\nSee [our rules](../policies/nothing.md) for more.\n`);
    await small.goto(preview.origin + URL_);
    await over.pins.first().waitFor({ timeout: 20000 });
    await small.getByText("for more.").scrollIntoViewIfNeeded();
    await opens(over, () => over.pins.first().tap());
    assert.match(await over.card.innerText(), /Instead:/);
    await phone.close();
  });

  it("works under a policy that forbids everything from elsewhere", async () => {
    site.write("content/_headers", "/*\n  Content-Security-Policy: default-src 'none'; style-src 'self'; img-src 'self'\n");
    await page.waitForTimeout(1500);
    await page.reload();
    await panel.badge.waitFor();
    site.edit(FILE, (text) => `${text}\nSee [our rules](../policies/nothing.md) under a policy.\n`);
    await text("under a policy");
    await panel.boxes.first().waitFor();
    const box = await panel.firstBox();
    assert.ok(box.width > 20 && box.height > 8, JSON.stringify(box));
  });

  it("swaps the style without touching the page", async () => {
    await page.evaluate(() => (window.sameDocument = true));
    site.write("themes/plate/static/style.css", "body { background: rgb(1, 2, 3) }");
    await page.waitForFunction(() => getComputedStyle(document.body).backgroundColor === "rgb(1, 2, 3)", null, { timeout: 20000 });
    assert.equal(await page.evaluate(() => window.sameDocument), true);
  });

  it("has a drawer that the keyboard can use, and remembers it", async () => {
    site.edit(FILE, (text) => `${text}\nSee [our rules](../policies/nothing.md).\n`);
    await panel.pins.first().waitFor();
    await panel.badge.focus();
    await page.keyboard.press("Enter");
    await panel.drawer.waitFor();
    assert.equal(await panel.badge.getAttribute("aria-expanded"), "true");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await panel.card.waitFor();
    await page.goto(`${preview.origin}/about/`);
    await panel.drawer.waitFor();
    assert.match(await panel.drawer.innerText(), /Elsewhere[\s\S]*There is no page or file/);
    await page.keyboard.press("Escape");
    await panel.drawer.waitFor({ state: "hidden" });
    await page.reload();
    await panel.badge.waitFor();
    assert.equal(await panel.drawer.isHidden(), true);
  });

  it("shows the words on a phone, where the drawer lies over them", async () => {
    site.edit(FILE, (text) => `${text}\nSee [our rules](../policies/nothing.md).\n`);
    await panel.pins.first().waitFor();
    await page.setViewportSize({ width: 390, height: 800 });
    await panel.badge.click();
    await panel.drawer.waitFor();
    await panel.drawer.getByRole("button", { name: "Show it" }).first().click();
    await panel.card.waitFor();
    assert.equal(await panel.drawer.isHidden(), true);
    const box = await panel.firstBox();
    const card = await panel.card.boundingBox();
    assert.ok(box.y >= 0 && box.y + box.height <= 800, JSON.stringify(box));
    assert.ok(box.y + box.height <= card.y || card.y + card.height <= box.y, JSON.stringify({ box, card }));
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  it("stays up through mistakes in front matter, practice.toml and a template", async () => {
    const page_ = site.edit(FILE, (text) => text.replace('title = "', "title = "));
    await panel.ribbon.waitFor();
    assert.match(await panel.ribbon.innerText(), /shown as it was/);
    assert.match(await page.locator("h1").innerText(), /billing/i);
    site.write(FILE, page_);
    await panel.ribbon.waitFor({ state: "hidden" });
    const practice = site.edit("practice.toml", (text) => text.replace("timezone", "time_zone"));
    await panel.ribbon.waitFor();
    await panel.badge.click();
    await page.waitForFunction(() => document.querySelector("brassplate-preview").shadowRoot.querySelector(".drawer").innerText.includes("time_zone"), null, { timeout: 20000 });
    site.write("practice.toml", practice);
    await panel.ribbon.waitFor({ state: "hidden" });
    site.write("themes/plate/templates/faq.html", '{% extends "base.html" %}{% block content %}{{ page.body | nonsense }}{% endblock %}');
    await panel.ribbon.waitFor();
    assert.match(await panel.badge.innerText(), /problem/);
    assert.match(await page.locator("h1").innerText(), /billing/i);
  });

  it("serves two browsers at once", async () => {
    const other = await browser.newPage();
    await other.goto(preview.origin + URL_);
    site.edit(FILE, (text) => `${text}\nWords for both.\n`);
    await text("Words for both.");
    await other.waitForFunction(() => document.body.innerText.includes("Words for both."), null, { timeout: 20000 });
    await other.close();
  });

  it("finds an open page again after the program was started anew", async () => {
    await preview.stop();
    await page.waitForFunction(() => document.querySelector("brassplate-preview").shadowRoot.querySelector(".badge").textContent.includes("not running"), null, { timeout: 20000 });
    site.edit(FILE, (text) => `${text}\nWritten meanwhile.\n`);
    preview = await Preview.start(site, [], preview.port);
    await text("Written meanwhile.");
  });

  it("follows the writer, if asked", async () => {
    await preview.stop();
    preview = await Preview.start(site, ["--follow"], preview.port);
    await page.goto(`${preview.origin}/about/`);
    await panel.badge.waitFor();
    await page.waitForTimeout(500);
    site.edit(FILE, (text) => `${text}\nFollow me.\n`);
    await page.waitForURL(`**${URL_}`, { timeout: 20000 });
    await text("Follow me.");
  });

  it("shows no message as markup", async () => {
    site.edit(FILE, (text) => `${text}\nSee [x](no<img/src=q/onerror=alert(1)>.md).\n`);
    await panel.pins.first().waitFor();
    await panel.badge.click();
    assert.equal(await panel.drawer.locator("img").count(), 0);
    assert.match(await panel.drawer.innerText(), /<img\/src=q/);
  });

  it("has a start page that lists pages and problems and stays up to date", async () => {
    await page.goto(`${preview.origin}/__preview/`);
    await page.getByRole("heading", { name: "What changed lately" }).waitFor();
    site.edit(FILE, (text) => `${text}\nSee [our rules](../policies/nothing.md).\n`);
    await page.getByText("There is no page or file", { exact: false }).or(page.getByText("there is no page or file", { exact: false })).first().waitFor();
    assert.match(await page.locator("main").innerText(), /cannot be published/);
    await page.getByRole("heading", { name: /^Status on / }).waitFor();
    assert.match(await page.locator(".status").innerText(), /Closures and days with other hours/);
  });
});
