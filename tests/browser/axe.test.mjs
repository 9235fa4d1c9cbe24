// axe-core on every page of the site, in every colour mode people choose.

import assert from "node:assert/strict";
import fs from "node:fs";
import { createRequire } from "node:module";
import { after, before, describe, it } from "node:test";

import { browse, skip } from "./harness.mjs";
import { Built, MODES, onEveryPage } from "./site.mjs";

const AXE = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const PLAIN = { colorScheme: "light", contrast: "no-preference", forcedColors: "none" };

async function violations(page) {
  const found = await page.evaluate(async (values) => {
    const options = { runOnly: { type: "tag", values }, resultTypes: ["violations"] };
    return (await window.axe.run(document, options)).violations;
  }, RULES);
  return found.map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => `${node.target} (${node.failureSummary.split("\n").at(1).trim()})`).join("; ")}`);
}

describe("axe-core finds nothing on any page", { skip }, () => {
  let browser, site;

  before(async () => ([browser, site] = await Promise.all([browse(), Built.start()])));
  after(async () => {
    await browser?.close();
    await site?.stop();
  });

  for (const viewport of [{ width: 360, height: 640 }, { width: 1280, height: 900 }]) {
    it(`${viewport.width} px wide, in ${Object.keys(MODES).join(", ")}`, async () => {
      const said = await onEveryPage(site, { viewport }, browser, async (page, url) => {
        const found = [];
        await page.goto(site.address(url));
        await page.evaluate(AXE);
        for (const [mode, media] of Object.entries(MODES)) {
          await page.emulateMedia({ ...PLAIN, ...media });
          found.push(...(await violations(page)).map((words) => `in ${mode}: ${words}`));
        }
        return found;
      });
      assert.deepEqual(said, []);
    });
  }
});
