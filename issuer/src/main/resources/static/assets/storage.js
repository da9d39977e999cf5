/** Session storage, or a memory that lasts as long as the page: a browser that blocks site data throws where it is merely named. */

class PageMemory {
  #items = new Map();

  getItem(key) {
    return this.#items.get(key) ?? null;
  }

  setItem(key, value) {
    this.#items.set(key, value);
  }

  removeItem(key) {
    this.#items.delete(key);
  }
}

const memory = new PageMemory();

/** This tab's storage. */
export function tabStorage(scope = globalThis) {
  try {
    const storage = scope.sessionStorage;
    storage.getItem("");
    return storage;
  } catch {
    return memory;
  }
}
