import assert from "node:assert/strict";
import { test } from "node:test";
import { endInWords, failureInWords, leftOutInWords, restInWords, stateInWords, stopInWords, stoppedInWords, termsInWords, totalInWords, unfitInWords } from "../../main/resources/static/assets/upload/words.js";

const NOW = new Date("2026-12-01T10:00:00Z");
const LINK = { expiresAt: "2026-12-08T17:00:00Z", maxFiles: 100, maxBytes: 1e10, filesLeft: 100, bytesLeft: 1e10, maxFileBytes: 5e9 };

test("a link's terms are until when, how many files, and how much room is left", () => {
  assert.deepEqual(termsInWords(LINK, NOW, "UTC"), ["Open until Tuesday, 8 December, 17:00", "Up to 100 files", "10.0 GB of room left"]);
  assert.deepEqual(termsInWords({ ...LINK, expiresAt: undefined, filesLeft: 1, bytesLeft: 5e6 }, NOW), ["Open until it is closed", "1 more file", "5.0 MB of room left"]);
  assert.equal(termsInWords({ ...LINK, filesLeft: 0 }, NOW)[1], "No more files");
});

test("each reason why a file doesn't fit has its own words, with the limit", () => {
  const told = ["empty", "too-large", "too-many", "no-room", "name"].map((reason) => unfitInWords(reason, LINK));

  assert.equal(new Set(told).size, 5);
  assert.match(told[1], /5\.0 GB at most/);
  assert.match(told[2], /100 files/);
});

test("a file's state says no more than is so", () => {
  const file = { size: 20_000_000, bytes: 8_000_000, state: "uploading", next: 2 };
  const here = { sender: "Studio Nord", online: true, stopped: null };

  assert.equal(stateInWords(file, here, 12), "8.0 MB of 20.0 MB · about 20 seconds left");
  assert.equal(stateInWords(file, here), "8.0 MB of 20.0 MB");
  assert.equal(stateInWords({ ...file, bytes: 20_000_000, next: 0 }, here), "Almost done…");
  assert.match(stateInWords(file, { ...here, online: false }), /^Paused: you are offline/);
  const resting = (error) => stateInWords({ ...file, resting: { error } }, here);
  assert.equal(resting({ status: 0 }), "The connection broke off. It is tried again in a moment. 8.0 MB of 20.0 MB");
  assert.equal(resting(new TypeError("Failed to fetch")), resting({ status: 0 }));
  assert.match(resting({ status: 429, code: "too-many-requests" }), /^Too much came from here at once\./);
  assert.match(resting({ status: 503, code: "read-model-unavailable" }), /^The server couldn't take it\./);
  assert.match(resting({ status: 503 }), /^The server couldn't take it\./);
  assert.match(resting({ status: 409, code: "upload-incomplete" }), /^A part of it was missing\./);
  assert.equal(stateInWords({ ...file, state: "queued", bytes: 0 }, here), "Waits for its turn");
  assert.equal(stateInWords({ ...file, state: "lost" }, here), "40% is there. Choose the file again, and the rest is sent.");
  assert.equal(stateInWords({ ...file, state: "done" }, here), "Received. It waits for Studio Nord’s check.");
  assert.equal(stateInWords({ ...file, state: "done" }, { ...here, sender: "" }), "Received. It waits for a check.");
  assert.equal(stateInWords({ ...file, state: "done", cancelledLate: true }, here), "Received before it could be cancelled. It waits for Studio Nord’s check.");
  assert.equal(stateInWords(file, { ...here, stopped: new Error() }), "Stopped at 8.0 MB of 20.0 MB.");
});

test("why a file wasn't sent is told in words, also where there was no answer", () => {
  assert.match(failureInWords({ code: "upload-limit" }), /no room left/);
  assert.match(failureInWords({ code: "file-changed" }), /Choose it again/);
  assert.match(failureInWords({ code: "invalid-request", message: "files[0].name: empty" }), /files\[0\]\.name/);
  assert.match(failureInWords({ code: "upload-not-found", status: 404 }), /from the beginning/);
  assert.match(failureInWords({ status: 0 }), /connection/);
  assert.match(failureInWords({ status: 503, code: "storage-unavailable" }), /the server couldn't take it/);
  assert.match(failureInWords({ status: 502, code: "" }), /the server couldn't take it/);
  assert.equal(failureInWords({ status: 403, code: "of-later", title: "Something new" }), "Not sent: Something new.");
});

test("the rest of the time is round", () => {
  assert.deepEqual([null, 3, 12, 61, 3_000, 7_300].map((seconds) => restInWords(seconds)), ["", "a few seconds left", "about 20 seconds left", "about 2 minutes left", "about 50 minutes left", "about 2 hours left"]);
  assert.equal(restInWords(Infinity), "");
});

test("the total and the end count files", () => {
  assert.deepEqual(totalInWords({ count: 3, done: 1, bytes: 5e6, size: 1e7 }, 61), ["1 of 3 files received", "5.0 MB of 10.0 MB · about 2 minutes left"]);
  assert.deepEqual(endInWords({ count: 1, size: 1e6 }, ""), ["Your file was received", "1.0 MB. It waits for a check. You can close this page."]);
  assert.equal(endInWords({ count: 2, size: 1e6 }, "Studio Nord")[0], "2 files were received");
});

test("a link that stopped says why, and what was received", () => {
  assert.equal(stoppedInWords({ code: "link-closed" }, { count: 3, done: 1 })[1], "Its sender has closed it for good. 1 of 3 files was received.");
  assert.match(stoppedInWords({ code: "link-expired" }, { count: 1, done: 0 })[1], /Your file wasn't received\.$/);
  assert.match(stoppedInWords({ code: "blocked" }, { count: 3, done: 0 })[1], /None of 3 files was received\.$/);
  assert.equal(stopInWords({ code: "link-not-found" })[0], "This link doesn't exist");
});

test("what isn't taken is said", () => {
  assert.equal(leftOutInWords({ folders: 0, twice: 0 }), "");
  assert.match(leftOutInWords({ folders: 1, twice: 2 }), /^Folders can't be sent.* 2 files are in the list already\.$/);
});
