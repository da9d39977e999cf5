// What the browser scripts share: how Chromium is started, and what is awaited.
import assert from "node:assert/strict";
import fs from "node:fs";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { chromium } from "playwright-core";

const ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update"];

const AXE = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export function launch(executablePath) {
  return chromium.launch({ executablePath, args: ARGUMENTS });
}

/** Runs `run` with a browser whose user has forbidden all sites to keep anything (chrome://settings/content/siteData). */
export async function withoutSiteData(executablePath, run) {
  const profile = fs.mkdtempSync(path.join(os.tmpdir(), "edgepass-chromium"));
  fs.mkdirSync(path.join(profile, "Default"));
  const preferences = { profile: { default_content_setting_values: { cookies: 2 } } };
  fs.writeFileSync(path.join(profile, "Default/Preferences"), JSON.stringify(preferences));
  const context = await chromium.launchPersistentContext(profile, { executablePath, args: ARGUMENTS });
  try {
    await run(context);
  } finally {
    await context.close();
    fs.rmSync(profile, { recursive: true, force: true });
  }
}

/** A tab that counts what comes over the network: `requests` has each request's URL, method and bytes, headers included. */
export async function countingPage(context) {
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  page.on("pageerror", (error) => assert.fail(`error in a page: ${error.message}`));
  const devTools = await context.newCDPSession(page);
  await devTools.send("Network.enable");
  const requests = new Map();
  devTools.on("Network.requestWillBeSent", ({ requestId, request: { url, method } }) => requests.set(requestId, { url, method, bytes: 0 }));
  devTools.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => requests.has(requestId) && (requests.get(requestId).bytes = encodedDataLength));
  return { page, requests };
}

/** Asks again until `condition` holds. */
export async function until(what, condition, timeout = 60_000) {
  const end = Date.now() + timeout;
  while (!(await condition())) {
    assert.ok(Date.now() < end, `not so after ${timeout} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The images that `page` shows. */
export function images(page) {
  return page.evaluate(() => [...document.querySelectorAll("#grid img")].filter((image) => image.complete && image.naturalWidth > 0).length);
}

/** Waits until `page` shows `count` images. */
export async function shows(page, count) {
  try {
    await until(`${count} images are shown`, async () => (await images(page)) === count);
  } catch (error) {
    error.message += `, but ${await images(page)}; the page says: ${await page.locator("#notice").innerText()}`;
    throw error;
  }
}

/** The issuer's API with a login: `api(method, path, body)` gives the answer of a call that succeeded. */
export function apiWith(issuer, login) {
  return async (method, call, body) => {
    const answer = await fetch(`${issuer}/api/v1/media${call}`, {
      method,
      headers: { "Content-Type": "application/json", Authorization: `Bearer ${login}`, Prefer: "wait=30" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    assert.ok(answer.ok, `${method} ${call}: ${answer.status} ${text}`);
    return text === "" ? {} : JSON.parse(text);
  };
}

/** Puts objects into the store, by key: each a media type and bytes. */
export async function upload(api, files) {
  const uploads = Object.entries(files).map(([key, [contentType, bytes]]) => ({ key, contentType, size: bytes.length, overwrite: true }));
  const signed = await api("POST", "/upload-urls", { uploads });
  for (const { key, url, method, headers } of signed.uploads) {
    const { "content-length": length, ...others } = headers;
    const put = await fetch(url, { method, headers: others, body: files[key][1] });
    assert.ok(put.ok, `PUT ${key}: ${put.status}`);
  }
}

/** Nothing that axe-core calls serious or critical, and nothing that needs a wider window. */
export async function assertUsable(page, name) {
  const { violations } = await page.evaluate(`${AXE}; axe.run()`);
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  assert.deepEqual(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`), [], name);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false, `${name} is wider than its window`);
}

export function held(what, measured) {
  console.log(`held: ${what}${measured ? ` (${measured.map((ms) => `${ms} ms`).join(", ")})` : ""}`);
}
