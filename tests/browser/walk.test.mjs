// Home, questions, an office and the search as people go through them who use the keyboard or listen to the page; what
// a patient asks first, on the first screen of a small phone; and the two things the theme's script adds.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";

import { browse, skip } from "./harness.mjs";
import { Built } from "./site.mjs";

const PHONE = { width: 360, height: 640 };

describe("a walk through the site", { skip }, () => {
  let browser, site;

  before(async () => ([browser, site] = await Promise.all([browse(), Built.start()])));
  after(async () => {
    await browser?.close();
    await site?.stop();
  });

  async function at(url, options = { viewport: PHONE }) {
    const page = await browser.newPage(options);
    if (options.time) {
      await page.clock.setFixedTime(new Date(options.time));
    }
    await page.goto(site.address(url));
    return page;
  }

  for (const kind of ["home", "questions", "faq", "location", "search"]) {
    it(`by keyboard: ${kind}`, async (t) => {
      const url = site.kinds[kind];
      if (url === undefined) return t.diagnostic("this site has no search");
      const page = await at(url, { viewport: PHONE, reducedMotion: "reduce" });
      await page.keyboard.press("Tab");
      assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
      assert.ok((await page.locator(".skip").boundingBox()).y >= 0, "the skip link stays out of sight");
      await page.keyboard.press("Enter");
      assert.equal(await page.evaluate(() => document.activeElement.id), "plate-main");
      const steps = await walked(page);
      const wanted = await page.evaluate(() => [...document.querySelectorAll("main a[href], main input, main ~ * a[href]")].filter((one) => one.checkVisibility() && one.tabIndex >= 0).length);
      assert.ok(steps.length >= wanted, `${steps.length} stops for ${wanted} controls`);
      const said = steps.flatMap((step) => {
        const faults = [];
        if (!step.name) faults.push("has no name");
        if (!step.outlined) faults.push("does not show that it is chosen");
        if (!step.seen) faults.push("is out of sight or covered");
        return faults.map((fault) => `${step.html} ${fault}`);
      });
      assert.deepEqual(said, []);
      await page.close();
    });
  }

  it("by keyboard and by ear: words are typed, the number of pages is told, and Tab leads to the first of them", async () => {
    const page = await at(site.kinds.search);
    await page.getByRole("searchbox", { name: "Words to look for" }).focus();
    await page.keyboard.type("copayment");
    await page.getByRole("status").filter({ hasText: /^Found on \d+ pages?$/ }).waitFor();
    assert.match(await page.locator("main").ariaSnapshot(), /- status: Found on \d+ pages?\n\s*- list:\n\s*- listitem:\n\s*- link "/);
    await page.keyboard.press("Tab");
    const [to, name] = await page.evaluate(() => [document.activeElement.getAttribute("href"), document.activeElement.textContent]);
    assert.ok(name.length > 3 && to.startsWith("/"), `${name}: ${to}`);
    await page.keyboard.press("Enter");
    await page.waitForURL(`**${to}`);
    await page.close();
  });

  it("by ear: landmarks, headings and names", async () => {
    const heard = {};
    for (const kind of ["home", "questions", "location", "search"]) {
      const page = await at(site.kinds[kind], { viewport: { width: 1280, height: 900 } });
      heard[kind] = await page.locator("body").ariaSnapshot();
      const order = await page.evaluate(() => [...document.querySelectorAll("main :is(h1,h2,h3,h4)")].filter((one) => one.checkVisibility()).map((one) => Number(one.tagName[1])));
      assert.equal(order[0], 1, `${kind} begins with its title`);
      assert.ok(order.every((level, at) => at === 0 || level <= order[at - 1] + 1), `${kind}: ${order}`);
      await page.close();
    }
    const has = (kind, ...lines) => lines.forEach((line) => assert.match(heard[kind], line, `${kind}:\n${heard[kind]}`));
    for (const kind of Object.keys(heard)) {
      has(kind, /^- banner:/m, /^- main:/m, /^- contentinfo:/m, /- navigation "Main":/, /- link "Skip to the content":/);
    }
    has("home", /heading "Elm Street Family Medicine" \[level=1\]/, /link "Call us: \(512\) 555-0100"/, /link "Jonah Draftwell, DO"/, /complementary "Announcements"/);
    has("questions", /heading "Questions and answers" \[level=1\]/, /searchbox "Find a question"/, /link "What if I am running late\?"/);
    has("search", /heading "Search" \[level=1\]/, /- search:/, /searchbox "Words to look for"/, /heading "Or look here" \[level=2\]/, /link "All questions and answers"/);
    has("location", /table "Elm Street office: Opening hours"/, /rowheader "Monday"/, /cell "8 am to noon, 1 to 5 pm"/, /term.*: Parking/, /img "Sketch map: Elm Street crosses Acorn Lane/);
  });

  const FIRST = {
    home: { who: "Jonah Draftwell", open: "Open Monday to Friday", where: "100 Elm Street", bring: "What to bring" },
    questions: { who: "Elm Street Family Medicine", open: "Open Monday to Friday", where: "Elm Street office", bring: "What to bring" },
    faq: { who: "Elm Street Family Medicine", open: "Open Monday to Friday", where: "Elm Street office", bring: "What to bring" },
    clinician: { who: "Family physician", open: "Open Monday to Friday", where: "Elm Street office", bring: "What to bring" },
    location: { who: "Elm Street Family Medicine", open: "Open Monday to Friday", where: "100 Elm Street", bring: "What to bring" },
    condition: { who: "Reviewed by Jonah Draftwell", open: "Open Monday to Friday", where: "Elm Street office", bring: "What to bring" },
  };

  for (const [kind, answers] of Object.entries(FIRST)) {
    it(`the first screen of a small phone answers who, when, where, how and with what: ${kind}`, async () => {
      const page = await at(site.kinds[kind], { viewport: PHONE, javaScriptEnabled: false });
      for (const [question, words] of Object.entries({ ...answers, call: "(512) 555-0100" })) {
        const places = await page.getByText(words).all();
        const boxes = await Promise.all(places.map((place) => place.boundingBox()));
        assert.ok(boxes.some((box) => box && box.y >= 0 && box.y + box.height <= PHONE.height), `${question}: ${words}`);
      }
      const call = page.locator(".callbar a[href^='tel:']");
      const box = await call.boundingBox();
      assert.ok(box.y > PHONE.height * 0.6 && box.y + box.height <= PHONE.height && box.height >= 44, "the call is within a thumb's reach");
      await page.close();
    });
  }

  it("the bar with the call covers nothing at the end of a page", async () => {
    const page = await at(site.kinds.faq);
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
    const last = await page.locator("[data-notice]").last().boundingBox();
    const bar = await page.locator(".callbar").boundingBox();
    assert.ok(last.y + last.height <= bar.y, JSON.stringify({ last, bar }));
    await page.close();
  });

  for (const [time, said] of Object.entries({
    "2026-11-23T15:00:00Z": "Open until noon",
    "2026-11-23T18:30:00Z": "Opens 1 pm",
    "2026-11-23T20:00:00Z": "Open until 5 pm",
    "2026-11-23T23:30:00Z": "Opens tomorrow 8 am",
    "2026-11-25T23:30:00Z": "Opens Monday 8 am",
    "2026-12-24T17:00:00Z": "Open until noon",
    "2026-12-24T19:00:00Z": "Opens Monday 8 am",
  })) {
    it(`at ${time} the office says: ${said}`, async () => {
      const page = await at(site.kinds.location, { viewport: PHONE, timezoneId: "Asia/Tokyo", time });
      assert.equal(await page.locator(".plate-place .today").innerText(), said);
      const day = new Intl.DateTimeFormat("en", { weekday: "long", timeZone: "America/Chicago" }).format(new Date(time));
      assert.equal(await page.locator(".hours tr[aria-current=date] th").innerText(), day);
      await page.close();
    });
  }

  it("questions are filtered while somebody types, and come back", async () => {
    const page = await at(site.kinds.questions);
    const entries = page.locator(".asked li:visible");
    const all = await entries.count();
    const field = page.getByRole("searchbox", { name: "Find a question" });
    await field.fill("late appoint");
    assert.deepEqual(await entries.allInnerTexts(), ["What if I am running late?"]);
    assert.equal(await page.getByRole("status").innerText(), "1 question");
    await field.fill("zebra");
    assert.equal(await entries.count(), 0);
    assert.match(await page.getByRole("status").innerText(), /\(512\) 555-0100/);
    await field.fill("");
    assert.equal(await entries.count(), all);
    await page.close();
  });
});

// Goes on with the Tab key to the end of the page; tells each stop.
async function walked(page) {
  const steps = [];
  for (let at = 0; at < 300; at += 1) {
    await page.keyboard.press("Tab");
    const step = await page.evaluate(() => {
      const one = document.activeElement;
      if (!one || one === document.body) return null;
      const style = getComputedStyle(one);
      const boxes = [...one.getClientRects()];
      const seen = boxes.some((box) => {
        const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
        return hit && (one.contains(hit) || hit.contains(one));
      });
      const name = one.getAttribute("aria-label") || one.innerText || one.labels?.[0]?.innerText;
      const again = one.hasAttribute("data-walked");
      one.setAttribute("data-walked", "");
      return { html: one.outerHTML.slice(0, 100), name: name?.trim(), outlined: style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) >= 2, seen, again };
    });
    if (!step || step.again) break;
    steps.push(step);
  }
  return steps;
}
