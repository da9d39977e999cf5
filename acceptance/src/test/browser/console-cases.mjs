// The console for an auditor, and with names and origins that aren't plain. Part of pages.mjs.
import assert from "node:assert/strict";
import path from "node:path";
import { held } from "./support.mjs";

/** All that an auditor's console offers; the rest of a name says of which link or person. */
const READING = /^(Log out|Label|Created|Expires|More|Locations for .*)$/;

async function visibleControls(scope) {
  return scope.locator("button:visible, input:visible, textarea:visible, select:visible").evaluateAll((controls) =>
    controls.map((control) => control.getAttribute("aria-label") ?? control.labels?.[0]?.innerText.trim() ?? control.textContent.trim()));
}

export async function consoleCases({ page, issuer, admin, auditor, api, seen, screenshots }) {
  const office = await page();
  await office.goto(`${issuer}/admin#login=${admin}`);
  await office.locator("#new").evaluate((form) => (form.open = true));
  await office.locator("#create [name=label]").fill("Commas");
  await office.locator("#create [name=paths]").fill("Smith, John/\nnone, at all.jpg");
  await office.locator("#create [name=recipients]").fill("Doe, Jane");
  await office.locator("#create [name=allowedOrigins]").fill("capacitor://localhost\nhttps://my_app.example");
  await office.locator("#create button.action").click();
  await office.getByLabel("For Doe, Jane", { exact: true }).waitFor();
  const warnings = await office.locator("#created [data-warnings] li").allInnerTexts();
  assert.equal(warnings.length, 2);
  assert.match(warnings[0], /^Smith, John\/: The folder has no objects/);
  assert.match(warnings[1], /^none, at all\.jpg: There is no object of this name/);
  await office.screenshot({ path: path.join(screenshots, "warnings.png") });
  const row = office.locator("#links tr", { hasText: "Commas" });
  const { shareLinks } = await api("GET", "/share-links?q=Commas");
  assert.deepEqual(shareLinks.map(({ paths, recipient, allowedOrigins }) => ({ paths, recipient, allowedOrigins })), [
    { paths: ["Smith, John/", "none, at all.jpg"], recipient: "Doe, Jane", allowedOrigins: ["capacitor://localhost", "https://my_app.example"] },
  ]);
  await row.getByRole("button", { name: "Edit" }).click();
  await office.locator("#edit [name=paths]").fill("Smith, John/\nnone, at all.jpg\nDoe, Jane/");
  await office.locator("#edit button.action").click();
  await office.locator("#notice", { hasText: "Doe, Jane/: The folder has no objects" }).waitFor();
  await row.locator(".paths", { hasText: /^Smith, John\/\nnone, at all\.jpg\nDoe, Jane\/$/ }).waitFor();
  held("the console takes names with commas and an app's origins, and says which paths have no objects");

  await row.getByRole("button", { name: "Suspend" }).click();
  await office.locator("#confirm button[value=suspend]").click();
  await office.locator("#notice", { hasText: "refuses the link." }).getByRole("button", { name: "Undo" }).click();
  await office.locator("#notice", { hasText: "because of the suspension" }).waitFor();
  assert.equal((await api("GET", `/share-links/${shareLinks[0].id}`)).status, "active");
  held("the console takes back what can be taken back");

  await api("POST", "/revocations", { target: { kind: "link", id: shareLinks[0].id }, reason: "looked into" });
  await row.getByRole("link", { name: "Commas" }).click();
  await office.locator("#link-past li", { hasText: "Share link suspended" }).waitFor();
  await office.locator("#link-past li", { hasText: "looked into" }).getByRole("button", { name: "Locations" }).click();
  await office.locator("#receipts h2", { hasText: shareLinks[0].id }).waitFor();
  await office.locator("#receipts [data-bound]", { hasText: "by the bound" }).waitFor();
  await office.locator("#receipts [data-done]").click();
  await office.locator("#link-head").getByRole("button", { name: "Erase words" }).click();
  await office.locator("#confirm", { hasText: "It loses its label and its recipient." }).waitFor();
  await office.locator("#confirm [name=typed]").fill("erase");
  await office.locator("#confirm button[value=erase-words]").click();
  await office.locator("#notice", { hasText: /^Erased: / }).waitFor();
  await office.locator("#link-head h2", { hasText: /^\(erased\)/ }).waitFor();
  assert.equal(await office.getByRole("button", { name: "Erase words" }).count(), 0);
  const { wordsErased, label } = await api("GET", `/share-links/${shareLinks[0].id}`);
  assert.deepEqual({ wordsErased, label }, { wordsErased: true, label: undefined });
  held("the console erases what was written about a link, and says so");

  await office.getByRole("link", { name: "All share links" }).click();
  await office.locator("#person [name=subject]").fill("somebody");
  await office.locator("#person [name=tenant]").fill("acme");
  await office.locator("#person [name=reason]").fill("has left");
  await office.locator("#person button").click();
  await office.locator("#confirm [data-preview]", { hasText: "No token of this login is known. Check the name." }).waitFor();
  await office.locator("#confirm", { hasText: "“somebody” of the tenant “acme”" }).locator("button[value=person]").click();
  await office.locator("#notice", { hasText: "every location refuses the tokens of this person" }).waitFor();
  const blocked = async () => (await api("GET", "/revocations")).revocations.find(({ reason }) => reason === "has left");
  const { target, effect, active } = await blocked();
  assert.deepEqual([target.kind, target.tenant, effect, active], ["subject", "acme", "block", true]);
  await office.locator("#notice").getByRole("button", { name: "Undo" }).click();
  await office.locator("#notice", { hasText: "because of this revocation" }).waitFor();
  assert.equal((await blocked()).lifted, true);
  held("the console takes a person's access back, and gives it again");

  const takedown = await api("POST", "/revocations", { target: { kind: "file", id: "pages/nothing.jpg" }, reason: "seen by an auditor" });
  const desk = await page();
  const refused = [];
  desk.on("response", (answer) => answer.status() >= 400 && answer.status() !== 503 && refused.push(`${answer.status()} ${answer.url()}`));
  await desk.goto(`${issuer}/admin#login=${auditor}`);
  await desk.locator("#revocations tr", { hasText: "seen by an auditor" }).waitFor();
  await desk.screenshot({ path: path.join(screenshots, "auditor.png"), fullPage: true });
  const offered = await visibleControls(desk);
  assert.deepEqual(offered.filter((name) => !READING.test(name) && !/^(Search|State)/.test(name)), []);
  await desk.locator("#links").getByRole("link", { name: "With a password" }).click();
  await desk.locator("#viewers tbody tr").first().waitFor();
  assert.deepEqual((await visibleControls(desk.locator("#link-page"))).filter((name) => !/^More$/.test(name)), []);
  await desk.getByRole("link", { name: "All share links" }).click();
  await desk.locator("#revocations tr", { hasText: "seen by an auditor" }).getByRole("button", { name: "Locations" }).click();
  await desk.locator("#receipts [data-bound]", { hasText: "by the bound" }).waitFor();
  assert.equal(await desk.locator("#receipts tr[data-state=refusal-seen]").count(), 0, "nobody asked for the file");
  await desk.screenshot({ path: path.join(screenshots, "receipts.png") });
  await desk.locator("#receipts [data-done]").click();
  await desk.locator("#find [name=q]").fill("smith, JOHN/");
  await desk.locator("#links tr", { hasText: "Smith, John/" }).waitFor();
  await desk.getByRole("button", { name: "Expires", exact: true }).click();
  await desk.locator("th[aria-sort=ascending]", { hasText: "Expires" }).waitFor();
  assert.equal(await desk.locator("#notice").isVisible(), false);
  assert.deepEqual(refused, []);
  await desk.close();
  await api("DELETE", `/revocations/${takedown.id}`);
  await api("DELETE", `/share-links/${shareLinks[0].id}`);
  await office.close();
  held("an auditor is offered nothing that they may not do, and what they are offered works");
}
