// Pictures of every page kind for people to look at, in target/screenshots: three widths, light and dark, and the
// variations of the theme. A picture is an artefact, not a yardstick: only that it was taken and shows a page is tested.

import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "node:test";

import { HOUSE, browse, skip } from "./harness.mjs";
import { Built, onEveryPage } from "./site.mjs";

const SHOTS = path.join(HOUSE, "target/screenshots");
const SIZES = { 360: 640, 768: 1024, 1280: 900 };
const SOME = { home: "", location: "locations/elm-street/", condition: "conditions/asthma/" };

describe("pictures", { skip }, () => {
  let browser;

  before(async () => (browser = await browse()));
  after(async () => browser?.close());

  // Takes the first screen and the whole page.
  async function take(site, folder, kinds, width, scheme) {
    const names = Object.fromEntries(Object.entries(kinds).map(([kind, url]) => [url, kind]));
    const options = { viewport: { width, height: SIZES[width] }, colorScheme: scheme, reducedMotion: "reduce" };
    const said = await onEveryPage(site, options, browser, async (page, url) => {
      const file = path.join(SHOTS, folder, `${names[url]}-${width}-${scheme}`);
      await page.goto(site.address(url));
      // Pictures below the first screen wait until somebody scrolls there.
      await page.evaluate(() => document.querySelectorAll("img[loading=lazy]").forEach((one) => one.setAttribute("loading", "eager")));
      await page.evaluate(() => Promise.all([...document.images].map((one) => one.decode().catch(() => {}))));
      const first = await page.screenshot({ path: `${file}.png` });
      await page.screenshot({ path: `${file}-whole.png`, fullPage: true });
      return first.length > 4000 ? [] : ["the picture shows nothing"];
    }, Object.values(kinds));
    assert.deepEqual(said, []);
  }

  it("of every page kind", async () => {
    const site = await Built.start();
    fs.rmSync(SHOTS, { recursive: true, force: true });
    for (const width of Object.keys(SIZES).map(Number)) {
      await take(site, "plate", site.kinds, width, "light");
      await take(site, "plate", site.kinds, width, "dark");
    }
    await site.stop();
  });

  for (const [folder, how] of Object.entries({
    specialist: { settings: 'settings.variation = "specialist"' },
    calm: { settings: 'settings.variation = "calm"' },
  })) {
    it(`of ${folder}`, async () => {
      const site = await Built.start(how);
      for (const scheme of ["light", "dark"]) {
        await take(site, folder, SOME, 360, scheme);
        await take(site, folder, SOME, 1280, scheme);
      }
      await site.stop();
    });
  }
});
