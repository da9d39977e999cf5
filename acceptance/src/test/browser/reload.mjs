// What a reload transfers, of the gallery and of a share page, and when it asks for another token. Driven by PagesIT.
//
//   node reload.mjs <chromium> <issuer URL> <user's login JWT> <admin's login JWT> <folder of the media> [number of images in it] <folder for screenshots>
//
// Without a number it makes 117 small images there; with one it only measures. Prints one line for each expectation that held; the first that doesn't ends it with exit code 1.
import assert from "node:assert/strict";
import { apiWith, countingPage, held, launch, shows, until, upload } from "./support.mjs";
import { photos } from "./photos.mjs";

const [executablePath, issuer, user, admin, folder, ...more] = process.argv.slice(2);
const isMeasurement = more.length > 1;
const COUNT = isMeasurement ? Number(more[0]) : 117;
/** Not the first: a page asks the edge about that one before it can know whether it was shown, and takes another token then. */
const TAKEN = `${folder}57.jpg`;
/** All rows are near the window, so that all images are loaded. */
const TALL = { width: 1280, height: 20_000 };

const api = apiWith(issuer, admin);
const browser = await launch(executablePath);

/** A tab that counts what came over the network: for media by URL, and for everything else. */
async function open(context, url) {
  const { page, requests } = await countingPage(context);
  const sum = (list) => list.reduce((all, { bytes }) => all + bytes, 0);
  page.exchanges = () => [...requests.values()].filter((request) => request.url.endsWith("/access-token")).length;
  page.transferred = () => {
    const all = [...requests.values()];
    const media = all.filter((request) => request.method === "GET" && request.url.includes("/view/"));
    return { urls: new Set(media.map(({ url }) => url)), media: sum(media), other: sum(all) - sum(media) };
  };
  page.again = async (load = () => page.reload(), count = COUNT) => {
    requests.clear();
    const begin = Date.now();
    await load();
    await shows(page, count);
    return { ...page.transferred(), ms: Date.now() - begin };
  };
  page.first = await page.again(() => page.goto(url));
  return page;
}

const figures = ({ media, other, ms }) => `${media} bytes of media, ${other} of anything else, ${ms} ms`;

function assertCached(before, after, name) {
  assert.equal(before.urls.size, COUNT);
  assert.deepEqual(after.urls, before.urls, name);
  assert.equal(after.media, 0, name);
}

try {
  if (!isMeasurement) {
    const artist = await browser.newPage();
    const [photo] = await photos(artist, [[320, 200]]);
    await artist.close();
    // What follows a JPEG's end is ignored, and makes each another object.
    const files = Array.from({ length: COUNT }, (_, i) => [`${folder}${i}.jpg`, ["image/jpeg", Buffer.concat([photo, Buffer.from(String(i))])]]);
    await Promise.all([files.slice(0, 60), files.slice(60)].map((some) => upload(api, Object.fromEntries(some))));
  }

  const gallery = await open(await browser.newContext({ viewport: TALL }), `${issuer}/#login=${user}`);
  const galleryAgain = await gallery.again();
  assertCached(gallery.first, galleryAgain, "a reload of the gallery");
  held(`a reload of the gallery transfers no byte of its ${COUNT} images; at first ${figures(gallery.first)}; then ${figures(galleryAgain)}`);
  if (!isMeasurement) {
    await takedownInTheGallery(gallery);
  }
  await gallery.close();

  const link = await api("POST", "/share-links", { label: "A wedding", paths: [folder], maxViewers: 1 });
  const context = await browser.newContext({ viewport: TALL });
  const share = await open(context, link.url);
  const shareAgain = await share.again();
  assertCached(share.first, shareAgain, "a reload of the share page");
  assert.equal(share.exchanges(), 0);
  const second = await open(context, link.url);
  assertCached(share.first, second.first, "a second tab");
  assert.equal(second.exchanges(), 0);
  held(`a reload of the share page, and a second tab, transfer no byte of its ${COUNT} images; at first ${figures(share.first)}; then ${figures(shareAgain)}`);

  if (!isMeasurement) {
    await cases(share, link);
  }
} finally {
  await browser.close();
}

