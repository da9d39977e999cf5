// Share pages of unusual files, links and browsers. Part of pages.mjs.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { held, images, shows, until, upload, withoutSiteData } from "./support.mjs";

const FILES = "pages/unnamed/";

/** A second of silence, 8,000 samples of 8 bits. */
function wav() {
  const head = Buffer.alloc(44);
  head.write("RIFF", 0);
  head.writeUInt32LE(36 + 8_000, 4);
  head.write("WAVEfmt ", 8);
  [16, 1 + (1 << 16), 8_000, 8_000, 1 + (8 << 16)].forEach((word, i) => head.writeUInt32LE(word, 16 + 4 * i));
  head.write("data", 36);
  head.writeUInt32LE(8_000, 40);
  return Buffer.concat([head, Buffer.alloc(8_000, 128)]);
}

const PDF = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj
trailer<</Size 4/Root 1 0 R>>
%%EOF
`;

/** By key: none says by its ending which type it has. */
const UNNAMED = {
  photo: ["image/png", Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64")],
  sound: ["audio/wav", wav()],
  document: ["application/pdf", Buffer.from(PDF)],
  notes: ["text/plain", Buffer.from("Bring the second lens.")],
  archive: ["application/zip", Buffer.from("PK\x05\x06" + "\0".repeat(18), "latin1")],
};

/** Opens a share page, and waits until it knows the stored type of each object. */
async function openUnnamed(page, url) {
  const opened = await page();
  const asked = new Set();
  opened.on("response", (answer) => answer.request().method() === "HEAD" && answer.ok() && asked.add(new URL(answer.url()).pathname.split("/").pop()));
  await opened.goto(url);
  await until("each stored type was asked for", () => Object.keys(UNNAMED).every((name) => asked.has(name)));
  await until("the picture without a name is shown", async () => (await images(opened)) === 1);
  return opened;
}

export async function shareCases({ browser, page, executablePath, issuer, admin, api, folder, screenshots }) {
  const link = (terms) => api("POST", "/share-links", terms);

  await upload(api, Object.fromEntries(Object.entries(UNNAMED).map(([name, file]) => [FILES + name, file])));
  const viewing = await openUnnamed(page, (await link({ label: "To be seen", paths: [FILES] })).url);
  const box = viewing.locator("#lightbox");
  const look = async (name) => {
    await viewing.getByRole("button", { name }).click();
    await box.locator(".position").waitFor();
  };
  await look(/^sound/);
  await until("the sound has its length", () => box.locator("audio").evaluate((audio) => audio.duration === 1));
  assert.equal(await box.locator("audio").getAttribute("controlslist"), "nodownload");
  await viewing.keyboard.press("Escape");
  await look(/^notes/);
  await box.locator("pre", { hasText: "Bring the second lens." }).waitFor();
  await viewing.keyboard.press("Escape");
  await look(/^document/);
  const opening = viewing.waitForEvent("popup");
  await box.getByRole("link", { name: "Open document" }).click();
  const opened = await opening;
  await until("the document is open", async () => (await opened.evaluate(() => document.contentType)) === "application/pdf");
  await opened.close();
  await viewing.keyboard.press("Escape");
  await look(/^archive/);
  await box.getByText("can't be shown here").waitFor();
  assert.equal(await viewing.locator("a[data-download]").count(), 0);
  await viewing.screenshot({ path: path.join(screenshots, "share-file.png") });
  await viewing.close();
  held("the share page takes types from the store, plays sound, shows text, opens PDF, and offers no download that the link doesn't allow");

  const url = (await link({ label: "To be kept", paths: [FILES], allowDownload: true })).url;
  const keeping = await openUnnamed(page, url);
  assert.equal(await keeping.locator("#grid .download").count(), Object.keys(UNNAMED).length);
  for (const name of ["photo", "archive"]) {
    const downloading = keeping.waitForEvent("download");
    await keeping.getByRole("link", { name: `Download ${name}` }).click();
    const download = await downloading;
    assert.deepEqual(fs.readFileSync(await download.path()), UNNAMED[name][1]);
    assert.match(download.suggestedFilename(), new RegExp(`^${name}`));
  }
  assert.equal(keeping.url(), url);
  await keeping.close();
  held("where the link allows it, each file has a button that saves it");

  const slashed = await page();
  await slashed.goto(`${(await link({ label: "By mail", paths: [folder] })).url}/`);
  await shows(slashed, 3);
  await slashed.close();
  held("a link with a slash behind it opens");

  const embedded = await page();
  await embedded.goto((await link({ label: "For an app", paths: [folder], allowedOrigins: ["https://app.example"] })).url);
  await shows(embedded, 3);
  await embedded.close();
  held("a link for certain origins opens on its own page");

  const single = await link({ label: "One seat", paths: [folder], maxViewers: 1 });
  const context = await browser.newContext();
  const tabs = await Promise.all([1, 2, 3, 4].map(() => context.newPage()));
  await Promise.all(tabs.map((tab) => tab.goto(single.url)));
  await Promise.all(tabs.map((tab) => shows(tab, 3)));
  await until("one seat is taken", async () => (await api("GET", `/share-links/${single.id}`)).seatsTaken === 1);
  await context.close();
  held("tabs that one viewer opens together take one seat");

  const plain = await link({ label: "Site data blocked", paths: [folder] });
  await withoutSiteData(executablePath, async (forbidding) => {
    const visitor = await forbidding.newPage();
    visitor.on("pageerror", (error) => assert.fail(`error without site data: ${error.message}`));
    await visitor.goto(plain.url);
    for (const storage of ["localStorage", "sessionStorage"]) {
      await assert.rejects(visitor.evaluate((name) => globalThis[name], storage), /SecurityError|denied/);
    }
    await assert.rejects(visitor.evaluate(async () => (await import("/assets/share/tabs-store.js")).tabsStore.get("")), /SecurityError|denied/);
    await shows(visitor, 3);
    await visitor.screenshot({ path: path.join(screenshots, "share-no-site-data.png") });
    await visitor.goto(`${issuer}/admin#login=${admin}`);
    await visitor.locator("#links tr", { hasText: "Site data blocked" }).waitFor();
    assert.equal(await visitor.locator("#notice").isVisible(), false);
  });
  held("share page and console open where site data is blocked");
}
