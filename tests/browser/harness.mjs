// What browser tests share: a site in a folder of its own, the preview of it, and Chromium.
//
// Chromium is Debian's (`apt-get install chromium`); BROWSER names another. Where CI is set and no browser is there the
// tests fail; nothing is skipped in silence.

import { spawn } from "node:child_process";
import { once } from "node:events";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { chromium } from "playwright-core";

export const HOUSE = fileURLToPath(new URL("../..", import.meta.url));
export const PROGRAM = process.env.BRASSPLATE ?? path.join(HOUSE, "target/debug/brassplate");
const PLACES = [process.env.BROWSER, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
export const SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

export const executable = PLACES.find((place) => place && fs.existsSync(place));

// Why the tests cannot run here, if a person may leave them out.
export const skip = executable || process.env.CI ? false : "no Chromium here; apt-get install chromium";

export async function browse(more = []) {
  if (!executable) {
    throw new Error("There is no Chromium: apt-get install chromium, or name one in BROWSER.");
  }
  return chromium.launch({ executablePath: executable, args: [...SWITCHES, ...more] });
}

// A copy of the site in this repository or of another, which tests may change.
export class Site {
  constructor(from = HOUSE) {
    this.root = fs.mkdtempSync(path.join(os.tmpdir(), "brassplate-"));
    for (const part of ["content", "practice.toml"]) {
      fs.cpSync(path.join(from, part), path.join(this.root, part), { recursive: true });
    }
  }

  read(file) {
    return fs.readFileSync(path.join(this.root, file), "utf8");
  }

  write(file, text) {
    const whole = path.join(this.root, file);
    fs.mkdirSync(path.dirname(whole), { recursive: true });
    fs.writeFileSync(`${whole}.tmp`, text);
    fs.renameSync(`${whole}.tmp`, whole);
  }

  edit(file, change) {
    const before = this.read(file);
    this.write(file, change(before));
    return before;
  }

  remove() {
    fs.rmSync(this.root, { recursive: true, force: true });
  }
}

// A running preview.
export class Preview {
  static async start(site, options = [], port = 0) {
    const wanted = port || 20000 + Math.floor(Math.random() * 20000);
    const program = spawn(PROGRAM, ["serve", "--root", site.root, "--port", wanted, ...options], { stdio: ["ignore", "pipe", "ignore"] });
    let said = "";
    const address = await new Promise((resolve, reject) => {
      program.on("exit", () => reject(new Error(`the preview ended: ${said}`)));
      program.stdout.on("data", (text) => {
        said += text;
        const found = said.match(/http:\/\/127\.0\.0\.1:(\d+)\//);
        if (found) {
          resolve(found);
        }
      });
    });
    return Object.assign(new Preview(), { program, port: Number(address[1]), origin: address[0].slice(0, -1) });
  }

  async stop() {
    const ended = once(this.program, "exit");
    this.program.kill("SIGINT");
    await ended;
  }
}

// What the panel over a page says, for tests to wait on.
export class Panel {
  constructor(page) {
    this.page = page;
    this.host = page.locator("brassplate-preview");
    this.badge = this.host.locator(".badge");
    this.drawer = this.host.locator(".drawer");
    this.card = this.host.locator(".card");
    this.ribbon = this.host.locator(".ribbon");
    this.pins = this.host.locator(".pin");
    this.boxes = this.host.locator(".box");
  }

  // Where the first outline is. Outlines are drawn anew whenever the page moves, so one that just went is asked for again.
  async firstBox() {
    for (let tries = 0; tries < 40; tries += 1) {
      const box = await this.boxes.first().boundingBox();
      if (box) return box;
      await this.page.waitForTimeout(50);
    }
    return null;
  }

  // The words that are outlined, as the browser itself has them.
  words(severity = "error") {
    return this.page.evaluate(
      (name) => [...(CSS.highlights.get(name) ?? [])].map((range) => range.toString()),
      `brassplate-${severity}`,
    );
  }

  async waitForWords(wanted, severity = "error") {
    await this.page.waitForFunction(
      ([name, wanted]) => {
        const found = [...(CSS.highlights.get(name) ?? [])].map((range) => range.toString());
        return JSON.stringify(found) === JSON.stringify(wanted);
      },
      [`brassplate-${severity}`, wanted],
      { timeout: 20000 },
    );
  }
}
