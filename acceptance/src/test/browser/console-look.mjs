// The console as people meet it: handed over by an app's page, empty, on a desk and on a phone, in light and dark; and what it asks, keeps and forgets. Driven in a real browser by PagesIT.
//
//   node console-look.mjs <chromium> <issuer URL> <admin's login JWT> <owner's login JWT> <newcomer's login JWT> <file with the local identity's key> <app's origin> <folder for screenshots>
//
// Prints one line for each expectation that held; the first that doesn't ends it with exit code 1.
import assert from "node:assert/strict";
import crypto from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { photos } from "./photos.mjs";
import { apiWith, assertUsable, held, launch, until, upload } from "./support.mjs";

const [executablePath, issuer, admin, owner, newcomer, keyFile, app, screenshots] = process.argv.slice(2);
const DESK = { viewport: { width: 1280, height: 860 } };
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
const FOLDER = "pages/look/";
/** Another one for each run. */
const INBOX = `pages/inbox-${Date.now().toString(36)}/`;

const browser = await launch(executablePath);
const api = apiWith(issuer, admin);
const apiOfOwner = apiWith(issuer, owner);

async function open(url, options = DESK, colorScheme = "light") {
  const context = await browser.newContext({ ...options, colorScheme, locale: "en-GB", timezoneId: "Europe/Berlin" });
  const opened = await context.newPage();
  opened.setDefaultTimeout(60_000);
  opened.on("pageerror", (error) => assert.fail(`error in ${opened.url().replace(/#.*/, "")}: ${error.message}`));
  if (url) {
    await opened.goto(url);
  }
  return opened;
}

async function look(page, name, fullPage = true) {
  await page.screenshot({ path: path.join(screenshots, `console-${name}.png`), fullPage });
  await assertUsable(page, name);
}

/** A login of the local identity. */
function jwt(claims) {
  const part = (json) => Buffer.from(JSON.stringify(json)).toString("base64url");
  const now = Math.floor(Date.now() / 1000);
  const jwk = JSON.parse(fs.readFileSync(keyFile));
  const key = crypto.createPrivateKey({ key: jwk, format: "jwk" });
  const said = `${part({ alg: "ES256", typ: "JWT", kid: jwk.kid })}.${part({ iss: "edgepass-local-identity", aud: "edgepass-issuer", sub: "carla", iat: now, exp: now + 60, ...claims })}`;
  return `${said}.${crypto.sign("sha256", Buffer.from(said), { key, dsaEncoding: "ieee-p1363" }).toString("base64url")}`;
}

/** An app's page sends its form, as docs/identity.md says. */
async function handOver(page) {
  const login = jwt({ jti: crypto.randomUUID() });
  const form = `<form method="post" action="${issuer}/login/hand-over"><input type="hidden" name="login" value="${login}"><button>Share links</button></form>`;
  await page.route(`${app}/**`, (route) => route.fulfill({ contentType: "text/html", body: form }));
  await page.goto(`${app}/`);
  await page.getByRole("button", { name: "Share links" }).click();
  await page.waitForURL(`${issuer}/admin`);
}

