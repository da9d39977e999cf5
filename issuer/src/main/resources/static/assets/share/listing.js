/** The first page is small, so that its pictures are seen soon. */
const FIRST = 100;
const LARGEST = 1_000;

/**
 * A listing page by page; while one is shown, the next is under way.
 *
 * @param {(body: {limit: number, cursor?: string}) => Promise<{objects: object[], next?: string}>} ask
 */
export async function* listing(ask) {
  for (let page = ask({ limit: FIRST }); page; ) {
    const { objects, next } = await page;
    page = next ? ask({ limit: LARGEST, cursor: next }) : undefined;
    page?.catch(() => {}); // Thrown where it is awaited.
    yield { objects, last: !next };
  }
}
