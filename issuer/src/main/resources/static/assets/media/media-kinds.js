/** Which kind of thing an object is to a viewer, and what of a listing is one thing: a stream's files are one film. */

/** Shown as text, up to a bound, in the page. */
const TEXT = /^(text\/(plain|csv|markdown|vtt)|application\/(json|x-subrip))$/;
const MANIFEST = /\.m3u8$/i;
/** What only a manifest makes a film of. */
const PART = /\.(ts|m4s|m4v|m4a|mp4|aac|vtt|webvtt|key|m3u8)$/i;
const SEGMENT = /\.(ts|m4s)$/i;
/** Of several manifests in a folder, the one that names the others. */
const MAIN = /^(index|master|main|manifest|playlist|stream)\.m3u8$/i;

export const UNKNOWN = "application/octet-stream";

/** @typedef {"picture" | "video" | "audio" | "stream" | "pdf" | "text" | "file"} Kind */

/** @returns {Kind} */
export function kindOf(contentType, key = "") {
  if (MANIFEST.test(key)) {
    return "stream";
  }
  const type = contentType.split(";")[0].trim().toLowerCase();
  const top = type.slice(0, type.indexOf("/"));
  if (top === "image") {
    return "picture";
  }
  if ((top === "video" || top === "audio") && !SEGMENT.test(key)) {
    return top;
  }
  return type === "application/pdf" ? "pdf" : TEXT.test(type) ? "text" : "file";
}

/** A key's last name. */
export function nameOf({ key }) {
  return key.slice(key.lastIndexOf("/") + 1);
}

/** What a viewer reads for it: a stream is called as its folder, where that says more than the manifest's name. */
export function titleOf(object) {
  const segments = object.key.split("/");
  return MANIFEST.test(object.key) && segments.length > 1 ? segments[segments.length - 2] : nameOf(object);
}

export function formatSize(bytes) {
  const units = ["B", "KB", "MB", "GB", "TB"];
  const unit = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
  return `${(bytes / 1000 ** unit).toFixed(unit > 1 ? 1 : 0)} ${units[unit]}`;
}

/**
 * Sorts a listing that comes page by page into what is shown and what belongs to a stream. Segments wait for their manifest, which may come later; those that had none by the
 * end are files like others.
 */
export class Shelf {
  #manifests = new Map();
  #waiting = [];

  /**
   * @param {{key: string}[]} page the next objects, ascending
   * @returns {{key: string}[]} what is shown now
   */
  add(page) {
    for (const folder of grouped(page.filter(isManifest))) {
      this.#take(folder);
    }
    const shown = [];
    for (const object of page) {
      if (isManifest(object) ? this.#isMain(object) : !this.#isPart(object)) {
        (SEGMENT.test(object.key) ? this.#waiting : shown).push(object);
      }
    }
    return shown;
  }

  /** What still waited when the listing ended. */
  end() {
    return this.#waiting.splice(0).filter((object) => !this.#isPart(object));
  }

  #take([folder, manifests]) {
    const main = manifests.filter((one) => MAIN.test(nameOf(one)));
    this.#manifests.set(folder, new Set((main.length > 0 ? main.slice(0, 1) : manifests).map(({ key }) => key)));
  }

  #isMain(manifest) {
    const folder = folderOf(manifest);
    return this.#manifests.get(folder).has(manifest.key) && !this.#isUnder(parentOf(folder));
  }

  #isPart(object) {
    return PART.test(object.key) && this.#isUnder(folderOf(object));
  }

  /** Whether this folder or one above it has a manifest. */
  #isUnder(folder) {
    for (let above = folder; above !== null; above = parentOf(above)) {
      if (this.#manifests.has(above)) {
        return true;
      }
    }
    return false;
  }
}

function grouped(manifests) {
  const folders = new Map();
  for (const manifest of manifests) {
    folders.set(folderOf(manifest), [...(folders.get(folderOf(manifest)) ?? []), manifest]);
  }
  return folders;
}

function isManifest({ key }) {
  return MANIFEST.test(key);
}

/** With its slash; empty at the top. */
function folderOf({ key }) {
  return key.slice(0, key.lastIndexOf("/") + 1);
}

function parentOf(folder) {
  return folder === "" ? null : folder.slice(0, folder.slice(0, -1).lastIndexOf("/") + 1);
}
