import assert from "node:assert/strict";
import test from "node:test";
import { fitted, moved, swiped, WHOLE, zoomed } from "../../main/resources/static/assets/media/zoom.js";

const SIZES = { width: 800, height: 600, stageWidth: 1000, stageHeight: 600 };

test("what is under the pointer stays there", () => {
  const point = { x: 100, y: -50 };
  const view = zoomed(WHOLE, 4, point, SIZES);

  assert.equal(view.scale, 4);
  assert.deepEqual({ x: (point.x - view.x) / 4, y: (point.y - view.y) / 4 }, { x: 100, y: -50 });
});

test("a picture is never smaller than it fits, nor larger than eight times", () => {
  assert.deepEqual(zoomed({ scale: 2, x: 90, y: 10 }, 0.1, { x: 5, y: 5 }, SIZES), WHOLE);
  assert.equal(zoomed(WHOLE, 1000, { x: 0, y: 0 }, SIZES).scale, 8);
});

test("an enlarged picture can't leave the stage", () => {
  const view = zoomed(WHOLE, 2, { x: 0, y: 0 }, SIZES);

  assert.deepEqual(moved(view, 5000, -5000, SIZES), { scale: 2, x: 300, y: -300 });
  assert.deepEqual(moved(WHOLE, 50, 50, SIZES), WHOLE);
});

test("a picture fits its stage and isn't enlarged for it", () => {
  assert.deepEqual(fitted({ width: 4000, height: 3000 }, { width: 1000, height: 600 }), { width: 800, height: 600 });
  assert.deepEqual(fitted({ width: 40, height: 30 }, { width: 1000, height: 600 }), { width: 40, height: 30 });
});

test("a swipe goes sideways, far or fast", () => {
  assert.equal(swiped(-80, 10, 400), 1);
  assert.equal(swiped(80, 10, 400), -1);
  assert.equal(swiped(-30, 5, 100), 1);
  assert.equal(swiped(-30, 5, 900), 0);
  assert.equal(swiped(-80, 90, 100), 0);
});
