/** The first page is small, so that its pictures are seen soon. */
const FIRST = 100;
const LARGEST = 1_000;

/** @param {(body: {limit: number, cursor?: string}) => Promise<{objects: object[], next?: string}>} ask */
export function firstPage(ask) {
  return ask({ limit: FIRST });
}

/** A listing page by page, from the first one on; while one is shown, the next is under way. */
export async function* listing(ask, first = firstPage(ask)) {
  for (let page = first; page; ) {
    const { objects, next } = await page;
    page = next ? ask({ limit: LARGEST, cursor: next }) : undefined;
    page?.catch(() => {}); // Thrown where it is awaited.
    yield { objects, last: !next };
  }
}
