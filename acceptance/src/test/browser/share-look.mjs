// A share page as its viewer sees it: the grid, the lightbox, and each state in light and dark, on a desk and on a phone. Driven in a real browser by PagesIT.
//
//   node share-look.mjs <chromium> <issuer URL> <admin's login JWT> <folder for screenshots>
//
// Prints one line for each expectation that held; the first that doesn't ends it with exit code 1.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { photos } from "./photos.mjs";
import { apiWith, assertUsable, held, launch, until, upload } from "./support.mjs";

const [executablePath, issuer, admin, screenshots] = process.argv.slice(2);
const browser = await launch(executablePath);
const api = apiWith(issuer, admin);

const FOLDER = "pages/wedding/";
const FILM = "streams/hls/";
const SIZES = [[1500, 1000], [1000, 1500], [1600, 900], [1200, 1200], [2400, 800], [1500, 1000], [1000, 1400], [1500, 1000], [1800, 1000], [1500, 1000], [900, 1350], [1500, 1000], [1500, 1000], [1300, 1000]];
const TEXT = "Running order\n\n14:00  Ceremony\n15:30  Group pictures in the garden\n17:00  Dinner\n";
const DESK = { viewport: { width: 1280, height: 860 } };
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
const LARGEST_SCRIPT_BYTES = 60_000;
/** A tenth of what browsers' makers call good. */
const LARGEST_SHIFT = 0.01;

/** Runs in the page before its scripts. */
function watchShifts() {
  globalThis.layoutShift = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => (globalThis.layoutShift += entry.hadRecentInput ? 0 : entry.value))).observe({ type: "layout-shift", buffered: true });
}

/** The scripts' compressed bytes that came before the first picture was asked for. */
function countScripts(page) {
  const counted = { before: [], pictures: 0 };
  page.on("request", (request) => {
    counted.pictures += request.resourceType() === "image" && request.url().includes("/view/") ? 1 : 0;
    if (request.resourceType() === "script" && counted.pictures === 0) {
      counted.before.push(request);
    }
  });
  return async () => {
    const sizes = await Promise.all(counted.before.map(async (request) => (await request.response()) && (await request.sizes()).responseBodySize));
    return sizes.reduce((sum, size) => sum + size, 0);
  };
}

/** The pictures and the stream are in the archive, as they are in the store, but for one file. */
function assertArchive(zip, without) {
  const entries = new Map();
  let at = zip.readUInt32LE(zip.length - 6);
  for (let left = zip.readUInt16LE(zip.length - 12); left > 0; left--) {
    assert.equal(zip.readUInt32LE(at), 0x02014b50);
    const [size, name, extra, comment, local] = [zip.readUInt32LE(at + 24), zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30), zip.readUInt16LE(at + 32), zip.readUInt32LE(at + 42)];
    const begin = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    entries.set(zip.subarray(at + 46, at + 46 + name).toString(), zip.subarray(begin, begin + size));
    at += 46 + name + extra + comment;
  }
  for (const [key, [, bytes]] of Object.entries(files)) {
    assert.deepEqual(entries.get(key), key === without ? undefined : bytes, key);
  }
  assert.ok(entries.has(`${FILM}index.m3u8`));
}

const files = {};