function takeDown(reason) {
  return api("POST", "/revocations", { target: { kind: "file", id: TAKEN }, reason });
}

async function takedownInTheGallery(gallery) {
  const takedown = await takeDown("reload of the gallery");
  await gallery.locator("#grid .refused").waitFor();
  for (const exchanges of [1, 0]) {
    await gallery.again(() => gallery.reload(), COUNT - 1);
    assert.equal(gallery.exchanges(), exchanges);
    await gallery.locator("#grid .refused").waitFor();
  }
  await api("DELETE", `/revocations/${takedown.id}`);
  await shows(gallery, COUNT);
  held("a file that was taken down isn't shown by the browser's cache after a reload of the gallery, which asks for one other token");
}

/** When a reload of the share page asks for another token. */
async function cases(share, link) {
  const title = () => share.locator("#title").innerText();
  await api("PATCH", `/share-links/${link.id}`, { label: "Another title" });
  const edited = await share.again();
  assert.equal(share.exchanges(), 1);
  assert.equal(await title(), "Another title");
  assert.ok([...edited.urls].every((url) => !share.first.urls.has(url)));
  held("after an edit of the link a reload has its new terms and another token");

  await api("DELETE", `/share-links/${link.id}/words`);
  await share.again();
  assert.equal(await title(), "Shared with you");
  held("after an erasure a reload doesn't show what was erased");

  const takedown = await takeDown("reload");
  await share.locator("#grid .refused").waitFor();
  // The edge may know before the issuer's read model, whose position a new token gets.
  await until("the read model has the takedown", async () => (await api("GET", "/revocations")).revocations.some(({ id }) => id === takedown.id));
  await share.again(() => share.reload(), COUNT - 1);
  assert.equal(share.exchanges(), 1);
  await share.locator("#grid .refused").waitFor();
  await share.again(() => share.reload(), COUNT - 1);
  assert.equal(share.exchanges(), 0);
  await api("DELETE", `/revocations/${takedown.id}`);
  await shows(share, COUNT);
  held("a file that was taken down isn't shown by the browser's cache after a reload, which asks for one other token");

  await share.goto("about:blank");
  const away = await takeDown("while away");
  // Until then a location may grant it still.
  await until("the takedown is in force everywhere", async () => Date.parse((await api("GET", `/revocations/${away.id}`)).enforcedBy) < Date.now());
  await share.again(() => share.goto(link.url), COUNT - 1);
  assert.equal(share.exchanges(), 1);
  await share.locator("#grid .refused").waitFor();
  await api("DELETE", `/revocations/${away.id}`);
  await shows(share, COUNT);
  held("a file that was taken down while the page was closed isn't shown by the browser's cache either");

  await api("PATCH", `/share-links/${link.id}`, { password: "correct horse" });
  await share.locator("#notice").waitFor();
  await share.reload();
  await share.locator("#password input").fill("correct horse");
  await share.locator("#password button").click();
  await shows(share, COUNT);
  await share.again();
  assert.equal(share.exchanges(), 0);
  held("a link that was narrowed asks for its password once, and a reload doesn't ask again");

  await api("POST", `/share-links/${link.id}/suspend`, {});
  await share.locator("#notice", { hasText: "paused" }).waitFor();
  await share.reload();
  await share.locator("#notice", { hasText: "paused" }).waitFor();
  await api("POST", `/share-links/${link.id}/resume`, {});
  await until("it opens again after the pause", async () => {
    await share.reload();
    await share.locator("#grid img, #notice:visible").first().waitFor();
    return !(await share.locator("#notice").isVisible());
  });
  assert.equal((await api("GET", `/share-links/${link.id}`)).seatsTaken, 1);
  held("through all that its viewer has one seat");
}
