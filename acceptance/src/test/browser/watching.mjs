// Open share pages while things are revoked, through an HTTP/1.1 proxy in front of two issuers. Driven in a real browser by WatchingIT.
//
//   node watching.mjs <chromium> <first issuer> <second issuer> <user's login JWT> <admin's login JWT> <folder of the media, three images> <folder for screenshots>
//
// Prints one line for each expectation that held; the first that doesn't ends it with exit code 1.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import http from "node:http";
import path from "node:path";
import { apiWith, held, images, launch, shows, until } from "./support.mjs";

const [executablePath, first, second, user, admin, folder, screenshots] = process.argv.slice(2);
const TIMEOUT = 60_000;
const TABS = 6;

/** Passes each call, and each stream, on to the other issuer than the one before; counts the streams, and holds them back where it is told to. */
const proxy = { open: 0, most: 0, perIssuer: new Map(), buffers: false, calls: 0, streams: 0 };
const server = http.createServer((request, response) => {
  const isStream = request.url === "/api/v1/media/events";
  const issuer = [first, second][(isStream ? proxy.streams++ : proxy.calls++) % 2];
  const upstream = http.request(issuer + request.url, { method: request.method, headers: request.headers }, (answer) => {
    if (isStream && answer.statusCode === 200) {
      proxy.open++;
      proxy.most = Math.max(proxy.most, proxy.open);
      proxy.perIssuer.set(issuer, (proxy.perIssuer.get(issuer) ?? 0) + 1);
      answer.on("close", () => proxy.open--);
    }
    response.writeHead(answer.statusCode, answer.headers);
    if (isStream && proxy.buffers) {
      answer.resume();
    } else {
      response.flushHeaders();
      answer.pipe(response);
    }
  });
  upstream.on("error", () => response.destroy());
  response.on("close", () => upstream.destroy());
  request.pipe(upstream);
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
const origin = `http://127.0.0.1:${server.address().port}`;

const browser = await launch(executablePath);
const api = apiWith(first, admin);
const context = await browser.newContext({ viewport: { width: 480, height: 900 } });

async function open(url, where = context) {
  const page = await where.newPage();
  page.setDefaultTimeout(TIMEOUT);
  page.on("pageerror", (error) => assert.fail(`error in a page: ${error.message}`));
  page.edgeRequests = [];
  page.on("request", (request) => request.url().includes("/view/") && page.edgeRequests.push(request.method()));
  page.all = [];
  page.on("request", (request) => page.all.push(request.url()));
  await page.goto(url);
  return page;
}

async function isDark(page) {
  return (await page.locator("#notice").isVisible()) && (await page.locator("#grid img").count()) === 0;
}

/** Milliseconds until each page is as it should be. */
function each(pages, what, condition) {
  const begin = Date.now();
  return Promise.all(pages.map((page) => until(what, () => condition(page)).then(() => Date.now() - begin)));
}

const refusedFirst = async (page) => (await page.locator("#grid .refused", { hasText: "1.jpg" }).count()) === 1 && (await images(page)) === 2;
const whole = async (page) => (await images(page)) === 3 && !(await page.locator("#notice").isVisible());

try {
  const link = await api("POST", "/share-links", { label: "One seat", paths: [folder], maxViewers: 1 });
  const tabs = [];
  for (let i = 0; i < TABS; i++) {
    tabs.push(await open(`${origin}/s/${link.secret}`));
    await shows(tabs[i], 3);
  }
  await until("the browser holds four streams", () => proxy.open === 4);
  assert.equal(proxy.perIssuer.size, 2, "both issuers have streams");
  held("six tabs hold four streams over two issuers, and all are one viewer");

  const takedown = await api("POST", "/revocations", { target: { kind: "file", id: `${folder}1.jpg` }, reason: "watching" });
  assert.equal(takedown.state, "published");
  held("one file's takedown closes that file in every tab, and nothing else", await each(tabs, "the first file is closed alone", refusedFirst));
  await tabs[0].screenshot({ path: path.join(screenshots, "share-takedown.png") });

  const visitor = await open(`${origin}/s/${link.secret}`, context);
  await until("a reload shows the rest", () => refusedFirst(visitor));
  await visitor.close();
  held("a page that is opened then shows the rest");

  await api("DELETE", `/revocations/${takedown.id}`);
  held("after the lift it is back in every tab", await each(tabs, "the first file is back", whole));

  await tabs[0].bringToFront();
  await tabs[0].locator("button.photo").nth(1).click();
  await tabs[0].locator("#lightbox[open]").waitFor();
  await api("POST", `/share-links/${link.id}/suspend`, {});
  held("a suspension closes every tab", await each(tabs, "the page is dark", isDark));
  assert.equal(await tabs[0].locator("#lightbox[open]").count(), 0);
  assert.match(await tabs[0].locator("#notice").innerText(), /paused/);
  await tabs[0].screenshot({ path: path.join(screenshots, "share-paused.png") });
  held("and the lightbox with it");

  await tabs[1].reload();
  await until("a reload says so too", () => isDark(tabs[1]));
  await api("POST", `/share-links/${link.id}/resume`, {});
  held("the resumption opens the tabs again", await each([tabs[0], ...tabs.slice(2)], "the page is whole", whole));
  await tabs[1].reload();
  await shows(tabs[1], 3);
  const seats = await api("GET", `/share-links/${link.id}`);
  assert.equal(seats.seatsTaken, 1);
  assert.equal(seats.viewers, 1);
  held("its viewer has the seat that they had");

  for (const page of tabs.slice(1)) {
    await page.close();
  }
  assert.ok(proxy.most <= 4, `at most four streams at once: ${proxy.most}`);
  const tab = await open(`${origin}/s/${link.secret}`);
  await shows(tab, 3);
  await until("it has a stream", () => proxy.open === 2);
  // Once more for that, or about each picture where the stream came late; then it asks no more.
  await until("it has asked for that", async () => {
    const before = tab.edgeRequests.length;
    await tab.waitForTimeout(5_000);
    return tab.edgeRequests.includes("HEAD") && tab.edgeRequests.length === before;
  });
  tab.edgeRequests.length = 0;
  await tab.waitForTimeout(55_000);
  assert.ok(tab.edgeRequests.length <= 1, `requests to the Worker in a minute: ${tab.edgeRequests}`);
  held("an open page asks the Worker at most once a minute");
  const remembered = `edgepass.share.${createHash("sha256").update(link.secret).digest("hex")}`;
  const kept = () => tab.evaluate(async (key) => (await import("/assets/share/tabs-store.js")).tabsStore.get(key), remembered);
  const { token } = await (await fetch(`${origin}/api/v1/media/share-links/access-token`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ token: JSON.parse(await kept()).token }) })).json();
  assert.ok(token);
  assert.ok(tab.all.filter((url) => url.startsWith(origin)).every((url) => !url.includes("eyJ")), "no URL of the issuer has a token");
  held("no URL of the issuer has a token");

  proxy.buffers = true;
  const buffered = await open(`${origin}/s/${link.secret}`);
  await shows(buffered, 3);
  const gallery = await open(`${origin}/#login=${user}`);
  await shows(gallery, 3);
  await api("POST", `/share-links/${link.id}/suspend`, {});
  held("behind a proxy that holds the stream back, the page asks the edge itself", await each([buffered], "the page is dark", isDark));
  assert.ok(await whole(gallery), "the gallery goes on");
  const second_ = await api("POST", "/revocations", { target: { kind: "file", id: `${folder}1.jpg` }, reason: "watching" });
  held("and the gallery closes one file alone", await each([gallery], "the first file is closed alone", refusedFirst));
  await api("DELETE", `/revocations/${second_.id}`);
  await api("DELETE", `/share-links/${link.id}`);
  held("a closed link ends its page", await each([tab], "the page says so", async (page) => /This link was closed/.test(await page.locator("#notice").innerText())));
  assert.equal(await kept(), null, "its token is forgotten");
  held("and its token is forgotten");
} finally {
  await browser.close();
  server.closeAllConnections();
  server.close();
}
