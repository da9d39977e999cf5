/** Web Storage, or a memory that lasts as long as the page: a browser that blocks site data throws where it is merely named. */

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

const memories = new Map();

/** @param {"localStorage" | "sessionStorage"} name */
export function storageOf(name, scope = globalThis) {
  try {
    const storage = scope[name];
    storage.getItem("");
    return storage;
  } catch {
    if (!memories.has(name)) {
      memories.set(name, new PageMemory());
    }
    return memories.get(name);
  }
}
