import assert from "node:assert/strict";
import test from "node:test";
import { formatSize, kindOf, Shelf, titleOf } from "../../main/resources/static/assets/media/media-kinds.js";

const objects = (...keys) => keys.map((key) => ({ key, size: 1 }));
const shown = (...pages) => {
  const shelf = new Shelf();
  return [...pages.flatMap((page) => shelf.add(objects(...page))), ...shelf.end()].map(({ key }) => key);
};

test("kinds come from the media type, a stream's from its name", () => {
  const cases = [
    ["image/jpeg", "a.jpg", "picture"],
    ["video/mp4", "a.mp4", "video"],
    ["audio/wav", "a.wav", "audio"],
    ["application/vnd.apple.mpegurl", "a/index.m3u8", "stream"],
    ["application/pdf", "a.pdf", "pdf"],
    ["text/plain", "a.txt", "text"],
    ["text/plain; charset=utf-8", "a.txt", "text"],
    ["text/html", "a.html", "file"],
    ["video/mp2t", "a/0001.ts", "file"],
    ["application/octet-stream", "a", "file"],
  ];
  for (const [contentType, key, kind] of cases) {
    assert.equal(kindOf(contentType, key), kind, key);
  }
});

test("a stream's folder is one film", () => {
  assert.deepEqual(shown(["film/0.ts", "film/1.ts", "film/index.m3u8", "photo.jpg"]), ["film/index.m3u8", "photo.jpg"]);
});

test("a stream's variants belong to the manifest above them", () => {
  assert.deepEqual(
    shown(["film/index.m3u8", "film/video/index.m3u8", "film/video/init.mp4", "film/video/segment-0.m4s", "film/audio/0.aac"]),
    ["film/index.m3u8"],
  );
});

test("of several manifests in a folder the main one is shown, and all where none is", () => {
  assert.deepEqual(shown(["f/360p.m3u8", "f/master.m3u8", "f/720p.m3u8"]), ["f/master.m3u8"]);
  assert.deepEqual(shown(["f/first.m3u8", "f/second.m3u8"]), ["f/first.m3u8", "f/second.m3u8"]);
});

test("segments that are listed before their manifest wait for it", () => {
  assert.deepEqual(shown(["film/0.ts", "film/1.ts"], ["film/2.ts", "film/index.m3u8", "z.jpg"]), ["film/index.m3u8", "z.jpg"]);
});

test("segments without a manifest are files in the end", () => {
  assert.deepEqual(shown(["a/0.ts"], ["b.jpg"]), ["b.jpg", "a/0.ts"]);
});

test("pictures and documents beside a stream stay", () => {
  assert.deepEqual(shown(["film/cover.jpg", "film/credits.pdf", "film/index.m3u8"]), ["film/cover.jpg", "film/credits.pdf", "film/index.m3u8"]);
});

test("a film beside a folder with a stream stays", () => {
  assert.deepEqual(shown(["film/index.m3u8", "teaser.mp4"]), ["film/index.m3u8", "teaser.mp4"]);
});

test("a stream is called as its folder", () => {
  assert.equal(titleOf({ key: "a/The film/index.m3u8" }), "The film");
  assert.equal(titleOf({ key: "index.m3u8" }), "index.m3u8");
  assert.equal(titleOf({ key: "a/b.jpg" }), "b.jpg");
});

test("sizes are short", () => {
  assert.deepEqual([0, 999, 1_500, 1_250_000, 1_200_000_000, 5e15].map(formatSize), ["0 B", "999 B", "2 KB", "1.3 MB", "1.2 GB", "5000.0 TB"]);
});
