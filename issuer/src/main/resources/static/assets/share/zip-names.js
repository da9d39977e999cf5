/** The names of objects in an archive. */

/** What no file system lets stand in a name, or what a careless program takes for a path. */
const UNFIT = /[\\:*?"<>|\u0000-\u001f\u007f]/g;

/**
 * By key: without the folder that all have in common, and each once, also where case doesn't count.
 *
 * @param {string[]} keys
 * @returns {Map<string, string>}
 */
export function namesInZip(keys) {
  const common = commonFolder(keys);
  const taken = new Set();
  return new Map(keys.map((key) => [key, unique(key.slice(common.length).replace(UNFIT, "_"), taken)]));
}

function commonFolder(keys) {
  const folderOf = (key) => key.slice(0, key.lastIndexOf("/") + 1);
  let common = keys.length > 0 ? folderOf(keys[0]) : "";
  for (const key of keys) {
    while (!key.startsWith(common)) {
      common = folderOf(common.slice(0, -1));
    }
  }
  return common;
}

function unique(name, taken) {
  const end = name.lastIndexOf(".") > name.lastIndexOf("/") + 1 ? name.lastIndexOf(".") : name.length;
  let free = name;
  for (let number = 2; taken.has(free.toLowerCase()); number++) {
    free = `${name.slice(0, end)} (${number})${name.slice(end)}`;
  }
  taken.add(free.toLowerCase());
  return free;
}

/** Of the archive itself. */
export function zipName(title) {
  return `${title.replace(UNFIT, " ").replaceAll("/", " ").replace(/^[\s.]+/, "").replace(/\s+/g, " ").trim().slice(0, 100) || "Files"}.zip`;
}
