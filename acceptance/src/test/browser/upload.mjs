// An upload link as its uploader and its owner see it, against the real store and edge. Driven in a real browser by PagesIT.
//
//   node upload.mjs <chromium> <issuer URL> <admin's login JWT> <auditor's login JWT> <folder for screenshots>
//
// Prints one line for each expectation that held; the first that doesn't ends it with exit code 1.
import assert from "node:assert/strict";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { apiWith, assertUsable, held, launch, until } from "./support.mjs";

const [executablePath, issuer, admin, auditor, screenshots] = process.argv.slice(2);
const DESK = { viewport: { width: 1280, height: 860 } };
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
const LARGEST_SCRIPT_BYTES = 40_000;
const LARGEST_SHIFT = 0.01;
/** Another one for each run. */
const FOLDER = `pages/received-${Date.now().toString(36)}/`;

/** Runs in the page before its scripts. */
function watchShifts() {
  globalThis.layoutShift = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => (globalThis.layoutShift += entry.hadRecentInput ? 0 : entry.value))).observe({ type: "layout-shift", buffered: true });
}

/** Silence of `seconds`, 44,100 samples of 16 bits in two channels. */
function wav(seconds) {
  const bytes = seconds * 176_400;
  const head = Buffer.alloc(44);
  head.write("RIFF", 0);
  head.writeUInt32LE(36 + bytes, 4);
  head.write("WAVEfmt ", 8);
  [16, 1 + (2 << 16), 44_100, 176_400, 4 + (16 << 16)].forEach((word, i) => head.writeUInt32LE(word, 16 + 4 * i));
  head.write("data", 36);
  head.writeUInt32LE(bytes, 40);
  return Buffer.concat([head, Buffer.alloc(bytes)]);
}

const local = fs.mkdtempSync(path.join(os.tmpdir(), "edgepass-upload"));
const file = (name, content) => {
  fs.writeFileSync(path.join(local, name), content);
  return path.join(local, name);
};
const NOTES = file("running order.txt", "14:00 Ceremony\n15:30 Group pictures\n");
/** Three parts. */
const SOUND = file("ceremony.wav", wav(110));
/** Two. */
const SHORT = file("speech.wav", wav(48));
const EMPTY = file("nothing.txt", "");
const partOf = (request) => Number(new URL(request.url()).searchParams.get("partNumber"));
const isPart = (url) => url.searchParams.has("partNumber");

const browser = await launch(executablePath);
const api = apiWith(issuer, admin);

async function open(url, options = DESK, more = {}) {
  const context = await browser.newContext({ ...options, locale: "en-GB", timezoneId: "Europe/Berlin", ...more });
  const opened = await context.newPage();
  opened.setDefaultTimeout(60_000);
  opened.on("pageerror", (error) => assert.fail(`error on a page: ${error.message}`));
  await opened.addInitScript(watchShifts);
  await opened.goto(url);
  return opened;
}

async function look(opened, name) {
  await opened.evaluate(() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))));
  await opened.screenshot({ path: path.join(screenshots, `upload-${name}.png`) });
  await assertUsable(opened, name);
  const moved = await opened.evaluate(() => globalThis.layoutShift);
  assert.ok(moved < LARGEST_SHIFT, `layout shift of ${name}: ${moved}`);
}

const choose = (opened, ...files) => opened.getByLabel("Files", { exact: true }).and(opened.locator("input")).setInputFiles(files);
const send = (opened) => opened.getByRole("button", { name: /^Send \d/ }).click();

/** Holds what `which` fits until it is released, and tells when the first one came. */
async function hold(opened, which) {
  let came;
  let release;
  const first = new Promise((resolve) => (came = resolve));
  const released = new Promise((resolve) => (release = resolve));
  await opened.route(isPart, async (route) => {
    if (which(route.request())) {
      came();
      await released;
    }
    // The page may have given the request up.
    await route.continue().catch(() => {});
  });
  return { first, release };
}

