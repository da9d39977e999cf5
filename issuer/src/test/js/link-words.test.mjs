import assert from "node:assert/strict";
import test from "node:test";
import { dateInWords, filesInWords, termsInWords } from "../../main/resources/static/assets/share/link-words.js";

const NOW = new Date("2026-11-30T12:00:00Z");
const END = "2026-12-08T17:00:00Z";

test("a date reads as people say it, in the viewer's time", () => {
  assert.equal(dateInWords(new Date(END), NOW, "Europe/Berlin"), "Tuesday, 8 December, 18:00");
});

test("midnight is 00:00, and another year is named", () => {
  assert.equal(dateInWords(new Date("2027-01-01T00:00:00Z"), NOW, "UTC"), "Friday, 1 January 2027, 00:00");
});

test("files are counted with their size once all are known", () => {
  assert.equal(filesInWords({ count: 117, bytes: 1_200_000_000, complete: true }), "117 files, 1.2 GB");
  assert.equal(filesInWords({ count: 1, bytes: 10, complete: true }), "1 file, 10 B");
  assert.equal(filesInWords({ count: 1100, bytes: 10, complete: false }), "1,100 files so far");
});

test("terms are said in words", () => {
  assert.deepEqual(termsInWords({ linkExpiresAt: END, allowDownload: true }, NOW, "UTC"), ["Open until Tuesday, 8 December, 17:00", "Download allowed"]);
  assert.deepEqual(termsInWords({ allowDownload: false }, NOW), ["Open until its sender closes it", "For viewing only"]);
});
