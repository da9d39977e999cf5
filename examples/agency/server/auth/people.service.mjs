import { scrypt, scryptSync, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import { HttpError } from "../http.mjs";

const BYTES = 32;
/** Each hash holds one of Node's four threads, which also read files and look up names. */
const MOST_AT_ONCE = 2;

const hash = promisify(scrypt);
const stored = (password, salt) => scryptSync(password, salt, BYTES);

/** A table in an app; here a few people whose passwords stand in the README. */
const PEOPLE = new Map(
  ["anna", "ben", "carla"].map((id) => [id, { id, name: id[0].toUpperCase() + id.slice(1), salt: `salt of ${id}`, hash: stored(`${id}-password`, `salt of ${id}`) }]),
);
const STRANGER = { salt: "salt of a stranger", hash: stored("", "") };

export class PeopleService {
  #checks = 0;

  find(id) {
    return PEOPLE.get(id) ?? null;
  }

  /** The person, or null; it takes as long for names that there aren't. Anyone may ask, so only few at once are let in. */
  async check(id, password) {
    if (this.#checks >= MOST_AT_ONCE) {
      throw new HttpError(503, "Too many people log in at the moment. Try again.");
    }
    this.#checks++;
    try {
      const person = this.find(id);
      const known = person ?? STRANGER;
      return timingSafeEqual(await hash(password, known.salt, BYTES), known.hash) ? person : null;
    } finally {
      this.#checks--;
    }
  }
}
