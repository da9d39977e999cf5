// An app's page with media-client, of another origin than issuer and edge, in two tabs. Driven in a real browser by PagesIT.
//
//   node client.mjs <chromium> <issuer URL> <user's login JWT> <admin's login JWT> <folder of the media, three images> <port of the app> <folder for screenshots>
//
// Prints one line for each expectation that held; the first that doesn't ends it with exit code 1.
import assert from "node:assert/strict";
import http from "node:http";
import { apiWith, countingPage, held, launch, until } from "./support.mjs";

const [executablePath, issuer, user, admin, folder, port] = process.argv.slice(2);
const FIRST = `${folder}1.jpg`;
const SOUND = "client/long.wav";
/** Long, so that a player doesn't have all of it: 2,000 s of 8,000 bytes, silent. */
const SECONDS = 2_000;

/** The app's backend: it passes the issuer's answers on. */
const backend = { answers: [], ttl: "PT15S" };
const server = http.createServer(async (request, response) => {
  if (request.url === "/media-token") {
    const answer = await fetch(`${issuer}/api/v1/media/access-token`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Authorization: `Bearer ${user}` },
      body: JSON.stringify({ paths: [folder, SOUND], ttl: backend.ttl }),
    });
    const text = await answer.text();
    backend.answers.push(JSON.parse(text));
    response.writeHead(answer.status, { "content-type": answer.headers.get("content-type") }).end(text);
  } else {
    response.writeHead(200, { "content-type": "text/html" }).end(html());
  }
});

function html() {
  return `<!doctype html><meta charset="utf-8"><title>An app</title><link rel="icon" href="data:,">
<img id="first" alt=""><video id="sound" muted></video>
<script type="module">
import { createMediaClient } from "${issuer}/edgepass-client.js";
const media = createMediaClient({ token: () => fetch("/media-token", { method: "POST" }), name: "user/pictures", issuer: "${issuer}" });
window.events = [];
for (const type of ["token", "retry", "ended", "withdrawn", "restored"]) {
  media.addEventListener(type, ({ detail: { key, reason, error } }) => events.push({ type, key, reason, code: error?.code, name: error?.name }));
}
media.attach(document.getElementById("first"), ${JSON.stringify(FIRST)});
await media.start();
window.media = media;
</script>`;
}

function wav() {
  const bytes = Buffer.alloc(44 + SECONDS * 8_000, 128);
  bytes.write("RIFF", 0);
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write("WAVEfmt ", 8);
  [16, 1 | (1 << 16), 8_000, 8_000, 1 | (8 << 16)].forEach((word, i) => bytes.writeUInt32LE(word, 16 + 4 * i));
  bytes.write("data", 36);
  bytes.writeUInt32LE(bytes.length - 44, 40);
  return bytes;
}

await new Promise((resolve) => server.listen(Number(port), "127.0.0.1", resolve));
const app = `http://127.0.0.1:${port}`;
const api = apiWith(issuer, admin);
const revoke = (kind, id, effect) => api("POST", "/revocations", { target: { kind, id }, reason: "client", ...(effect ? { effect } : {}) });
const browser = await launch(executablePath);

/** A tab that counts what it asked the edge for. */
async function open(context, url) {
  const { page, requests } = await countingPage(context);
  const of = (method, ending) => [...requests.values()].filter((request) => request.method === method && request.url.includes("/view/") && request.url.endsWith(ending));
  page.forget = () => requests.clear();
  page.pictures = () => of("GET", ".jpg");
  page.questions = () => of("HEAD", "").length;
  await page.goto(url);
  return page;
}

/** The issuer allows an address some streams, and knows only after a while that a tab has left one. */
const HEARD_MS = 150_000;
const started = (page) => page.waitForFunction(() => window.media?.current && document.getElementById("first").naturalWidth > 0);
const urlOf = (page) => page.evaluate((key) => window.media.url(key), FIRST);
const heard = (page, wanted) => until(`${JSON.stringify(wanted)} is heard`, async () => {
  const events = await page.evaluate(() => window.events);
  return events.some((event) => Object.entries(wanted).every(([name, value]) => event[name] === value));
}, HEARD_MS);
const ofBoth = (tabs, wanted) => Promise.all(tabs.map((tab) => heard(tab, wanted)));
const sound = (page) => page.evaluate(() => {
  const { src, currentTime, paused, error } = document.getElementById("sound");
  return { src, currentTime, paused, error: error?.message ?? null };
});

