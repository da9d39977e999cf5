import assert from "node:assert/strict";
import test from "node:test";
import { nextRow, restHeight, rowHeight } from "../../main/resources/static/assets/media/justified.js";

const GRID = { from: 0, complete: true, width: 1200, gap: 8, height: 240 };
const rowOf = (ratios, options = {}) => nextRow((index) => ratios[index], { ...GRID, count: ratios.length, ...options });

test("a row fills the width, and its pictures keep their shapes", () => {
  const { to, height, widths } = rowOf([1.5, 1.5, 1.5, 1.5, 1.5]);

  assert.equal(to, 3);
  assert.equal(height, 263);
  const filled = widths.reduce((sum, width) => sum + width, 0) + 2 * GRID.gap;
  assert.ok(filled <= GRID.width && filled > GRID.width - 1, `${filled} of ${GRID.width}`);
  widths.forEach((width) => assert.ok(Math.abs(width / height - 1.5) < 0.01));
});

test("a row takes the number of pictures whose height is nearest to the wanted one", () => {
  assert.equal(rowOf([1, 1, 1, 1, 1, 1, 1]).to, 5);
  assert.equal(rowOf([2.9, 2.9, 2.9]).to, 2);
  assert.equal(rowOf([0.66, 0.66, 0.66, 0.66, 0.66, 0.66, 0.66, 0.66, 0.66]).to, 7);
});

test("rows follow each other without a gap or a picture twice", () => {
  const ratios = Array.from({ length: 100 }, (_, index) => [1.5, 0.66, 1.78, 1, 3.4][index % 5]);
  for (let from = 0; from < ratios.length; ) {
    const { to, widths } = rowOf(ratios, { from });
    assert.ok(to > from);
    assert.equal(widths.length, to - from);
    from = to;
  }
});

test("the last row isn't stretched", () => {
  const { height, widths } = rowOf([1.5]);

  assert.equal(height, 240);
  assert.ok(widths[0] <= 360);
});

test("a row that depends on an unknown picture says on which", () => {
  assert.deepEqual(rowOf([1.5, undefined, 1.5, 1.5]), { needs: 1 });
  assert.deepEqual(rowOf([1.5, 1.5, 1.5, undefined]), { needs: 3 });
});

test("a last row waits while more pictures may come", () => {
  assert.deepEqual(rowOf([1.5, 1.5], { complete: false }), { needs: 2 });
});

test("panoramas and receipts are cropped, so that neither has a row of its own", () => {
  assert.equal(rowOf([12, 1.5, 1.5, 1.5]).to, 2);
  assert.ok(rowOf([0.1, 0.1, 0.1]).widths.every((width) => width > 100));
});

test("on a phone two landscapes are side by side", () => {
  assert.equal(rowOf([1.5, 1.5, 1.5], { width: 362, height: rowHeight(362) }).to, 2);
});

test("what isn't placed yet has about the height that it will have", () => {
  assert.equal(restHeight(0, { ...GRID, caption: 32 }), 0);
  assert.equal(restHeight(6, { ...GRID, caption: 32 }), 2 * (240 + 32 + 8));
});
