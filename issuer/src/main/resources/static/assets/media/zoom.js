/** What of a picture a stage shows. Points are CSS pixels from the stage's middle; a view is how far the picture is enlarged (1: it fits) and moved. */

export const WHOLE = Object.freeze({ scale: 1, x: 0, y: 0 });
const LARGEST = 8;
/** Of a double click, and of one step of a key. */
export const CLOSER = 2.5;
export const STEP = 1.5;

/** @typedef {{scale: number, x: number, y: number}} View */

/**
 * Enlarges by `factor`, so that what is at `point` stays there.
 *
 * @param {View} view
 * @param {{width: number, height: number, stageWidth: number, stageHeight: number}} sizes of the picture where it fits, and of the stage
 */
export function zoomed(view, factor, point, sizes) {
  const scale = Math.min(LARGEST, Math.max(1, view.scale * factor));
  const by = scale / view.scale;
  return within({ scale, x: point.x - (point.x - view.x) * by, y: point.y - (point.y - view.y) * by }, sizes);
}

export function moved(view, dx, dy, sizes) {
  return within({ ...view, x: view.x + dx, y: view.y + dy }, sizes);
}

/** A picture that is larger than the stage covers it; a smaller one is in its middle. */
function within({ scale, x, y }, { width, height, stageWidth, stageHeight }) {
  const clamp = (at, size, stage) => {
    const room = Math.max(0, (size * scale - stage) / 2);
    return Math.min(room, Math.max(-room, at)) || 0;
  };
  return { scale, x: clamp(x, width, stageWidth), y: clamp(y, height, stageHeight) };
}

/** The size at which a picture fits; never larger than it is. */
export function fitted(natural, stage) {
  const scale = Math.min(1, stage.width / natural.width, stage.height / natural.height);
  return { width: natural.width * scale, height: natural.height * scale };
}

/** Whether a finger that moved so far across a picture asks for another one: 1 is the next, -1 the previous, 0 neither. */
export function swiped(dx, dy, ms) {
  const far = Math.abs(dx) > 60 || (Math.abs(dx) > 25 && ms < 250);
  return far && Math.abs(dx) > 1.4 * Math.abs(dy) ? -Math.sign(dx) : 0;
}