try {
  const { uploads } = await api("POST", "/upload-urls", { uploads: [{ key: SOUND, size: wav().length, contentType: "audio/wav", overwrite: true }] });
  const { "content-length": _, ...headers } = uploads[0].headers;
  assert.equal((await fetch(uploads[0].url, { method: "PUT", headers, body: wav() })).status, 200);

  const context = await browser.newContext();
  const tabs = [await open(context, app)];
  await started(tabs[0]);
  tabs.push(await open(context, app));
  await started(tabs[1]);
  assert.equal(await urlOf(tabs[1]), await urlOf(tabs[0]));
  assert.equal(backend.answers.length, 1);
  held("a second tab uses the first one's token");

  tabs[1].forget();
  await tabs[1].reload();
  await started(tabs[1]);
  assert.equal(await urlOf(tabs[1]), await urlOf(tabs[0]));
  assert.equal(backend.answers.length, 1);
  assert.deepEqual(tabs[1].pictures().map(({ bytes }) => bytes), [0]);
  held("a reload uses the same URLs, and no byte of media is transferred");

  await tabs[0].evaluate((key) => {
    const element = document.getElementById("sound");
    window.media.attach(element, key);
    return element.play();
  }, SOUND);
  const before = await sound(tabs[0]);
  assert.ok(before.src.includes(backend.answers[0].token));
  backend.ttl = "PT24H";
  await until("the token was renewed", () => backend.answers.length > 1);
  await until("both tabs have it", async () => (await Promise.all(tabs.map(urlOf))).every((url) => url.includes(backend.answers[1].token)));
  const renewed = await sound(tabs[0]);
  await until("it plays on", async () => (await sound(tabs[0])).currentTime > renewed.currentTime + 1);
  assert.deepEqual([renewed.src, renewed.paused], [before.src, false]);
  assert.equal(backend.answers.length, 2);
  held("one of two tabs renews for both, and what plays goes on");

  await revoke("token", backend.answers[0].jti);
  await new Promise((resolve) => setTimeout(resolve, 5_000));
  await tabs[0].evaluate((seconds) => (document.getElementById("sound").currentTime = seconds), SECONDS - 200);
  await until("it plays at the place that was sought", async () => {
    const { currentTime, paused } = await sound(tabs[0]);
    return currentTime > SECONDS - 199 && !paused;
  });
  assert.ok((await sound(tabs[0])).src.includes(backend.answers[1].token));
  held("a player whose own token has ended goes on with the new one, at its place");

  const takedown = await revoke("file", FIRST);
  await ofBoth(tabs, { type: "withdrawn", key: FIRST, reason: "blocked" });
  await api("DELETE", `/revocations/${takedown.id}`);
  await ofBoth(tabs, { type: "restored", key: FIRST });
  held("a takedown is told with key and reason, and its lift");

  const questions = tabs[1].questions();
  await new Promise((resolve) => setTimeout(resolve, 10_000));
  assert.equal(tabs[1].questions(), questions);
  held("the edge isn't asked while nothing happens");

  await revoke("token", backend.answers[1].jti);
  // The tab that notices first renews, so that the other one has a good token before it asks.
  await Promise.any(tabs.map(async (tab) => {
    await heard(tab, { type: "withdrawn", key: null, reason: "revoked" });
    await heard(tab, { type: "restored", key: null });
  }));
  await until("both tabs have another token", async () => (await Promise.all(tabs.map(urlOf))).every((url) => url.includes(backend.answers[2]?.token)));
  assert.equal(backend.answers.length, 3);
  held("a revoked token is told with its reason, and one tab gets another one for both");

  const block = await revoke("subject", "client", "block");
  await Promise.any(tabs.map((tab) => heard(tab, { type: "withdrawn", key: null, reason: "blocked" })));
  await ofBoth(tabs, { type: "ended", code: "blocked", name: "TokenRefusedError" });
  await api("DELETE", `/revocations/${block.id}`);
  held("a person who is blocked is told so, and the client ends");
  await context.close();
} finally {
  await browser.close();
  server.closeAllConnections();
  server.close();
}
