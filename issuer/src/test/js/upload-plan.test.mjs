import assert from "node:assert/strict";
import { test } from "node:test";
import { bytesStored, isSame, matched, missingParts, rangeOf, unfit } from "../../main/resources/static/assets/upload/plan.js";
import { Rate } from "../../main/resources/static/assets/upload/rate.js";

const FILM = { id: "f", name: "film.mp4", size: 20, lastModified: 5, partSize: 8, parts: 3, etags: { 1: "a", 3: "c" } };
const LIMITS = { filesLeft: 2, bytesLeft: 100, maxFileBytes: 60 };

test("the parts are the whole file, each byte once, and the last one is the rest", () => {
  assert.deepEqual([1, 2, 3].map((number) => rangeOf(FILM, number)), [{ start: 0, end: 8 }, { start: 8, end: 16 }, { start: 16, end: 20 }]);
  assert.deepEqual(rangeOf({ size: 8, partSize: 8 }, 1), { start: 0, end: 8 });
});

test("what the store has isn't missing, and counts with its own length", () => {
  assert.deepEqual(missingParts(FILM), [2]);
  assert.equal(bytesStored(FILM), 12);
  assert.equal(bytesStored({ ...FILM, etags: {} }), 0);
});

test("files that don't fit are told why, and take no room from those that come after", () => {
  const sizes = (...all) => all.map((size, i) => ({ name: `${i}.jpg`, size }));

  assert.deepEqual(unfit(sizes(0, 61, 60, 60, 40, 1), LIMITS), ["empty", "too-large", null, "no-room", null, "too-many"]);
  assert.deepEqual(unfit(sizes(60), { ...LIMITS, filesLeft: 0 }), ["too-many"]);
  assert.deepEqual(unfit([{ name: "ä".repeat(128), size: 1 }, { name: "a".repeat(255), size: 1 }], LIMITS), ["name", null]);
});

test("a file that is chosen again goes on, another one of its name doesn't", () => {
  const same = { name: "film.mp4", size: 20, lastModified: 5 };
  const changed = { ...same, lastModified: 6 };

  assert.deepEqual(matched([FILM], [changed, same, same]), { again: [[FILM, same]], fresh: [changed, same] });
  assert.ok(isSame({ ...same, name: "a\u0301.jpg" }, { ...same, name: "á.jpg" }), "in either spelling of Unicode");
});

test("the rest is told once there is something to go by, and by what came lately", () => {
  const rate = new Rate();
  rate.add(0, 0);
  rate.add(100, 1_000);
  assert.equal(rate.secondsFor(100), null);
  rate.add(200, 2_000);
  assert.equal(rate.secondsFor(100), 1);
  for (let second = 3; second <= 20; second++) {
    rate.add(200 + (second - 2) * 10, second * 1_000);
  }
  assert.equal(rate.secondsFor(100), 10);
});

test("of a standstill, and of bytes that have to be sent again, no rest is told", () => {
  const rate = new Rate();
  [0, 1, 2, 3].forEach((second) => rate.add(50, second * 1_000));
  assert.equal(rate.secondsFor(100), null);
  rate.add(80, 4_000);
  assert.notEqual(rate.secondsFor(100), null);
  rate.add(10, 5_000);
  assert.equal(rate.secondsFor(100), null);
});
