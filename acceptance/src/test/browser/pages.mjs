// What the three pages show a person: gallery, console, share page. Driven in a real browser by PagesIT.
//
//   node pages.mjs <chromium> <issuer URL> <user's login JWT> <admin's login JWT> <auditor's login JWT> <folder of the media, three images> <folder for screenshots>
//
// Prints one line for each expectation that held; the first that doesn't ends it with exit code 1.
import assert from "node:assert/strict";
import path from "node:path";
import { consoleCases } from "./console-cases.mjs";
import { shareCases } from "./share-cases.mjs";
import { apiWith, held, launch } from "./support.mjs";

const [executablePath, issuer, user, admin, auditor, folder, screenshots] = process.argv.slice(2);
const TIMEOUT = 60_000;

const browser = await launch(executablePath);
const requests = [];

async function page(viewport = { width: 1280, height: 900 }) {
  const opened = await browser.newPage({ viewport });
  opened.setDefaultTimeout(TIMEOUT);
  opened.on("request", (request) => requests.push(request.url()));
  opened.on("pageerror", (error) => assert.fail(`error in ${opened.url().replace(/#.*/, "")}: ${error.message}`));
  return opened;
}

async function loadedImages(opened, count) {
  await opened.waitForFunction(
    (wanted) => [...document.querySelectorAll("#grid img")].filter((image) => image.complete && image.naturalWidth > 0).length >= wanted,
    count,
  );
}

/** Waits for what shows up once the read model has it. */
async function seen(locator, again) {
  const end = Date.now() + TIMEOUT;
  while (!(await locator.waitFor({ timeout: 1_000 }).then(() => true, () => false))) {
    assert.ok(Date.now() < end, `not seen: ${locator}`);
    await again();
  }
}

