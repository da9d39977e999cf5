// The console's signing keys: an admin takes a new one into use, then withdraws the one before. Driven by SigningKeyRotationIT.
//
//   node keys.mjs <chromium> <issuer URL> <an admin's login> <folder for screenshots>
import assert from "node:assert/strict";
import path from "node:path";
import { assertUsable, held, launch, until } from "./support.mjs";

const [executablePath, issuer, admin, screenshots] = process.argv.slice(2);
const browser = await launch(executablePath);

try {
  const page = await browser.newPage();
  page.setDefaultTimeout(60_000);
  page.on("pageerror", (error) => assert.fail(`error in ${page.url()}: ${error.message}`));
  await page.goto(`${issuer}/admin#login=${admin}`);
  await page.locator("#keys summary").click();
  const active = page.locator("#keys tr", { has: page.locator(".badge.active") });
  const before = await active.locator("code").innerText();

  const notice = page.locator("#notice");
  // 409 is a machine so busy that the edge's heads took long; the next call goes on from there.
  await until("the new key is in use", async () => {
    await page.locator("#keys [data-rotate]:enabled").click();
    const answered = page.waitForResponse((response) => response.url().endsWith("/keys/rotate"));
    await page.locator("#confirm button[value=rotate]").click();
    return (await answered).status() !== 409;
  });
  await notice.getByText("New tokens are signed with").waitFor();
  await page.locator("#keys tr", { hasText: before }).locator(".badge.retiring").waitFor();
  const after = await active.locator("code").innerText();
  assert.equal(await notice.innerText(), `New tokens are signed with ${after}.`);
  await page.locator("#keys").screenshot({ path: path.join(screenshots, "keys.png") });

  const old = page.locator("#keys tr", { hasText: before });
  await old.getByRole("button", { name: "Withdraw" }).click();
  const confirm = page.locator("#confirm button[value=withdraw]");
  assert.equal(await confirm.isDisabled(), true, "it has to be typed");
  await assertUsable(page, "the dialog of a key's withdrawal");
  await page.locator("#confirm [name=typed]").fill("withdraw");
  await page.locator("#confirm [name=reason]").fill("by the console");
  await confirm.click();
  await notice.getByText("every location refuses tokens under the key").waitFor();
  await old.locator(".badge.withdrawn").waitFor();
  assert.equal(await old.getByRole("button").count(), 0);
  held("an admin changes the signing key on the console, and withdraws the one before");
} finally {
  await browser.close();
}