/** Nothing can be chosen that can't be undone until `word` is typed; then it is done. */
async function confirmTyped(page, value, word) {
  const action = page.locator(`#confirm button[value=${value}]`);
  await page.locator("#confirm [data-text]", { hasText: /This can't be undone\.$/ }).waitFor();
  assert.equal(await action.isDisabled(), true, value);
  await page.locator("#confirm [name=typed]").fill(word);
  await action.click();
}

const search = (page) => page.locator("#find [name=q]");

try {
  const handed = await open();
  await handOver(handed);
  await handed.locator("#who", { hasText: "carla" }).waitFor();
  assert.equal(await handed.evaluate(() => sessionStorage.length), 0);
  await handed.evaluate((expired) => sessionStorage.setItem("edgepass.login", expired), jwt({ sub: "before", exp: 1_700_000_000 }));
  await handed.reload();
  await handed.locator("#who", { hasText: "carla" }).waitFor();
  assert.equal(await handed.locator("#login").isVisible(), false);
  await handed.context().close();
  held("an app's page hands a login over where there is no provider, also to a tab whose own login has expired");

  const drawing = await open("about:blank");
  const pictures = await photos(drawing, [[600, 400], [400, 600], [600, 400], [500, 500]]);
  await upload(api, Object.fromEntries(pictures.map((bytes, i) => [`${FOLDER}${["a", "b", "harbour-1", "museum"][i]}.jpg`, ["image/jpeg", bytes]])));
  await upload(api, { [`${FOLDER}before/first cut.jpg`]: ["image/jpeg", pictures[0]] });
  await drawing.context().close();
  const later = (days) => new Date(Date.now() + days * 86_400_000).toISOString();
  const link = await api("POST", "/share-links", { label: "Harbour, second cut", paths: [FOLDER], expiresAt: later(8), maxViewers: 5, allowDownload: true });
  const inbox = await api("POST", "/share-links", { kind: "upload", label: "Pictures of your camera", prefix: `${INBOX}old/`, maxFiles: 10, maxBytes: 100_000_000, expiresAt: later(8) });
  const exchanged = await fetch(`${issuer}/api/v1/media/share-links/access-token`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ secret: link.url.split("/").pop() }) });
  assert.equal(exchanged.status, 201, await exchanged.clone().text());

  for (const [where, options, colorScheme, other] of [["desk", DESK, "light", "dark"], ["phone", PHONE, "dark", "light"]]) {
    const inBoth = async (page, name) => {
      for (const scheme of [other, colorScheme]) {
        await page.emulateMedia({ colorScheme: scheme });
        await look(page, `${name}-${where}-${scheme}`);
      }
    };
    const page = await open(`${issuer}/admin#login=${admin}`, options, colorScheme);
    await page.locator("#links tr", { hasText: "Harbour" }).waitFor();
    await page.locator("#feed[data-state=current]", { hasText: /^Feed current \d+ s old, position \d+$/ }).waitFor();
    await page.locator("#revocations-title").waitFor();
    await inBoth(page, "list");
    await page.getByRole("link", { name: "Harbour, second cut" }).first().click();
    await page.locator("#viewers tbody tr").waitFor();
    await page.locator("#link-past li").nth(1).waitFor();
    assert.equal(await page.locator("#feed").isVisible(), true);
    await inBoth(page, "link");
    await page.getByRole("link", { name: "All share links" }).click();
    await search(page).fill(link.url.replace("/s/", "/view/").replace(/[^/]+$/, `${jwt({ jti: "h8Jq2LrT5vWxYz01AbCdEf", lnk: link.id })}/a.jpg`));
    await page.locator("#pasted", { hasText: "A media token of the share link" }).waitFor();
    await look(page, `pasted-${where}`);
    await page.locator("#new").evaluate((form) => (form.open = true));
    await page.locator("#create [data-pick=paths]").click();
    await page.locator("#picker .folder", { hasText: "pages/" }).click();
    await page.locator("#picker .folder", { hasText: "look/" }).click();
    await until("the pictures are shown", () => page.locator("#picker img").evaluateAll((images) => images.length === 4 && images.every(({ naturalWidth }) => naturalWidth > 0)));
    await page.locator("#picker").getByRole("button", { name: "Add museum.jpg" }).click();
    assert.equal(await page.locator("#create [name=paths]").inputValue(), `${FOLDER}museum.jpg`);
    await look(page, `picker-${where}`, false);
    await page.locator("#picker [data-done]").click();
    const empty = await open(`${issuer}/admin#login=${newcomer}`, options, colorScheme);
    await empty.locator("#welcome").waitFor();
    assert.equal(await empty.locator("#new").evaluate((form) => form.open), true);
    await look(empty, `empty-${where}`);
    await empty.context().close();
    await page.context().close();
  }
  held("the console, light and dark, on a desk and on a phone, has no serious finding of axe-core and fits the window; the feed's state is in sight");

  const page = await open(`${issuer}/admin#login=${admin}`);
  const sent = [];
  page.on("request", (request) => sent.push(`${request.method()} ${request.url()} ${request.postData() ?? ""}`));
  await page.locator("#links tr", { hasText: "Harbour" }).waitFor();
  const secret = link.url.split("/").pop();
  for (const [one, label] of [[secret, "Harbour"], [inbox.url.split("/").pop(), "Pictures of your camera"]]) {
    await search(page).fill(one);
    await page.locator("#pasted", { hasText: "The secret of a share link." }).waitFor();
    await until("the one link is listed", async () => (await page.locator("#links tr").count()) === 1);
    await page.locator("#links tr", { hasText: label }).waitFor();
    assert.equal(await search(page).inputValue(), "");
  }
  const unknown = crypto.randomBytes(16).toString("base64url");
  await search(page).fill(unknown);
  await page.locator("#pasted").getByRole("button", { name: `Revoke the token with this id… ${unknown}` }).waitFor();
  await page.keyboard.press("Enter");
  await until("all links are listed", async () => (await page.locator("#links tr").count()) > 1);
  for (const one of [secret, inbox.url.split("/").pop(), unknown]) {
    assert.deepEqual(sent.filter((request) => request.includes(one)), []);
  }
  await page.locator("#pasted").getByRole("button", { name: "Search for it" }).click();
  await page.locator("#empty").waitFor();
  await search(page).fill("holiday.2024.jpg");
  await until("it is searched for", () => sent.some((request) => request.includes("q=holiday.2024.jpg")));
  assert.equal(await search(page).inputValue(), "holiday.2024.jpg");
  await search(page).fill(link.id);
  await page.locator("#pasted").getByRole("link", { name: "Open the link with this id" }).click();
  await page.locator("#link-head h2", { hasText: "Harbour, second cut" }).waitFor();
  held("a pasted secret is found by its digests and goes nowhere; an id has its offers; a name with dots stays");

  await page.locator("#link-head", { hasText: ", expires " }).getByRole("button", { name: "Edit" }).click();
  for (const name of ["expiresAt", "label", "maxViewers"]) {
    await page.locator(`#edit [name=${name}]`).fill("");
  }
  await page.locator("#edit button.action").click();
  await page.locator("#link-head", { hasText: ", without an end." }).waitFor();
  const facts = await page.locator("#link-about").innerText();
  assert.match(facts, /any number/);
  assert.doesNotMatch(`${facts} ${await page.locator("#link-head").innerText()}`, /Harbour|of which/);
  assert.match(await page.locator("#link-opened").innerText(), /\w/);
  held("a link's page has no term that an edit has removed");

  await page.getByRole("link", { name: "All share links" }).click();
  await page.locator("#new").evaluate((form) => (form.open = true));
  await page.locator("#create [name=label]").fill("Twice");
  await page.locator("#create [name=paths]").fill(FOLDER);
  // The first answer gets lost.
  const creations = [];
  await page.route("**/api/v1/media/share-links", async (route) => {
    creations.push(route.request().headers()["idempotency-key"]);
    const answer = await route.fetch();
    await (creations.length === 1 ? route.abort() : route.fulfill({ response: answer }));
  });
  await page.locator("#create button.action").dblclick();
  await page.locator("#notice", { hasText: "It isn't known whether the link was created" }).waitFor();
  assert.equal(creations.length, 1, "a double click sends one request");
  await page.locator("#create button.action").click();
  await page.getByLabel("The link", { exact: true }).waitFor();
  await page.unroute("**/api/v1/media/share-links");
  assert.deepEqual(creations, [creations[0], creations[0]]);
  const twice = (await api("GET", "/share-links?q=Twice&status=active")).shareLinks;
  assert.equal(twice.length, 1);
  await api("DELETE", `/share-links/${twice[0].id}`);
  held("a double click makes one link, and so does a second attempt after an answer that got lost");

  const sender = await open(inbox.url);
  await sender.getByLabel("Your name").fill("Anna Berg");
  const files = ["one.txt", "two.txt"].map((name) => ({ name, mimeType: "text/plain", buffer: Buffer.from("14:00 Ceremony\n") }));
  await sender.getByLabel("Files", { exact: true }).and(sender.locator("input")).setInputFiles(files);
  await sender.getByRole("button", { name: /^Send \d/ }).click();
  await sender.getByRole("heading", { name: "2 files were received" }).waitFor();
  await sender.context().close();
  await upload(api, { [`${INBOX}new/one.txt`]: ["text/plain", Buffer.from("before")] });
  await page.goto(`${issuer}/admin#link=${inbox.id}`);
  await page.locator("#received tbody tr").nth(1).waitFor();
  await page.locator("#link-head").getByRole("button", { name: "Edit" }).click();
  await page.locator("#edit [name=prefix]").fill(`${INBOX}new/`);
  await page.locator("#edit button.action").click();
  await page.locator("#link-about", { hasText: `${INBOX}new/` }).waitFor();
  await page.getByRole("button", { name: "Accept all 2" }).click();
  await page.locator("#received [data-message]", { hasText: `1 file accepted into ${INBOX}new/. 1 file not accepted` }).waitFor();
  await page.getByRole("button", { name: "Replace" }).click();
  await page.locator("#confirm [data-text]", { hasText: `There is an object ${INBOX}new/one.txt. It becomes the received file` }).waitFor();
  await confirmTyped(page, "replace", "replace");
  await page.locator("#received [data-message]", { hasText: `1 file accepted into ${INBOX}new/.` }).waitFor();
  await page.context().close();
  held("received files go where the page says, also after an edit of the folder, and replacing one is typed");

  const own = await apiOfOwner("POST", "/share-links", { label: "An owner's", paths: ["projects/pictures/"] });
  const mine = await open(`${issuer}/admin#login=${owner}`);
  await mine.getByRole("link", { name: "An owner's" }).click();
  await mine.locator("#link-past", { hasText: "are on the log: admins and auditors read it" }).waitFor();
  await mine.locator("#link-head").getByRole("button", { name: "Revoke" }).click();
  await mine.locator("#confirm [data-preview]", { hasText: "It hits 1 share link. 0 viewers came by it so far." }).waitFor();
  await look(mine, "revoke-owner");
  await confirmTyped(mine, "revoke", "revoke");
  await mine.locator("#link-past", { hasText: "Share link closed" }).waitFor();
  await mine.locator("#link-head").getByRole("button", { name: "Erase words" }).click();
  await confirmTyped(mine, "erase-words", "erase");
  await mine.locator("#link-head h2", { hasText: "(erased)" }).waitFor();
  assert.equal((await apiOfOwner("GET", `/share-links/${own.id}`)).wordsErased, true);
  await mine.context().close();
  held("an owner sees what closing a link hits, and types what can't be undone");

  await api("POST", "/share-links/revoke", { ids: [link.id, inbox.id] });
} finally {
  await browser.close();
}