try {
  const console_ = await open(`${issuer}/admin#login=${admin}`);
  await console_.locator("#new").evaluate((form) => (form.open = true));
  await console_.getByText("Receive files").click();
  assert.equal(await console_.locator("#create [name=paths]").isVisible(), false);
  await console_.locator("#create [name=label]").fill("Pictures of your camera");
  await console_.locator("#create [name=prefix]").fill(FOLDER.slice(0, -1));
  await console_.locator("#create [name=room]").fill("0.03");
  await console_.locator("#create button.action").click();
  const url = await console_.getByLabel("The link", { exact: true }).inputValue();
  assert.match(url, /\/u\/[A-Za-z0-9_-]{22}$/);
  await console_.locator("#links tr", { hasText: `receives files into ${FOLDER}` }).waitFor();
  await console_.screenshot({ path: path.join(screenshots, "upload-console-create.png"), fullPage: true });
  held("the console makes a link that receives files, and its list says so");

  const scripts = [];
  const page = await open("about:blank");
  page.on("request", (request) => request.resourceType() === "script" && scripts.push(request));
  const urls = [];
  page.on("request", (request) => urls.push(request.url()));
  await page.goto(url);
  await page.getByRole("heading", { name: "Pictures of your camera" }).waitFor();
  assert.deepEqual(await page.locator("#terms li").allInnerTexts(), ["Open until it is closed", "Up to 100 files", "30.0 MB of room left"]);
  const sizes = await Promise.all(scripts.map(async (request) => (await request.response()) && (await request.sizes()).responseBodySize));
  const scriptBytes = sizes.reduce((sum, size) => sum + size, 0);
  assert.ok(scriptBytes > 5_000 && scriptBytes < LARGEST_SCRIPT_BYTES, `bytes of script: ${scriptBytes}`);
  await choose(page, NOTES, SOUND, EMPTY, file("second take.wav", wav(110)));
  await page.locator("#list li", { hasText: "nothing.txt" }).getByText("It is empty.").waitFor();
  await page.locator("#list li", { hasText: "second take.wav" }).getByText("There isn't enough room left").waitFor();
  await send(page);
  await page.getByText("Type your name first.").waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), "uploader");
  for (const name of ["nothing.txt", "second take.wav"]) {
    await page.getByRole("button", { name: `Cancel ${name}` }).click();
  }
  held(`what doesn't fit is said before anything is sent; ${scriptBytes} bytes of script`);

  const parts = [];
  page.on("requestfinished", (request) => isPart(new URL(request.url())) && request.method() === "PUT" && parts.push(partOf(request)));
  const last = await hold(page, (request) => partOf(request) === 3);
  const asked = [];
  page.on("dialog", (dialog) => {
    asked.push(dialog.type());
    dialog.accept();
  });
  await page.getByLabel("Your name").fill("Anna Berg");
  // By the keyboard alone.
  await page.keyboard.press("Enter");
  await page.locator("#list li", { hasText: "running order.txt" }).getByText("Received. It waits for Studio Nord’s check.").waitFor();
  await last.first;
  await until("the first two parts are there", () => [1, 2].every((number) => parts.filter((part) => part === number).length === (number === 1 ? 2 : 1)));
  await page.getByText(/^1 of 2 files received/).waitFor();
  await page.reload();
  last.release();
  assert.deepEqual(asked, ["beforeunload"], "who leaves is asked first");
  await page.getByText("86% is there. Choose the file again, and the rest is sent.").waitFor();
  assert.equal(await page.getByLabel("Your name").inputValue(), "Anna Berg");
  await page.screenshot({ path: path.join(screenshots, "upload-again.png") });
  await page.unroute(isPart);
  parts.length = 0;
  await choose(page, SOUND);
  await page.getByRole("heading", { name: "Your file was received" }).waitFor();
  assert.deepEqual(parts, [3], "only the part that was missing");
  const secret = url.split("/").pop();
  assert.ok(urls.every((one) => one === url || !one.includes(secret)), "the secret is in no other URL");
  await page.context().close();
  held("a reload in the midst goes on where it was, and sends no part twice");

  const { shareLinks } = await api("GET", `/share-links?${new URLSearchParams({ q: FOLDER })}`);
  const id = shareLinks[0].id;
  await console_.goto(`${issuer}/admin#link=${id}`);
  await console_.locator("#received tbody tr").nth(1).waitFor();
  await console_.locator("#received tbody tr", { hasText: "ceremony.wav" }).getByText("Anna Berg").waitFor();
  await console_.screenshot({ path: path.join(screenshots, "upload-console-received.png"), fullPage: true });
  await assertUsable(console_, "received files");
  const otto = await open(`${issuer}/admin#login=${auditor}`);
  await otto.locator("#console").waitFor();
  await otto.goto(`${issuer}/admin#link=${id}`);
  await otto.locator("#received tbody tr").nth(1).waitFor();
  assert.equal(await otto.locator("#received button:visible").count(), 0);
  await otto.context().close();
  const downloading = console_.waitForEvent("download");
  await console_.getByRole("button", { name: "Look at running order.txt" }).click();
  assert.deepEqual(fs.readFileSync(await (await downloading).path()), fs.readFileSync(NOTES));
  await console_.getByRole("button", { name: "Accept all 2" }).click();
  await console_.getByText(`2 files accepted into ${FOLDER}.`).waitFor();
  await console_.locator("#received [data-none]").waitFor();
  const { baseUrl } = await api("POST", "/access-token", { paths: [FOLDER] });
  for (const [key, local] of [["running%20order.txt", NOTES], ["ceremony.wav", SOUND]]) {
    const served = await fetch(`${baseUrl}${FOLDER}${key}`);
    assert.equal(served.status, 200, key);
    assert.ok(Buffer.from(await served.arrayBuffer()).equals(fs.readFileSync(local)), `${key} as it was sent`);
  }
  held("the owner looks, accepts, and the edge serves what was sent; an auditor only sees it");

  const terms = { kind: "upload", label: "Pictures of your camera", prefix: FOLDER, maxFiles: 100, maxBytes: 1_000_000_000, expiresAt: new Date(Date.now() + 8 * 86_400_000).toISOString() };
  const closing = await api("POST", "/share-links", terms);
  const stopped = await open(closing.url);
  const second = await hold(stopped, (request) => partOf(request) > 1);
  await stopped.getByLabel("Your name").fill("Anna Berg");
  await choose(stopped, SOUND);
  await send(stopped);
  await second.first;
  await api("DELETE", `/share-links/${closing.id}`);
  second.release();
  await stopped.getByText("Its sender has closed it for good. Your file wasn't received.").waitFor();
  await stopped.locator("#list li", { hasText: "Stopped at" }).waitFor();
  assert.equal(await stopped.locator("#drop").isVisible(), false);
  await look(stopped, "stopped-desk");
  await stopped.context().close();
  held("a link that is closed meanwhile stops its page, with the reason");

  const receiving = await api("POST", "/share-links", terms);
  const late = await open(receiving.url);
  late.on("dialog", (dialog) => dialog.accept());
  let answered;
  let cancelled;
  const complete = new Promise((resolve) => (answered = resolve));
  const cancel = new Promise((resolve) => (cancelled = resolve));
  await late.route("**/upload-links/files/complete", async (route) => {
    const response = await route.fetch();
    answered();
    await cancel;
    await route.fulfill({ response }).catch(() => {});
  });
  await late.getByLabel("Your name").fill("Anna Berg");
  await choose(late, NOTES);
  await send(late);
  await complete;
  await late.getByRole("button", { name: "Cancel running order.txt" }).click();
  await late.locator("#list li", { hasText: "running order.txt" }).getByText("Received before it could be cancelled. It waits for Studio Nord’s check.").waitFor();
  cancelled();
  await late.getByRole("heading", { name: "Your file was received" }).waitFor();
  assert.equal(await late.locator("#terms li").nth(1).innerText(), "99 more files");
  await look(late, "cancelled-late");
  await late.getByRole("button", { name: "Send more files" }).click();
  held("a file that was received before its cancel came is there again, and its room is taken");

  const again = await hold(late, (request) => partOf(request) === 2);
  await choose(late, SHORT);
  await send(late);
  await again.first;
  await late.reload();
  again.release();
  await late.unroute(isPart);
  await late.getByText("is there. Choose the file again").waitFor();
  await late.route("**/upload-links/parts", (route) => route.fulfill({ status: 404, contentType: "application/problem+json", body: JSON.stringify({ type: "urn:edgepass:problem:upload-not-found", title: "No such file", status: 404 }) }));
  await choose(late, SHORT);
  await late.getByText("the link doesn't know it any more").first().waitFor();
  await late.unroute("**/upload-links/parts");
  await late.getByLabel("Your name").fill("");
  await late.getByRole("button", { name: "Try speech.wav again" }).click();
  await late.getByText("Type your name first.").first().waitFor();
  await late.getByLabel("Your name").fill("Anna Cole");
  const announced = late.waitForRequest("**/upload-links/files");
  await late.getByRole("button", { name: "Try speech.wav again" }).click();
  assert.equal((await announced).postDataJSON().uploader, "Anna Cole");
  await late.getByRole("heading", { name: "Your file was received" }).waitFor();
  await late.context().close();
  held("a file that is announced again after a reload has the name that its uploader says then");

  const guarded = await api("POST", "/share-links", { ...terms, password: "correct horse" });
  let seen = 0;
  for (const [where, options, colorScheme, all] of [["desk", DESK, "light", true], ["desk", DESK, "dark", false], ["phone", PHONE, "light", false], ["phone", PHONE, "dark", true]]) {
    const opened = await open(guarded.url, options, { colorScheme });
    const state = async (name, always) => {
      if (all || always) {
        seen++;
        await look(opened, `${name}-${where}-${colorScheme}`);
      }
    };
    await opened.getByLabel("Password").fill("battery staple");
    await opened.keyboard.press("Enter");
    await opened.getByText("That password isn't right").waitFor();
    await state("wrong", false);
    await opened.getByLabel("Password").fill("correct horse");
    await opened.keyboard.press("Enter");
    await opened.getByRole("button", { name: "Choose files" }).waitFor();
    await state("open", true);
    const sending = await hold(opened, (request) => partOf(request) > 1);
    await opened.getByLabel("Your name").fill("Anna Berg");
    await choose(opened, NOTES, SHORT, EMPTY);
    await send(opened);
    await sending.first;
    await opened.getByText(/^1 of 2 files received/).waitFor();
    await state("sending", true);
    await opened.context().setOffline(true);
    sending.release();
    await opened.getByText(/^Paused: you are offline\./).first().waitFor();
    await state("offline", false);
    await opened.context().setOffline(false);
    await opened.getByRole("button", { name: "Cancel nothing.txt" }).click();
    await opened.getByRole("heading", { name: "2 files were received" }).waitFor();
    await state("end", false);
    await opened.context().close();
  }
  held(`${seen} looks at the page, light and dark, on a desk and on a phone, have no serious finding of axe-core and no layout shift; without a network it waits, and goes on`);
} finally {
  await browser.close();
  fs.rmSync(local, { recursive: true, force: true });
}
