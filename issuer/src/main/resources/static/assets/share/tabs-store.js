/**
 * A few words that all tabs of this browser share, in IndexedDB: what one tab has stored, the next one that asks reads. Web Storage doesn't promise that: a tab may read an older
 * value for a moment. Where site data is blocked every call is rejected, and where the browser doesn't answer, after {@link PATIENCE_MS}.
 */

const DATABASE = "edgepass";
const STORE = "words";
const PATIENCE_MS = 10_000;

export const tabsStore = {
  /** @returns {Promise<string | null>} */
  get: (key) => transact("readonly", (store) => store.get(key)).then((value) => value ?? null),
  set: (key, value) => transact("readwrite", (store) => store.put(value, key)),
  /** What `change` makes of the value as it is: no other tab writes in between. */
  update: (key, change) =>
    transact("readwrite", (store) => {
      const found = store.get(key);
      found.onsuccess = () => store.put(change(found.result), key);
      return found;
    }),
  delete: (key) => transact("readwrite", (store) => store.delete(key)),
};

/** Resolves once the transaction is complete: those that begin later see what it wrote. */
function transact(mode, request) {
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error("the browser's storage doesn't answer")), PATIENCE_MS);
    const opening = globalThis.indexedDB.open(DATABASE, 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const database = opening.result;
      const transaction = database.transaction(STORE, mode);
      const made = request(transaction.objectStore(STORE));
      transaction.oncomplete = () => resolve(made.result);
      transaction.onabort = () => reject(transaction.error);
      database.close(); // Once its transaction has ended.
    };
  });
}
