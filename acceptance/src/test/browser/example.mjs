// The app of examples/agency in a real browser, as people and their agency use it. Driven by OwnBackendIT, which runs the app's README.
//
//   node example.mjs <chromium> <app> <issuer URL> <admin's login JWT> <folder for screenshots>
//
// Prints one line for each expectation that held; the first that doesn't ends it with exit code 1.
import assert from "node:assert/strict";
import path from "node:path";
import { apiWith, assertUsable, held, launch, until, upload } from "./support.mjs";

const [executablePath, app, issuer, admin, screenshots] = process.argv.slice(2);
const HARBOUR = ["first-cut.mp4", "harbour-1.jpg", "harbour-2.jpg", "harbour-3.jpg"];
const PICTURE = "projects/42/harbour-1.jpg";
const THUMBNAIL = `${PICTURE}.thumb.webp`;

const api = apiWith(issuer, admin);
const revoke = (kind, id) => api("POST", "/revocations", { target: { kind, id }, reason: "example" });
const browser = await launch(executablePath);

/** A tab of somebody's browser, with the answers that it got: its tokens, and what came for media. */
async function open(context) {
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  page.on("pageerror", (error) => assert.fail(`error in the app's page: ${error.message}`));
  page.tokens = [];
  page.loaded = [];
  page.on("response", async (response) => {
    if (response.url() === `${app}/media-token` && response.ok()) {
      page.tokens.push(await response.json());
    }
  });
  page.on("request", (request) => request.url().includes("/view/") && request.method() === "GET" && page.loaded.push(request.url()));
  await page.goto(app);
  return page;
}

async function logIn(page, name, password = `${name}-password`) {
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Log in" }).click();
}

/** In seconds. */
const issuedAt = ({ token }) => JSON.parse(Buffer.from(token.split(".")[1], "base64url").toString()).iat;
const shown = (page) => page.evaluate(() => [...document.images].filter((image) => image.complete && image.naturalWidth > 0).length);
/** Where the policy had no answer in time, the client asks again after up to a minute. */
const shows = (page, count) => until(`${count} pictures are shown`, async () => (await shown(page)) === count, 180_000);
const film = (page) => page.locator("video").evaluate(({ src, currentTime, paused }) => ({ src, currentTime, paused }));
const tile = (page, name) => page.locator("li", { has: page.getByText(name, { exact: true }) });
const loads = (page, key) => page.loaded.filter((url) => url.endsWith(`/${key}`)).length;
const look = (page, name) => page.screenshot({ path: path.join(screenshots, `example-${name}.png`) });

