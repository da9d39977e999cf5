import assert from "node:assert/strict";
import test from "node:test";
import { makeZip } from "../../main/pages/node_modules/client-zip/index.js";
import { saveAll } from "../../main/resources/static/assets/share/zip.js";
import { namesInZip, zipName } from "../../main/resources/static/assets/share/zip-names.js";

const names = (...keys) => [...namesInZip(keys).values()];

test("names lose the folder that all have in common", () => {
  assert.deepEqual(names("p/42/a.jpg", "p/42/raw/a.dng"), ["a.jpg", "raw/a.dng"]);
  assert.deepEqual(names("p/42/a.jpg", "p/4/a.jpg"), ["42/a.jpg", "4/a.jpg"]);
  assert.deepEqual(names("a.jpg", "b/a.jpg"), ["a.jpg", "b/a.jpg"]);
  assert.deepEqual(names(), []);
});

test("no name leads out of its folder or can't be written", () => {
  assert.deepEqual(names("p/..\\..\\evil.exe", "p/C:x", "p/a\u0007b"), [".._.._evil.exe", "C_x", "a_b"]);
});

test("names that some file systems can't tell apart become different ones", () => {
  assert.deepEqual(names("p/a.jpg", "p/A.jpg", "p/A.JPG", "p/b:", "p/b?"), ["a.jpg", "A (2).jpg", "A (3).JPG", "b_", "b_ (2)"]);
});

test("an archive is called as its link", () => {
  assert.equal(zipName("Anna & Ben: the wedding"), "Anna & Ben the wedding.zip");
  assert.equal(zipName("../secret"), "secret.zip");
  assert.equal(zipName("///"), "Files.zip");
});

function into(chunks) {
  return new WritableStream({ write: (chunk) => void chunks.push(Buffer.from(chunk)) });
}

function saving(answers, options = {}) {
  const chunks = [];
  const refused = [];
  const progress = [];
  const asked = [];
  const result = saveAll({
    objects: Object.keys(answers).map((key) => ({ key, size: 3, lastModified: "2026-11-30T12:00:00Z" })),
    url: (key) => key,
    archive: makeZip,
    sink: into(chunks),
    signal: new AbortController().signal,
    progress: (bytes) => progress.push(bytes),
    refused: (key) => refused.push(key),
    get: async (key) => {
      asked.push(key);
      return answers[key](asked.filter((one) => one === key).length);
    },
    pause: async () => {},
    ...options,
  });
  return { result, refused, progress, asked, bytes: () => Buffer.concat(chunks) };
}

const gives = (text) => () => new Response(text);

test("all files are in the archive, one after the other", async () => {
  const run = saving({ "p/a.txt": gives("abc"), "p/b/c.txt": gives("def") });

  assert.deepEqual(await run.result, []);
  assert.deepEqual(run.progress, [3, 6]);
  const bytes = run.bytes();
  assert.equal(bytes.readUInt32LE(0), 0x04034b50);
  assert.equal(bytes.subarray(-22).readUInt16LE(10), 2, "entries in the central directory");
  for (const part of ["a.txt", "b/c.txt", "abc", "def"]) {
    assert.ok(bytes.includes(part), part);
  }
});

test("what the edge refuses is left out and named", async () => {
  const run = saving({ "p/a.txt": gives("abc"), "p/b.txt": () => new Response("", { status: 403 }), "p/c.txt": gives("ghi") });

  assert.deepEqual(await run.result, ["b.txt"]);
  assert.deepEqual(run.refused, ["p/b.txt"]);
  assert.equal(run.bytes().subarray(-22).readUInt16LE(10), 2);
});

test("a file that can't be had is asked for again, and then ends the archive", async () => {
  const again = saving({ "p/a.txt": (time) => new Response("abc", { status: time < 3 ? 503 : 200 }) });
  assert.deepEqual(await again.result, []);
  assert.equal(again.asked.length, 3);

  const never = saving({ "p/a.txt": () => Promise.reject(new TypeError("no network")) });
  await assert.rejects(never.result, /no network/);
});

test("a file that breaks off ends the archive", async () => {
  const broken = () => new Response(new ReadableStream({ pull: (to) => to.error(new TypeError("broke off")) }));

  await assert.rejects(saving({ "p/a.txt": gives("abc"), "p/b.txt": broken }).result, /broke off/);
});

test("a cancelled archive asks for nothing more", async () => {
  const stop = new AbortController();
  const run = saving({ "p/a.txt": () => (stop.abort(), new Response("abc")), "p/b.txt": gives("def") }, { signal: stop.signal });

  await assert.rejects(run.result, { name: "AbortError" });
  assert.ok(run.asked.length <= 2);
});
