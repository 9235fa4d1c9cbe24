// axe-core on every page of the site, in every colour mode people choose.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";

import { everything, violations, visit } from "./accessible.mjs";
import { browse, skip } from "./harness.mjs";
import { Built, MODES, onEveryPage } from "./site.mjs";

// What a mode of colour or a width can change; everything else is the same in all of them.
const OF_COLOUR = ["color-contrast", "link-in-text-block"];

const PLAIN = { colorScheme: "light", contrast: "no-preference", forcedColors: "none" };
const PHONE = { width: 360, height: 640 };
const WIDE = { width: 1280, height: 900 };

const isFallback = (html) => html.includes('name="robots" content="noindex"');

describe("axe-core finds nothing on any page", { skip }, () => {
  let browser, site;

  before(async () => ([browser, site] = await Promise.all([browse(), Built.start()])));
  after(async () => {
    await browser?.close();
    await site?.stop();
  });

  // What stands around the content is the same everywhere, and is looked at once on each page kind.
  async function colours(page, url) {
    const within = Object.values(site.kinds).includes(url) ? "html" : "main";
    const found = [];
    for (const [mode, media] of Object.entries(MODES).filter(([mode]) => mode !== "light")) {
      await page.emulateMedia({ ...PLAIN, ...media });
      found.push(...(await violations(page, { type: "rule", values: OF_COLOUR }, within)).map((words) => `in ${mode}: ${words}`));
    }
    return found;
  }

  // All rules in the light view; the page may come from one where other colours were wanted.
  async function rules(page, viewport) {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ ...PLAIN });
    return everything(page);
  }

  it("with all rules on a phone and on a wide screen, and with its colours in every mode", async () => {
    const kinds = Object.values(site.kinds);
    const said = await onEveryPage(site, {}, browser, async (page, url) => {
      await visit(page, site.address(url));
      const found = [...(await rules(page, PHONE)), ...(await colours(page, url))];
      // Pages that say that they are not translated are alike but for their titles.
      if (isFallback(site.read(url))) return found;
      found.push(...(await rules(page, WIDE)));
      if (kinds.includes(url)) found.push(...(await colours(page, url)));
      return found;
    });
    assert.deepEqual(said, []);
  });
});
