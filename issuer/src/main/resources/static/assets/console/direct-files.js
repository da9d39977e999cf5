/** The files that lie directly in a folder, from listings that have those of its subfolders, too. Pure. */

const MOST_LISTINGS = 5;
const OF_A_LISTING = 1000;

/**
 * Reads on until there are enough of them, and no longer than for a few thousand objects: subfolders' come between them.
 *
 * @param {(query: object) => Promise<{objects: {key: string}[], next?: string}>} list
 * @param most of them
 * @returns {Promise<{files: {key: string}[], complete: boolean}>} `complete` says that there are no more
 */
export async function directFiles(list, folder, most) {
  const files = [];
  let cursor;
  for (let listing = 0; listing < MOST_LISTINGS && files.length <= most; listing++) {
    const page = await list({ prefix: folder, limit: OF_A_LISTING, ...(cursor === undefined ? {} : { cursor }) });
    files.push(...page.objects.filter(({ key }) => !key.slice(folder.length).includes("/")));
    cursor = page.next ?? undefined;
    if (cursor === undefined) {
      break;
    }
  }
  return { files: files.slice(0, most), complete: cursor === undefined && files.length <= most };
}
