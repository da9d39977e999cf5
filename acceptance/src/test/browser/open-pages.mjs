// What a person sees who opens the files that ./edgepass up names. Driven in a real browser by PagesIT.
//
//   node open-pages.mjs <chromium> <issuer URL> <file: URL for the gallery> <file: URL for the console> <folder for screenshots>
//
// Prints one line for each expectation that held; the first that doesn't ends it with exit code 1.
import assert from "node:assert/strict";
import { held, launch } from "./support.mjs";

const [executablePath, issuer, gallery, console_] = process.argv.slice(2);
const browser = await launch(executablePath);

async function opened(file, address, who) {
  const requests = [];
  const page = await browser.newPage();
  page.on("request", (request) => requests.push(request.url()));
  await page.goto(file);
  await page.waitForURL(address);
  await page.locator("#who", { hasText: who }).waitFor();
  assert.ok(await page.locator("#login").isHidden(), "no login is asked for");
  assert.ok(requests.every((url) => url.startsWith("file:") || !url.split("#")[0].includes("eyJ") || url.includes("/view/")), "no request has the login in its URL");
  return page;
}

try {
  await opened(gallery, `${issuer}/`, "local-user");
  held("the gallery opens with a login");
  const page = await opened(console_, `${issuer}/admin`, "local-admin");
  await page.locator("#console").waitFor();
  held("the console opens with a login");
} finally {
  await browser.close();
}
