// The HTML of every page, read by a validator.

import assert from "node:assert/strict";
import { describe, it } from "node:test";

import { HtmlValidate } from "html-validate";

import { Built } from "./site.mjs";

const RULES = {
  extends: ["html-validate:standard", "html-validate:a11y"],
  rules: {
    // How tags are written is the business of the programs that write them.
    "doctype-style": "off",
    "void-style": "off",
    "no-trailing-whitespace": "off",
    "attr-quotes": "off",
    // Longer than search engines show is no error in a page.
    "long-title": "off",
    // A telephone number is a text like others; the theme keeps it on one line.
    "tel-non-breaking": "off",
  },
};

describe("the HTML of every page is valid", () => {
  for (const theme of ["plate", "card"]) it(`of the theme ${theme}`, async () => {
    const site = await Built.start({ theme });
    const validator = new HtmlValidate(RULES);
    const said = [];
    for (const page of site.pages) {
      const report = await validator.validateString(site.read(page), page || "index.html");
      for (const { messages } of report.results) {
        said.push(...messages.map((one) => `/${page}:${one.line}:${one.column} ${one.ruleId}: ${one.message}`));
      }
    }
    await site.stop();
    assert.deepEqual(said, []);
  });
});
