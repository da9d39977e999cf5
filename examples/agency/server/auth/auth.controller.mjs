import { Answer, HttpError } from "../http.mjs";
import { COOKIE } from "./session.guard.mjs";
import { LIFETIME_S } from "./sessions.service.mjs";

/** Log in, log out, and who is logged in. The session is a cookie that no script can read; add `Secure` where the app has https. */
export class AuthController {
  constructor(people, sessions, loggedIn, config) {
    Object.assign(this, { people, sessions, config });
    this.routes = {
      "POST /login": { run: ({ body }) => this.logIn(body) },
      "POST /logout": { run: () => new Answer(204, { "Set-Cookie": cookie("", 0) }) },
      "GET /me": { guard: loggedIn, run: ({ personId }) => this.me(personId) },
    };
  }

  async logIn({ name, password }) {
    const person = await this.people.check(String(name).toLowerCase(), String(password));
    if (person === null) {
      throw new HttpError(403, "Name or password is wrong.");
    }
    return new Answer(204, { "Set-Cookie": cookie(this.sessions.issue(person), LIFETIME_S) });
  }

  me(personId) {
    const person = this.people.find(personId);
    if (person === null) {
      throw new HttpError(401, "Log in first.");
    }
    return { id: person.id, name: person.name, issuer: this.config.issuer };
  }
}

function cookie(value, seconds) {
  return `${COOKIE}=${value}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${seconds}`;
}
