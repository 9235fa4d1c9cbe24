// What axe-core says of a page, for tests.

import fs from "node:fs";
import { createRequire } from "node:module";

const AXE = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

// Goes to a page, and puts axe-core into it.
export async function visit(page, address) {
  await page.goto(address);
  await page.evaluate(AXE);
}

// What some rules find within a part of the page.
export async function violations(page, runOnly, within = "html") {
  const found = await page.evaluate(async ([runOnly, within]) => {
    const options = { runOnly, resultTypes: ["violations"], preload: false };
    return (await window.axe.run(within, options)).violations;
  }, [runOnly, within]);
  return found.map((one) => `${one.id}: ${one.nodes.slice(0, 3).map((node) => `${node.target} (${node.failureSummary.split("\n").at(1).trim()})`).join("; ")}`);
}

// What all rules find on the whole page.
export const everything = (page) => violations(page, { type: "tag", values: RULES });
