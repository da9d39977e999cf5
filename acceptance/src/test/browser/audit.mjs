// What the auditor's page shows, on a log that the script makes first. Driven in a real browser by AuditPageIT.
//
//   node audit.mjs <chromium> <issuer URL> <admin's login JWT> <its subject> <auditor's login JWT> <user's login JWT> <folder of the media> <folder for proofs> <folder for screenshots>
//
// Prints one line for each expectation that held; the first that doesn't ends it with exit code 1.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { apiWith, assertUsable, held, launch, until } from "./support.mjs";

const [executablePath, issuer, admin, adminName, auditor, user, folder, proofs, screenshots] = process.argv.slice(2);
const TIMEOUT = 60_000;
const FILE = `${folder}1.jpg`;
const WIDE = { width: 1280, height: 900 };
const PHONE = { width: 360, height: 740 };

const browser = await launch(executablePath);
const requests = [];

async function page(viewport, more = {}) {
  const context = await browser.newContext({ viewport, acceptDownloads: true, locale: "en-GB", timezoneId: "Europe/Berlin", ...more });
  const opened = await context.newPage();
  opened.setDefaultTimeout(TIMEOUT);
  opened.on("request", (request) => requests.push(`${request.url()} ${request.postData() ?? ""}`));
  opened.on("pageerror", (error) => assert.fail(`error in ${opened.url().replace(/#.*/, "")}: ${error.message}`));
  await opened.addInitScript(() => {
    globalThis.shifted = 0;
    new PerformanceObserver((list) => list.getEntries().forEach(({ hadRecentInput, value }) => (globalThis.shifted += hadRecentInput ? 0 : value))).observe({ type: "layout-shift", buffered: true });
  });
  return opened;
}

/** Nothing that axe-core calls serious or critical, and nothing that needs a wider window. */
async function usable(opened, name) {
  await opened.screenshot({ path: path.join(screenshots, `audit-${name}.png`), fullPage: true });
  await assertUsable(opened, name);
}

/** Asks by the keyboard alone. */
async function ask(opened, text) {
  await opened.locator("#ask [name=q]").focus();
  await opened.keyboard.press("Control+A");
  await opened.keyboard.insertText(text);
  await opened.keyboard.press("Enter");
}

const said = (opened, text) => opened.locator("#answer-body .said", { hasText: text }).first().waitFor();
const local = (ms) => new Date(ms).toLocaleString("sv", { timeZone: "Europe/Berlin" }).replace(" ", "T");

async function saved(opened, click, to) {
  const [download] = await Promise.all([opened.waitForEvent("download"), click()]);
  const file = path.join(to, download.suggestedFilename());
  await download.saveAs(file);
  return file;
}

