/** The rows of a justified grid: pictures of one height side by side that fill the width, in their order. Sizes are CSS pixels. */

/** Width by height of what isn't known: most pictures of a camera. */
export const USUAL_RATIO = 3 / 2;
/** Of what has no picture, only a sign. */
export const SIGN_RATIO = 1;
/** Past them a picture is cropped, so that a panorama or a receipt doesn't make a row of its own. */
const NARROWEST = 1 / 2;
const WIDEST = 3;

/** How high a row should be in a grid of that width: two pictures on a phone, more on a wide screen. */
export function rowHeight(width) {
  return width < 560 ? 140 : Math.min(280, Math.max(190, width / 5));
}

/**
 * The row that begins at `from`: as many pictures as bring its height nearest to `height`.
 *
 * @param {(index: number) => number | undefined} ratioOf width by height; undefined where it isn't known yet
 * @param {object} grid
 * @param {number} grid.from index of the row's first picture
 * @param {number} grid.count how many pictures there are
 * @param {boolean} grid.complete whether no more will come: a last row isn't stretched
 * @returns {{to: number, height: number, widths: number[]} | {needs: number}} the row, `to` exclusive; or the picture whose ratio, or existence, it depends on
 */
export function nextRow(ratioOf, { from, count, complete, width, gap, height }) {
  const ratios = [];
  let sum = 0;
  for (let index = from; index < count; index++) {
    const known = ratioOf(index);
    if (known === undefined) {
      return { needs: index };
    }
    const ratio = Math.min(WIDEST, Math.max(NARROWEST, known));
    const before = rowOf(ratios, sum, width, gap);
    ratios.push(ratio);
    sum += ratio;
    const after = rowOf(ratios, sum, width, gap);
    if (after <= height) {
      // Compared as factors: 100 and 400 are as far from 200.
      const shorter = ratios.length > 1 && before / height < height / after;
      if (shorter) {
        ratios.pop();
      }
      return finished(from, ratios, shorter ? before : after);
    }
  }
  if (!complete) {
    return { needs: count };
  }
  return finished(from, ratios, Math.min(height, rowOf(ratios, sum, width, gap)));
}

/** The height at which pictures of those ratios fill the width. */
function rowOf(ratios, sum, width, gap) {
  return ratios.length === 0 ? Infinity : (width - gap * (ratios.length - 1)) / sum;
}

/** Rounded down to what browsers place, so that a row never wraps. */
function finished(from, ratios, height) {
  const down = (size) => Math.floor(size * 64 - 0.5) / 64;
  return { to: from + ratios.length, height: Math.round(height), widths: ratios.map((ratio) => Math.max(0, down(ratio * height))) };
}

/** The height of the pictures that have no row yet. */
export function restHeight(count, { width, gap, height, caption }) {
  const inRow = Math.max(1, Math.round((width + gap) / (height * USUAL_RATIO + gap)));
  return Math.ceil(count / inRow) * (height + caption + gap);
}