try {
  const attempt = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ name: "nobody", password: "guessed" }) };
  const attempts = await Promise.all(Array.from({ length: 20 }, () => fetch(`${app}/login`, attempt).then(({ status }) => status)));
  assert.deepEqual([...new Set(attempts)].sort(), [403, 503]);
  held("of many logins at once a few are checked, and the rest are told to try again");

  const context = await browser.newContext();
  const anna = await open(context);
  const thumbnail = await anna.evaluate(() => document.createElement("canvas").toDataURL("image/webp").split(",")[1]);
  await upload(api, { [THUMBNAIL]: ["image/webp", Buffer.from(thumbnail, "base64")] });
  await logIn(anna, "anna", "a wrong password");
  await anna.getByRole("alert").getByText("Name or password is wrong.").waitFor();
  await assertUsable(anna, "the login");
  await look(anna, "login");
  await logIn(anna, "anna");
  await shows(anna, 3);
  await anna.getByRole("heading", { name: "Harbour" }).waitFor();
  assert.deepEqual(await anna.locator("li > p").allInnerTexts(), HARBOUR);
  assert.ok(anna.tokens.every((token, i) => i === 0 || issuedAt(token) - issuedAt(anna.tokens[i - 1]) > 5), "strict mode mounts twice, and the token is asked for once");
  await assertUsable(anna, "a project");
  assert.deepEqual(await anna.evaluate(() => Object.keys(sessionStorage)), ["edgepass.media.agency/anna projects/42/"], "who takes part in more later has another token then");
  held("a person logs in and sees their project; a wrong password is said in words");

  assert.ok(loads(anna, THUMBNAIL) > 0);
  assert.equal(loads(anna, PICTURE), 0);
  await anna.getByRole("button", { name: "Open harbour-1.jpg" }).click();
  await until("the original is shown", () => anna.locator("dialog img").evaluate(({ complete, naturalWidth }) => complete && naturalWidth > 300));
  await assertUsable(anna, "an open picture");
  await look(anna, "open");
  await anna.getByRole("button", { name: "Close" }).click();
  await anna.locator("dialog").waitFor({ state: "detached" });
  assert.ok(loads(anna, PICTURE) > 0);
  held("the page shows thumbnails, and loads an original once it is opened");

  // Elements stay the same, and nothing is loaded anew: so nothing can flicker.
  await anna.locator("video").evaluate((video) => video.play());
  await until("the film plays", async () => (await film(anna)).currentTime > 1);
  await anna.evaluate(() => {
    globalThis.pictures = [...document.images];
    globalThis.reloads = 0;
    globalThis.pictures.forEach((image) => image.addEventListener("load", () => globalThis.reloads++));
  });
  const before = await film(anna);
  const known = anna.tokens.length;
  await until("the token was renewed", () => anna.tokens.length > known);
  const renewed = await film(anna);
  await until("the film plays on", async () => (await film(anna)).currentTime > renewed.currentTime + 1);
  const after = await film(anna);
  assert.ok(renewed.currentTime >= before.currentTime, "the film hasn't gone back");
  assert.deepEqual([after.src, after.paused], [before.src, false]);
  assert.deepEqual(await anna.evaluate(() => [[...document.images].every((image, i) => image === globalThis.pictures[i]), globalThis.reloads]), [true, 0]);
  assert.notEqual(anna.tokens[known].token, anna.tokens[known - 1].token);
  held("a renewal loads no picture anew, and the film goes on at its place");

  anna.loaded.length = 0;
  const takedown = await revoke("file", PICTURE);
  const published = Date.now();
  await tile(anna, "harbour-1.jpg").getByText("This was withdrawn.").waitFor();
  const noticed = Date.now() - published;
  assert.equal(await shown(anna), 2);
  await look(anna, "withdrawn");
  await assertUsable(anna, "a project without a picture");
  await api("DELETE", `/revocations/${takedown.id}`);
  await shows(anna, 3);
  held("a file that is taken back is gone from the open page, and says so; after the lift it is there again", [noticed]);

  const block = await revoke("subject", "anna");
  await anna.getByText("Your access to these files is paused. Ask the agency.").waitFor();
  assert.equal(await anna.locator("img, video").count(), 0);
  await look(anna, "paused");
  await assertUsable(anna, "a paused project");
  await api("DELETE", `/revocations/${block.id}`);
  await until("it goes on after another attempt", async () => {
    await anna.evaluate(() => [...document.querySelectorAll("button")].find(({ textContent }) => textContent === "Try again")?.click());
    return (await shown(anna)) === 3;
  });
  held("a person whose access is taken back sees no media and is told why, and goes on after the end of that");

  const ben = await open(await browser.newContext());
  await logIn(ben, "ben");
  await shows(ben, 1);
  assert.ok(!(await ben.content()).includes("projects/42") && !(await ben.content()).includes("harbour"));
  const [{ baseUrl }] = ben.tokens;
  assert.equal((await fetch(`${baseUrl}projects/43/museum-1.jpg`)).status, 200);
  assert.equal((await fetch(`${baseUrl}${PICTURE}`)).status, 403);
  const carla = await open(await browser.newContext());
  await logIn(carla, "carla");
  await carla.getByText("No project yet.").waitFor();
  assert.deepEqual([carla.tokens, carla.loaded], [[], []]);
  assert.equal(await carla.evaluate(() => fetch("/media-token", { method: "POST" }).then(({ status }) => status)), 403);
  await look(carla, "no-project");
  held("who has no part in a project sees nothing of it, and the edge refuses it with their token");

  const phone = await open(await browser.newContext({ viewport: { width: 390, height: 844 }, colorScheme: "dark" }));
  await logIn(phone, "anna");
  await shows(phone, 3);
  await look(phone, "phone-dark");
  await assertUsable(phone, "on a phone");
  await phone.close();

  const second = await open(context);
  await shows(second, 3);
  await anna.route("**/logout", (call) => call.abort());
  await anna.getByRole("button", { name: "Log out" }).click();
  await anna.getByRole("alert").getByText("You may still be logged in.").waitFor();
  await shows(anna, 3);
  await anna.unroute("**/logout");
  await anna.getByRole("button", { name: "Log out" }).click();
  for (const tab of [anna, second]) {
    await tab.getByRole("button", { name: "Log in" }).waitFor();
    assert.equal(await tab.locator("img, video").count(), 0);
    assert.equal(await tab.evaluate(() => sessionStorage.length), 0);
  }
  assert.deepEqual(await context.cookies(), []);
  assert.equal(await anna.evaluate(() => fetch("/media-token", { method: "POST" }).then(({ status }) => status)), 401);
  held("logging out in one tab ends the other one, too, and leaves no token");
} finally {
  await browser.close();
}