try {
  const api = apiWith(issuer, admin);
  const link = await api("POST", "/share-links", { label: "Audited", paths: [folder], countViews: true });
  const secret = link.url.split("/").pop();
  const issued = await api("POST", "/share-links/access-token", { secret });
  const view = issued.baseUrl + FILE;
  assert.equal((await fetch(view)).status, 200);
  await api("POST", `/share-links/${link.id}/suspend`);
  await api("POST", `/share-links/${link.id}/resume`);
  // The page asks to the second.
  const good = Date.now();
  await until("two seconds have passed", () => Date.now() > good + 2_000);
  await api("DELETE", `/share-links/${link.id}`);
  held("a link was made, used, suspended, resumed and closed");

  const stranger = await page(WIDE);
  await stranger.goto(`${issuer}/audit#login=${user}`);
  await stranger.locator("#notice", { hasText: "for auditors and admins" }).waitFor();
  assert.equal(await stranger.locator("#desk").isVisible(), false);
  held("who is no auditor is told so");

  const desk = await page(WIDE);
  await desk.goto(`${issuer}/admin#login=${auditor}`);
  await desk.getByRole("link", { name: "Audit", exact: true }).click();
  await desk.locator("#begin").waitFor();
  await usable(desk, "begin");
  held("an auditor finds the page from the console and is told what it answers");

  requests.length = 0;
  await ask(desk, view);
  await said(desk, /could not open .*: access was revoked/);
  assert.ok(desk.url().includes(issued.jti) && !requests.some((request) => request.includes(issued.token)), "the token stays in the browser");
  await until("the heading has the focus", () => desk.evaluate(() => document.activeElement.id === "answer-title"));
  await usable(desk, "token-revoked");
  await desk.locator("#moment [name=at]").fill(local(good + 1_000));
  await desk.keyboard.press("Enter");
  await said(desk, new RegExp(`could open ${FILE}: issued .*, not revoked until`));
  await said(desk, /As known at the edge: /);
  await usable(desk, "token-granted");
  await desk.goBack();
  await said(desk, /could not open/);
  held("a pasted address of a view tells whether its token could open the file, then and now, without leaving the browser");

  await desk.locator(".facts a", { hasText: link.id }).click();
  await said(desk, "closed for good");
  await said(desk, /^1 token was issued from it, none after it stopped being open/);
  await desk.locator(".reported", { hasText: "not proved" }).waitFor();
  const titles = await desk.locator(".numbered .what").allInnerTexts();
  assert.deepEqual(titles, ["Share link made → open", "Share link suspended → suspended", "Share link resumed → open", "Share link closed → closed"]);
  const drawn = await desk.locator(".life svg").evaluate((svg) => [...svg.querySelectorAll("text.number")].map((text) => text.textContent));
  assert.deepEqual(drawn, ["1", "2", "3", "4"]);
  await desk.locator(".numbered li", { hasText: "Share link closed" }).getByText(/Known at the edge: not before .*, everywhere by/).waitFor();
  assert.ok((await desk.evaluate(() => globalThis.shifted)) < 0.1, "nothing jumps");
  await usable(desk, "link");
  held("a link's life is a picture and a list, from its making to its closing, with what the edge knew when");

  const closed = desk.locator(".numbered li", { hasText: "Share link closed" }).getByRole("button", { name: /^Proof/ });
  await closed.focus();
  await desk.keyboard.press("Enter");
  const save = desk.locator("#proof").getByRole("link", { name: "Save the proof" });
  await save.or(desk.locator("#proof [data-seal]")).locator("visible=true").waitFor();
  if (!(await save.isVisible())) {
    await usable(desk, "proof-not-sealed");
    await desk.locator("#proof [data-seal]").click();
    await save.waitFor();
  }
  await usable(desk, "proof");
  const proof = await saved(desk, () => save.click(), proofs);
  const event = await saved(desk, () => desk.getByRole("link", { name: "Save the event" }).click(), proofs);
  assert.equal(event, proof.replace(/\.tlog-proof$/, ".json"));
  assert.ok(fs.readFileSync(event, "utf8").includes(link.id));
  assert.match(await desk.locator("#proof [data-command]").innerText(), new RegExp(`check-proof ${path.basename(proof)} --key KEY$`));
  await desk.keyboard.press("Escape");
  await until("the keyboard is where it was", () => closed.evaluate((button) => button === document.activeElement));
  await desk.locator("#archive summary").click();
  fs.writeFileSync(path.join(proofs, "verifier-key"), await desk.locator("#archive-body code").innerText());
  await desk.locator("#archive-body li", { hasText: "edgepass.control-0" }).waitFor();
  await usable(desk, "archive");
  held("an event and its proof are handed out as two files");

  await ask(desk, FILE);
  await said(desk, `could open ${FILE}`);
  await desk.locator("#moment [name=at]").fill(local(good + 1_000));
  await desk.locator("#moment").getByRole("button", { name: "Show" }).click();
  const more = desk.locator("#answer-body").getByRole("button", { name: "Load more" });
  for (const text of [`${link.id}made by ${adminName}`, `Token ${issued.jti}issued to`]) {
    const row = desk.locator("#answer-body .event", { hasText: text });
    await until(`listed: ${text}`, async () => {
      if ((await row.count()) === 0 && (await more.isVisible())) {
        await more.click();
      }
      return (await row.count()) === 1;
    });
  }
  await usable(desk, "file");
  held("a file's links and tokens of a moment are found");

  await ask(desk, adminName);
  await desk.locator("#happened-other a", { hasText: "What it did itself" }).click();
  await desk.locator("#events .event", { hasText: `by ${adminName}` }).first().waitFor();
  const csv = await saved(desk, () => desk.getByRole("button", { name: "Download CSV" }).click(), screenshots);
  const count = Number(/^([\d,]+) events? saved/.exec(await desk.locator("#happened-state").innerText())[1].replaceAll(",", ""));
  assert.equal(fs.readFileSync(csv, "utf8").trim().split(/\r?\n/).length, count + 1);
  await usable(desk, "login");
  held("what a login did is found by its name, and saved");

  await ask(desk, "AAAAAAAAAAAAAAAAAAAAAA");
  await said(desk, "The log has no token and no share link of this id");
  await ask(desk, "nobody.of.this.name@nowhere");
  await desk.locator("#happened-state", { hasText: "Nothing in the log matches." }).waitFor();
  await usable(desk, "empty");
  await desk.goto(`${issuer}/audit#token=AAAAAAAAAAAAAAAAAAAAAA`);
  await said(desk, "The log has no token of this id");
  await usable(desk, "unknown");
  await desk.goto(`${issuer}/audit#link=${link.id}&at=2020-01-01T00:00:00Z`);
  await said(desk, "The log begins only later");
  await ask(desk, link.url);
  await desk.locator("#ask-error", { hasText: "secret address of a share link" }).waitFor();
  assert.ok(!requests.some((request) => request.includes(secret)), "the secret stays in the browser");
  held("what isn't known, and what can't be asked, is said");

  const phone = await page(PHONE, { colorScheme: "dark", hasTouch: true });
  await phone.goto(`${issuer}/audit#login=${auditor}`);
  await phone.locator("#begin").waitFor();
  await usable(phone, "phone-begin");
  await ask(phone, link.id);
  await said(phone, "closed for good");
  await usable(phone, "phone-link");
  await phone.goto(`${issuer}/audit#token=${issued.jti}`);
  await said(phone, "could not open");
  await usable(phone, "phone-token");
  held("it works on a phone, in the dark");
} finally {
  await browser.close();
}
