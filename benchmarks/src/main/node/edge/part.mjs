/** The part that R2 is asked for; the whole where it isn't asked for one. */
export function partOf({ range, rangeHeader }, size) {
  const match = /^bytes=(\d*)-(\d*)$/.exec(rangeHeader ?? "");
  if (match) {
    const [, first, last] = match;
    range = first === "" ? { suffix: Number(last) } : { offset: Number(first), length: last === "" ? undefined : last - first + 1 };
  }
  if (range === undefined) {
    return undefined;
  }
  if (range.suffix !== undefined) {
    const length = Math.min(Number(range.suffix), size);
    return { offset: size - length, length };
  }
  const offset = Number(range.offset ?? 0);
  return { offset, length: Math.min(Number(range.length ?? size), size - offset) };
}
