import { HttpError } from "../http.mjs";

export const COOKIE = "session";

/** Lets through who is logged in. */
export class SessionGuard {
  constructor(sessions) {
    this.sessions = sessions;
  }

  check(request) {
    const session = new RegExp(`(?:^|; )${COOKIE}=([\\w.-]+)`).exec(request.headers.cookie ?? "")?.[1];
    const personId = session ? this.sessions.verify(session) : null;
    if (personId === null) {
      throw new HttpError(401, "Log in first.");
    }
    return { personId, session };
  }
}