try {
  const gallery = await page();
  await gallery.goto(`${issuer}/#login=${user}`);
  await loadedImages(gallery, 2);
  assert.ok(!gallery.url().includes("login="), "the login leaves the address bar");
  await gallery.screenshot({ path: path.join(screenshots, "gallery.png") });
  const media = requests.filter((url) => url.includes("/view/"));
  assert.ok(media.length > 0 && media.every((url) => !url.startsWith(issuer)), "media comes from the edge only");
  const tokens = new Set(media.map((url) => new URL(url).pathname.split("/")[2]));
  assert.equal(tokens.size, 1, "one token for all images");
  assert.ok(requests.every((url) => !url.split("#")[0].includes(user)), "no request has the login in its URL");
  held("the gallery shows its images from the edge with one token");

  const console_ = await page();
  await console_.goto(`${issuer}/admin#login=${admin}`);
  await console_.locator("#new").evaluate((form) => (form.open = true));
  await console_.locator("#create [name=label]").fill("For the client");
  await console_.locator("#create [name=paths]").fill(folder);
  await console_.locator("#create button.action").click();
  await console_.locator("#created").waitFor();
  const link = await console_.locator("#created").evaluate((created) => {
    const field = created.querySelector("input, output, code, a");
    return field.value ?? field.href ?? field.textContent;
  });
  assert.match(link, /\/s\/[A-Za-z0-9_-]{22}$/);
  await console_.screenshot({ path: path.join(screenshots, "admin.png") });
  held("the console makes a link and shows it once");

  await console_.locator("#find [name=q]").fill("no such LINK");
  await console_.locator("#empty").waitFor();
  await console_.locator("#find [name=q]").fill("for the CLIENT");
  await console_.getByRole("button", { name: "Label", exact: true }).click();
  await console_.locator("th[aria-sort=ascending]", { hasText: "Label" }).waitFor();
  await console_.locator("#links tr", { hasText: "For the client" }).getByRole("button", { name: "Edit" }).click();
  await console_.locator("#edit [name=label]").fill("For the client, second cut");
  await console_.screenshot({ path: path.join(screenshots, "edit.png") });
  await console_.locator("#edit button.action").click();
  await console_.locator("#links tr", { hasText: "second cut" }).waitFor();
  held("the console finds a link and edits it");

  const share = await page({ width: 480, height: 900 });
  await share.goto(link);
  await loadedImages(share, 2);
  await share.screenshot({ path: path.join(screenshots, "share.png") });
  const secret = link.split("/").pop();
  assert.ok(requests.filter((url) => url.includes(secret)).every((url) => url === link), "the secret is in no URL but the link's own");
  held("the share page shows its images to whoever has the link");

  const exchanges = [];
  share.on("request", (request) => request.url().endsWith("/share-links/access-token") && exchanges.push(Object.keys(request.postDataJSON())));
  await share.reload();
  await loadedImages(share, 2);
  assert.deepEqual(exchanges, [], "a reload asks for no token");
  held("a reload of the share page goes on with its token");

  const api = apiWith(issuer, admin);
  const guarded = await page({ width: 480, height: 900 });
  await guarded.goto((await api("POST", "/share-links", { label: "With a password", paths: [folder], password: "correct horse" })).url);
  const password = guarded.locator("#password input");
  await password.fill("battery staple");
  await guarded.locator("#password button").click();
  await guarded.locator("#password [data-message]", { hasText: "isn't right" }).waitFor();
  await guarded.screenshot({ path: path.join(screenshots, "share-password.png") });
  await password.fill("correct horse");
  await guarded.locator("#password button").click();
  await loadedImages(guarded, 2);
  assert.equal(await guarded.locator("#password").isVisible(), false);
  held("the share page asks for a password, and again where it is wrong");

  await console_.locator("#create [name=label]").fill("Proofs");
  await console_.locator("#create [name=paths]").fill(folder);
  await console_.locator("#create [name=recipients]").fill("Ann\nBob");
  await console_.locator("#create button.action").click();
  await console_.getByLabel("For Bob", { exact: true }).waitFor();
  const anns = await console_.getByLabel("For Ann", { exact: true }).inputValue();
  assert.notEqual(anns, await console_.getByLabel("For Bob", { exact: true }).inputValue());
  assert.equal(await console_.locator("#created input").count(), 2);
  await console_.screenshot({ path: path.join(screenshots, "recipients.png") });
  held("the console makes a link for each recipient");

  const ann = await page({ width: 480, height: 900 });
  await ann.goto(anns);
  await loadedImages(ann, 2);
  await ann.locator("#counted", { hasText: "when it is opened" }).waitFor();
  const annsRow = console_.locator("#links tr", { hasText: "for Ann" });
  await seen(annsRow.locator("td.opened", { hasText: "at least 1 open" }), () => console_.reload());
  await annsRow.getByRole("link", { name: "Proofs" }).click();
  await console_.locator("#link-opened", { hasText: /^Opened at least 1 time, / }).waitFor();
  await console_.locator("#viewers tbody td.opened", { hasText: /^at least 1 open, last .*: \d+ requests?, / }).waitFor();
  await console_.screenshot({ path: path.join(screenshots, "views.png") });
  held("the sender sees when a link was opened, and the share page says so");
  await console_.locator("#viewers tbody tr", { hasText: "has access" }).getByRole("button", { name: "Remove" }).click();
  await console_.locator("#confirm button[value=remove]").click();
  await console_.locator("#viewers [data-message]", { hasText: "refuses the viewer" }).waitFor();
  assert.equal(await console_.locator("#viewers tbody tr", { hasText: "removed" }).count(), 1);
  await console_.screenshot({ path: path.join(screenshots, "viewers.png") });
  await console_.locator("#viewers tbody").getByRole("button", { name: "Erase views" }).click();
  await console_.locator("#confirm [name=typed]").fill("erase");
  await console_.locator("#confirm button[value=erase]").click();
  await console_.locator("#viewers [data-message]", { hasText: "is being erased" }).waitFor();
  await console_.locator("#viewers tbody td.opened", { hasText: /^erased$/ }).waitFor();
  await seen(console_.locator("#link-past li", { hasText: "Viewer removed" }), () => console_.reload());
  await console_.locator("#link-past li", { hasText: /by console/ }).first().waitFor();
  await console_.screenshot({ path: path.join(screenshots, "link.png"), fullPage: true });
  await console_.getByRole("link", { name: "All share links" }).click();
  held("a link's page has its viewers, removes one, and says who did what to it");

  await console_.locator("#find [name=q]").fill("proofs");
  await console_.locator("#links tr", { hasText: "For the client" }).waitFor({ state: "detached" });
  await console_.getByLabel("Mark all shown links").check();
  await console_.locator("#marked", { hasText: "2 marked" }).getByRole("button").click();
  await console_.locator("#confirm", { hasText: "2 share links" }).waitFor();
  await console_.screenshot({ path: path.join(screenshots, "revoke-many.png") });
  assert.equal(await console_.locator("#confirm button[value=close]").isDisabled(), true, "what can't be undone is typed");
  await console_.locator("#confirm [name=typed]").fill("revoke 2");
  await console_.locator("#confirm button[value=close]").click();
  await console_.locator("#notice", { hasText: "refuses the links." }).waitFor();
  assert.equal(await console_.locator("#links .badge.closed").count(), 2);
  assert.equal(await console_.locator("#marked").isVisible(), false);
  held("the console revokes the links that were marked, all at once");

  await console_.locator("#find [name=q]").fill("for the client");
  await console_.locator("#links tr", { hasText: "For the client" }).getByRole("button", { name: "Revoke" }).click();
  await console_.locator("#confirm [name=reason]").fill("sent to the wrong person");
  await console_.locator("#confirm [name=typed]").fill("revoke");
  await console_.locator("#confirm button[value=revoke]").click();
  await console_.locator("#notice", { hasText: "refuses the link." }).waitFor();
  await console_.screenshot({ path: path.join(screenshots, "revoked.png") });
  held("the console revokes it and says from when on it is in force");

  for (const again of [() => {}, () => share.reload()]) {
    await again();
    await share.locator("#notice", { hasText: "This link was closed" }).waitFor();
    assert.equal(await share.locator("#grid img").count(), 0);
  }
  await share.screenshot({ path: path.join(screenshots, "share-revoked.png") });
  held("the open share page is closed to its viewer, and its link");

  const all = { browser, page, executablePath, issuer, admin, auditor, api, folder, seen, screenshots };
  await consoleCases(all);
  await shareCases(all);
} finally {
  await browser.close();
}
