// Pictures of every page kind for people to look at, in target/screenshots: three widths, light and dark, the variations
// of the theme, and the small theme. A picture is an artefact, not a yardstick: only that it was taken and shows a page
// is tested.

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

  // Takes the first screen at each width, light and dark, and the whole page once at each width.
  async function take(site, folder, kinds, widths = Object.keys(SIZES)) {
    const names = Object.fromEntries(Object.entries(kinds).map(([kind, url]) => [url, kind]));
    const said = await onEveryPage(site, { reducedMotion: "reduce" }, browser, async (page, url) => {
      await page.goto(site.address(url));
      const small = [];
      for (const width of widths.map(Number)) {
        await page.setViewportSize({ width, height: SIZES[width] });
        for (const colorScheme of ["dark", "light"]) {
          await page.emulateMedia({ colorScheme });
          const file = path.join(SHOTS, folder, `${names[url]}-${width}-${colorScheme}.png`);
          if ((await page.screenshot({ path: file })).length < 4000) small.push(`${width} px, ${colorScheme}: the picture shows nothing`);
        }
        await page.evaluate(shown);
        await page.screenshot({ path: path.join(SHOTS, folder, `${names[url]}-${width}-whole.jpg`), fullPage: true, quality: 75 });
      }
      return small;
    }, Object.values(kinds));
    assert.deepEqual(said, []);
  }

  it("of every page kind", async () => {
    const site = await Built.start();
    fs.rmSync(SHOTS, { recursive: true, force: true });
    await take(site, "plate", site.kinds);
    await site.stop();
  });

  for (const [folder, how] of Object.entries({
    specialist: { settings: 'settings.variation = "specialist"' },
    calm: { settings: 'settings.variation = "calm"' },
    card: { theme: "card" },
  })) {
    it(`of ${folder}`, async () => {
      const site = await Built.start(how);
      await take(site, folder, SOME, [360, 1280]);
      await site.stop();
    });
  }
});

// Pictures below the first screen wait until somebody scrolls there; here nobody does.
function shown() {
  document.querySelectorAll("img[loading=lazy]").forEach((one) => one.setAttribute("loading", "eager"));
  return Promise.all([...document.images].map((one) => one.decode().catch(() => {})));
}
