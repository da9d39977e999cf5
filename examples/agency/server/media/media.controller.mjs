import { HttpError } from "../http.mjs";

/** What the page shows, and its media token. */
export class MediaController {
  constructor(projects, edgepass, loggedIn) {
    Object.assign(this, { projects, edgepass });
    this.routes = {
      "GET /projects": { guard: loggedIn, run: (person) => this.list(person) },
      "POST /media-token": { guard: loggedIn, run: (person) => this.token(person) },
    };
  }

  list({ personId, session }) {
    return Promise.all(this.projects.of(personId).map(async ({ name, folder }) => ({ name, folder, files: await this.edgepass.files(session, folder) })));
  }

  token({ personId, session }) {
    const folders = this.projects.of(personId).map(({ folder }) => folder);
    if (folders.length === 0) {
      throw new HttpError(403, "There is no project for you.");
    }
    return this.edgepass.mediaToken(session, folders);
  }
}