try {
  const open = async (url, options = DESK, more = {}) => {
    const context = await browser.newContext({ ...options, locale: "en-GB", timezoneId: "Europe/Berlin", ...more });
    const opened = await context.newPage();
    opened.setDefaultTimeout(60_000);
    opened.on("pageerror", (error) => assert.fail(`error on a share page: ${error.message}`));
    await opened.addInitScript(watchShifts);
    if (url) {
      await opened.goto(url);
    }
    return opened;
  };
  const shown = async (opened) => {
    await opened.locator("#files", { hasText: "17 files" }).waitFor();
    await opened.waitForFunction(() => document.querySelectorAll("#grid img.loaded").length > 7);
  };
  const scrolled = async (opened) => {
    await until("all tiles are placed", async () => {
      await opened.mouse.wheel(0, 2_000);
      return (await opened.locator("#grid .tile").count()) === SIZES.length + 3;
    });
    await opened.evaluate(() => scrollTo(0, 0));
  };

  const artist = await browser.newPage();
  const drawn = await photos(artist, SIZES);
  await artist.close();
  drawn.forEach((bytes, number) => (files[`${FOLDER}IMG_${4101 + number}.jpg`] = ["image/jpeg", bytes]));
  files[`${FOLDER}contract.pdf`] = ["application/pdf", Buffer.from("%PDF-1.4\n%%EOF\n")];
  files[`${FOLDER}running-order.txt`] = ["text/plain", Buffer.from(TEXT)];
  await upload(api, files);
  const expiresAt = new Date(Date.now() + 8 * 86_400_000);
  expiresAt.setUTCHours(17, 0, 0, 0);
  const terms = { label: "Anna & Ben: the wedding", paths: [FOLDER, FILM], expiresAt: expiresAt.toISOString(), allowDownload: true };
  const link = await api("POST", "/share-links", terms);

  const desk = await open(null);
  const scripts = countScripts(desk);
  await desk.goto(link.url);
  await desk.locator("#grid img.loaded").first().waitFor();
  const scriptBytes = await scripts();
  assert.ok(scriptBytes > 5_000 && scriptBytes < LARGEST_SCRIPT_BYTES, `bytes of script before the first picture: ${scriptBytes}`);
  await scrolled(desk);
  assert.equal(await desk.locator("#sender").innerText(), "Studio Nord");
  assert.ok(await desk.locator("#sender img").evaluate((logo) => logo.complete && logo.naturalWidth > 0), "the logo is shown");
  assert.equal(await desk.title(), "Anna & Ben: the wedding · Studio Nord");
  assert.equal(await desk.locator("#actions .action").evaluate((button) => getComputedStyle(button).backgroundColor), "rgb(122, 31, 61)");
  assert.match(await desk.locator("#terms").innerText(), /^17 files, [\d.]+ [KM]B\s+Open until \w+, \d+ \w+( \d{4})?, \d\d:00\s+Download allowed$/);
  assert.equal(await desk.locator("#grid button", { hasText: "Film" }).count(), 1, "a stream is one tile");
  const rows = await desk.evaluate(() => Object.values(Object.groupBy(document.querySelectorAll("#grid .tile"), (tile) => tile.offsetTop)).map((row) => row.map((tile) => tile.querySelector(".photo").offsetHeight)));
  assert.ok(rows.length > 2 && rows.every((row) => new Set(row).size === 1), `pictures of a row are of one height: ${JSON.stringify(rows)}`);
  const shift = await desk.evaluate(() => globalThis.layoutShift);
  assert.ok(shift < LARGEST_SHIFT, `layout shift: ${shift}`);
  held(`the share page shows names and terms in a justified grid; ${scriptBytes} bytes of script before the first picture, layout shift ${shift.toFixed(4)}`);

  const box = desk.locator("#lightbox");
  const at = (text) => box.locator(".position", { hasText: text }).waitFor();
  await desk.getByRole("button", { name: "IMG_4102.jpg" }).click();
  await at("2 of 17");
  assert.equal(await box.getAttribute("aria-labelledby"), "lightbox-name");
  for (const [key, position] of [["ArrowRight", "3 of 17"], ["ArrowLeft", "2 of 17"], ["Home", "1 of 17"], ["ArrowLeft", "1 of 17"], ["End", "17 of 17"]]) {
    await desk.keyboard.press(key);
    await at(position);
  }
  await desk.keyboard.press("Home");
  await box.getByRole("button", { name: "Next" }).click();
  await at("2 of 17");
  const scale = () => desk.evaluate(() => new DOMMatrix(getComputedStyle(document.querySelector("#lightbox .zoom")).transform).a);
  await until("the picture is there", () => box.locator(".zoom img:not(.small)").evaluate((image) => image.complete && image.naturalWidth === 1000));
  await desk.keyboard.press("+");
  assert.equal(await scale(), 1.5);
  await desk.keyboard.press("0");
  assert.equal(await scale(), 1);
  await desk.mouse.dblclick(640, 430);
  assert.equal(await scale(), 2.5);
  await desk.mouse.wheel(0, 2_000);
  await until("the wheel makes it smaller", async () => (await scale()) === 1);
  await desk.screenshot({ path: path.join(screenshots, "share-lightbox.png") });
  await assertUsable(desk, "lightbox");
  await desk.goBack();
  assert.equal(await box.isVisible(), false);
  assert.equal(desk.url(), link.url);
  assert.equal(await desk.evaluate(() => document.activeElement.dataset.full), `${FOLDER}IMG_4102.jpg`);
  held("the lightbox goes on by keys and buttons, zooms by keys, double click and wheel, closes by going back, and gives the focus back");

  await desk.getByRole("button", { name: "hls, Film" }).click();
  await until("the film plays", () => box.locator("video").evaluate((video) => video.currentTime > 0.1));
  await box.locator("video").evaluate((video) => (video.currentTime = 15));
  await until("the film goes on from there", () => box.locator("video").evaluate((video) => video.currentTime > 15.1));
  await desk.keyboard.press("Escape");
  await desk.getByRole("button", { name: "running-order.txt" }).click();
  await box.locator("pre", { hasText: "Group pictures" }).waitFor();
  await assertUsable(desk, "text in the lightbox");
  await desk.context().close();
  held("a stream is one film that plays and seeks, and a text is shown");

  // The way of a browser that writes to a file as it comes; the file is one that the page can read again.
  const saving = await open(null);
  await saving.addInitScript(() => (globalThis.showSaveFilePicker = async ({ suggestedName }) => (await navigator.storage.getDirectory()).getFileHandle(suggestedName, { create: true })));
  await saving.goto(link.url);
  await saving.getByRole("button", { name: "Download all" }).click();
  await saving.getByText("All files are saved.").waitFor();
  const written = await saving.evaluate(async () => {
    const file = await (await (await navigator.storage.getDirectory()).getFileHandle("Anna & Ben the wedding.zip")).getFile();
    return Array.from(new Uint8Array(await file.arrayBuffer()), (byte) => String.fromCharCode(byte)).join("");
  });
  assertArchive(Buffer.from(written, "latin1"));
  await saving.context().close();

  const gone = `${FOLDER}IMG_4103.jpg`;
  const takedown = await api("POST", "/revocations", { target: { kind: "file", id: gone }, reason: "share-look" });
  // Published isn't yet known at each location.
  const { baseUrl } = await api("POST", "/access-token", { paths: [FOLDER] });
  await until("the edge refuses the file", async () => (await fetch(baseUrl + gone, { method: "HEAD" })).status === 403);
  const keeping = await open(null);
  await keeping.addInitScript(() => delete globalThis.showSaveFilePicker);
  await keeping.goto(link.url);
  const downloading = keeping.waitForEvent("download");
  await keeping.getByRole("button", { name: "Download all" }).click();
  const download = await downloading;
  assert.equal(download.suggestedFilename(), "Anna & Ben the wedding.zip");
  assertArchive(fs.readFileSync(await download.path()), gone);
  await keeping.getByText(/^Saved, without what isn't available at the moment: .*IMG_4103\.jpg\.$/).waitFor();
  await keeping.screenshot({ path: path.join(screenshots, "share-saved.png") });
  await api("DELETE", `/revocations/${takedown.id}`);

  let release = () => {};
  await keeping.route((url) => url.pathname.endsWith("IMG_4104.jpg"), async (route) => {
    await new Promise((resolve) => (release = resolve));
    await route.abort();
  });
  await keeping.getByRole("button", { name: "Download all" }).click();
  await keeping.getByText(/^\d+% of /).waitFor();
  await keeping.screenshot({ path: path.join(screenshots, "share-saving.png") });
  await assertUsable(keeping, "saving");
  await keeping.getByRole("button", { name: "Cancel" }).click();
  await keeping.getByRole("button", { name: "Download all" }).waitFor();
  release();
  await keeping.context().close();
  held("all files are saved as one archive, without a file that was taken down; it can be cancelled");

  const phone = await open(link.url, PHONE);
  await phone.getByRole("button", { name: "IMG_4101.jpg" }).tap();
  const touch = await phone.context().newCDPSession(phone);
  const swipe = async (from, to) => {
    await touch.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [{ x: from, y: 400 }] });
    for (let step = 1; step <= 4; step++) {
      await touch.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: [{ x: from + ((to - from) * step) / 4, y: 402 }] });
    }
    await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  };
  await swipe(300, 80);
  await phone.locator("#lightbox .position", { hasText: "2 of" }).waitFor();
  await swipe(80, 300);
  await phone.locator("#lightbox .position", { hasText: "1 of" }).waitFor();
  await touch.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [{ x: 150, y: 400, id: 1 }, { x: 240, y: 400, id: 2 }] });
  await touch.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: [{ x: 60, y: 400, id: 1 }, { x: 330, y: 400, id: 2 }] });
  await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
  const pinched = await phone.evaluate(() => new DOMMatrix(getComputedStyle(document.querySelector("#lightbox .zoom")).transform).a);
  assert.ok(pinched > 2, `two fingers enlarge: ${pinched}`);
  await phone.screenshot({ path: path.join(screenshots, "share-lightbox-phone.png") });
  await phone.context().close();
  held("on a phone a swipe shows the next picture and two fingers enlarge it");

  const guarded = await api("POST", "/share-links", { ...terms, password: "correct horse" });
  const closed = await api("POST", "/share-links", terms);
  await api("DELETE", `/share-links/${closed.id}`);
  const empty = await api("POST", "/share-links", { label: "Anna & Ben: the wedding", paths: ["pages/nothing-yet/"] });
  const stopped = (part) => (opened) => opened.route((url) => url.pathname.endsWith(part), () => {});
  const STATES = {
    open: { url: link.url, ready: shown },
    opening: { url: link.url, before: stopped("/share-links/access-token"), ready: (opened) => opened.getByText("Opening…").waitFor() },
    listing: { url: link.url, before: stopped("/share-links/objects"), ready: (opened) => opened.getByText("Loading the files…").waitFor() },
    password: { url: guarded.url, ready: (opened) => opened.locator("#password").waitFor() },
    wrong: {
      url: guarded.url,
      ready: async (opened) => {
        await opened.getByLabel("Password").fill("battery staple");
        await opened.keyboard.press("Enter");
        await opened.getByText("That password isn't right").waitFor();
      },
    },
    empty: { url: empty.url, ready: (opened) => opened.getByText("Nothing here yet").waitFor() },
    closed: { url: closed.url, ready: (opened) => opened.getByText("This link was closed").waitFor() },
    unanswered: {
      url: link.url,
      before: (opened) => opened.route((url) => url.pathname.endsWith("/share-links/access-token"), (route) => route.fulfill({ status: 503, contentType: "application/problem+json", body: '{"type":"urn:edgepass:problem:overloaded"}' })),
      ready: (opened) => opened.getByRole("button", { name: "Reload" }).waitFor(),
    },
    offline: {
      url: link.url,
      ready: async (opened) => {
        await shown(opened);
        await opened.context().setOffline(true);
        await opened.getByText("You are offline.").waitFor();
      },
    },
    viewing: { url: (await api("POST", "/share-links", { ...terms, allowDownload: false })).url, ready: shown },
  };
  for (const [where, options] of Object.entries({ desk: DESK, phone: PHONE })) {
    for (const colorScheme of ["light", "dark"]) {
      for (const [state, { url, before = () => {}, ready }] of Object.entries(STATES)) {
        const opened = await open(null, options, { colorScheme });
        await before(opened);
        await opened.goto(url);
        await ready(opened);
        await opened.evaluate(() => Promise.all([...document.querySelectorAll("#grid img")].filter((image) => image.getBoundingClientRect().top < innerHeight).map((image) => image.decode())));
        await opened.evaluate(() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted))));
        await opened.waitForFunction(() => document.getAnimations().every((animation) => animation.playState !== "running" || animation.effect.getTiming().iterations === Infinity));
        await opened.screenshot({ path: path.join(screenshots, `share-${state}-${where}-${colorScheme}.png`) });
        await assertUsable(opened, `${state}, ${where}, ${colorScheme}`);
        const moved = await opened.evaluate(() => globalThis.layoutShift);
        assert.ok(moved < LARGEST_SHIFT, `layout shift of ${state}, ${where}: ${moved}`);
        await opened.context().close();
      }
    }
  }
  held(`${Object.keys(STATES).length} states of the share page, light and dark, on a desk and on a phone, have no serious finding of axe-core and no layout shift`);
} finally {
  await browser.close();
}
