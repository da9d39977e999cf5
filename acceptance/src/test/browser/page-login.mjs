// The console's login by an OpenID provider that has nothing to ask. Driven by OwnBackendIT.
//
//   node page-login.mjs <chromium> <issuer URL> <folder for screenshots>
import assert from "node:assert/strict";
import path from "node:path";
import { held, launch } from "./support.mjs";

const [executablePath, issuer, screenshots] = process.argv.slice(2);
const browser = await launch(executablePath);

try {
  const page = await browser.newPage();
  page.setDefaultTimeout(60_000);
  page.on("pageerror", (error) => assert.fail(`error in ${page.url()}: ${error.message}`));
  await page.goto(`${issuer}/audit#events=`);
  await page.locator("#login [data-provider] a").waitFor();
  await page.screenshot({ path: path.join(screenshots, "page-login.png") });
  await page.locator("#login [data-provider] a").click();
  await page.waitForURL(`${issuer}/audit#events=`);
  await page.locator("#happened").waitFor();
  held("a person is logged in by the provider, and comes back to where they were");

  await page.goto(`${issuer}/admin`);
  await page.locator("#who", { hasText: "boss" }).waitFor();
  const [cookie, ...others] = await page.context().cookies();
  assert.deepEqual(others, []);
  assert.deepEqual([cookie.name, cookie.httpOnly, cookie.secure, cookie.sameSite, cookie.path], ["__Host-edgepass", true, true, "Strict", "/"]);
  assert.equal(await page.evaluate(() => sessionStorage.length), 0);
  await page.locator("#takedown [name=path]").fill("nowhere/at-all.jpg");
  await page.locator("#takedown button").click();
  await page.locator("#confirm button[value=takedown]").click();
  await page.locator("#notice", { hasText: "Accepted at" }).waitFor();
  held("the cookie is all that is kept, and an admin takes down by it");

  const bare = await page.evaluate(() => fetch("/api/v1/media/me").then(({ status }) => status));
  assert.equal(bare, 401);
  await page.getByRole("button", { name: "Log out" }).click();
  await page.locator("#login [data-provider] a").waitFor();
  assert.deepEqual(await page.context().cookies(), []);
  held("without the page's header the cookie counts for nothing, and logging out deletes it");

  await page.goto("about:blank");
  await page.goto(`${issuer}/admin#login-failed=unavailable`);
  await page.locator("#login [data-message]", { hasText: "doesn't answer" }).waitFor();
  held("the page says why a login failed");
} finally {
  await browser.close();
}
