// The published site in a real browser: it obeys its own policy, searching works within it, and nothing is asked of others.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import { browse, skip } from "./harness.mjs";

const HOUSE = fileURLToPath(new URL("../..", import.meta.url));
const PROGRAM = process.env.BRASSPLATE ?? path.join(HOUSE, "target/debug/brassplate");
const TYPES = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml", ".webp": "image/webp" };

let browser;
let server;
let origin;
let folder;

// A host like any other: files, and the headers that the site asks for.
function serve(root) {
  const policy = fs.readFileSync(path.join(root, "_headers"), "utf8").match(/Content-Security-Policy: (.*)/)[1];
  return http.createServer((request, response) => {
    const name = decodeURIComponent(new URL(request.url, "http://a").pathname).replace(/\/$/, "/index.html");
    const file = path.join(root, path.normalize(name));
    if (!file.startsWith(root) || !fs.existsSync(file) || fs.statSync(file).isDirectory()) {
      response.writeHead(404).end();
      return;
    }
    const type = TYPES[path.extname(file)] ?? "application/octet-stream";
    response.writeHead(200, { "Content-Type": type, "Content-Security-Policy": policy, "X-Content-Type-Options": "nosniff" });
    response.end(fs.readFileSync(file));
  });
}

before(async () => {
  if (skip) return;
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "brassplate-"));
  const root = path.join(folder, "public");
  execFileSync(PROGRAM, ["build", "--root", HOUSE, "--as-of", "2026-11-22", "--output", root]);
  server = serve(root).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  origin = `http://127.0.0.1:${server.address().port}`;
  browser = await browse();
});

after(async () => {
  await browser?.close();
  server?.close();
  if (folder) fs.rmSync(folder, { recursive: true });
});

// A page that writes down what went wrong, and who was asked for something.
async function open(url, options = {}) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const wrong = [];
  const hosts = new Set();
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && wrong.push(message.text()));
  page.on("pageerror", (error) => wrong.push(String(error)));
  page.on("request", (request) => hosts.add(new URL(request.url()).host));
  await page.goto(`${origin}/${url}`, { waitUntil: "networkidle" });
  return { page, wrong, hosts, context };
}

test("pages obey their own policy and ask nobody else", { skip }, async () => {
  for (const url of ["", "faq/billing/", "clinicians/ada-sampleton/", "locations/elm-street/", "es/", "search/"]) {
    const { wrong, hosts, context } = await open(url);
    assert.deepEqual(wrong, [], url);
    assert.deepEqual([...hosts], [new URL(origin).host], url);
    await context.close();
  }
});

test("searching finds pages under the policy, and keeps the words in the address", { skip }, async () => {
  const { page, wrong, context } = await open("search/");
  await page.getByLabel("Words to look for").fill("copayment laboratory bill");
  await page.waitForSelector(".found a");
  const first = await page.locator(".found a").first();
  assert.match(await first.getAttribute("href"), /billing/);
  assert.match(page.url(), /\?q=copayment/);
  await page.getByLabel("Words to look for").fill("xyzzyx");
  await page.getByText("Nothing found").waitFor();
  assert.deepEqual(wrong, []);
  await context.close();
});

test("searching in Spanish finds Spanish pages, and says so in Spanish", { skip }, async () => {
  const { page, wrong, hosts, context } = await open("es/search/");
  await page.getByLabel("Palabras que busca").fill("intérprete");
  await page.waitForSelector(".found a");
  const found = await page.locator(".found a").evaluateAll((links) => links.map((link) => new URL(link.href).pathname));
  assert.ok(found.includes("/es/faq/appointments/"), found.join(" "));
  assert.deepEqual(found.filter((path) => !path.startsWith("/es/")), []);
  assert.match(await page.getByRole("status").innerText(), /^Está en \d+ páginas?$/);
  await page.getByLabel("Palabras que busca").fill("xyzzyx");
  await page.getByText("No se encontró nada").waitFor();
  assert.deepEqual([wrong, [...hosts]], [[], [new URL(origin).host]]);
  await context.close();
});

test("without scripts the search page is a list of places to look", { skip }, async () => {
  const { page, context } = await open("search/", { javaScriptEnabled: false });
  assert.equal(await page.locator("input").isVisible(), false);
  assert.ok(await page.getByRole("link", { name: "All questions and answers" }).isVisible());
  await context.close();
});

test("a reader can go from a page to its Spanish twin and back", { skip }, async () => {
  const { page, context } = await open("new-patients/");
  await page.getByRole("link", { name: "Español" }).click();
  await page.waitForURL("**/es/new-patients/");
  assert.equal(await page.locator("html").getAttribute("lang"), "es");
  await page.getByRole("link", { name: "English" }).click();
  await page.waitForURL((url) => url.pathname === "/new-patients/");
  await context.close();
});
