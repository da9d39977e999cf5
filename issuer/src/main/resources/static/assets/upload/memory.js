/** What the browser keeps of one link's uploads, so that a reload goes on with them: a session, and each file that was begun with the parts that the store has. Under the secret's SHA-256. */

import { sha256 } from "../hex.js";

const PREFIX = "edgepass.upload.";
const NAME = "edgepass.uploader";
/** The link itself ends a file that isn't complete after a day. */
const LONGEST_MS = 36 * 3600_000;

/**
 * @param {object} store what tabs share (`tabs-store.js`); where it refuses, nothing is kept
 * @param {LockManager} [locks] Web Locks: a file that another tab is sending isn't one to go on with
 */
export async function uploadMemory(store, secret, locks = globalThis.navigator?.locks, now = Date.now) {
  const digest = await sha256(new TextEncoder().encode(secret));
  const key = digest && PREFIX + digest;
  const quietly = async (access) => (key ? access().catch(() => null) : null);
  const change = (files) =>
    quietly(() => store.update(key, (kept) => ({ ...kept, files: Object.fromEntries(Object.entries({ ...kept?.files, ...files }).filter(([, file]) => file && file.at > now() - LONGEST_MS)) })));
  const held = new Map();
  return {
    /** @returns {Promise<{session?: {session: string, link: object}, files: object[]}>} the files of no other tab */
    async read() {
      const kept = await quietly(() => store.get(key));
      const elsewhere = new Set(((await locks?.query().catch(() => null))?.held ?? []).map(({ name }) => name));
      const files = Object.values(kept?.files ?? {}).filter(({ id, at }) => at > now() - LONGEST_MS && !elsewhere.has(PREFIX + id));
      return { session: kept?.session, files };
    },
    keepSession: (session) => quietly(() => store.update(key, (kept) => ({ files: {}, ...kept, session }))),
    keep({ id, name, size, lastModified, partSize, parts, etags }) {
      if (!held.has(id)) {
        held.set(id, () => {});
        locks?.request(PREFIX + id, () => new Promise((release) => held.set(id, release))).catch(() => {});
      }
      return change({ [id]: { id, name, size, lastModified, partSize, parts, etags: { ...etags }, at: now() } });
    },
    forget(id) {
      held.get(id)?.();
      held.delete(id);
      return change({ [id]: null });
    },
  };
}

/** The uploader's name, for next time. */
export const uploaderName = (store) => ({
  read: () => store.get(NAME).catch(() => null),
  keep: (name) => store.set(NAME, name).catch(() => null),
});
