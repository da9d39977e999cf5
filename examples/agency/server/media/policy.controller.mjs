/** The issuer asks here who may see which paths, for everything that a login wants: one place for the app's rules. */
export class PolicyController {
  constructor(projects, issuerOnly) {
    this.projects = projects;
    this.routes = { "POST /media-policy": { guard: issuerOnly, run: ({ body }) => this.decide(body) } };
  }

  /** `roles` are those of the issuer: its admins see everything. */
  decide({ subject, roles = [] }) {
    return { allowed: roles.includes("admin") ? ["*"] : this.projects.of(subject).map(({ folder }) => folder) };
  }
}
