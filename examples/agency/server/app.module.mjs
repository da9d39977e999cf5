import { AuthController } from "./auth/auth.controller.mjs";
import { PeopleService } from "./auth/people.service.mjs";
import { SessionGuard } from "./auth/session.guard.mjs";
import { SessionsService } from "./auth/sessions.service.mjs";
import { listener } from "./http.mjs";
import { EdgepassService } from "./media/edgepass.service.mjs";
import { MediaController } from "./media/media.controller.mjs";
import { PolicyController } from "./media/policy.controller.mjs";
import { PolicyGuard } from "./media/policy.guard.mjs";
import { ProjectsService } from "./media/projects.service.mjs";
import { PageController } from "./page.controller.mjs";

/** What Nest's container would do: makes the providers and gives each what it needs. */
export function createApp(config) {
  const sessions = new SessionsService(config.sessionSecret);
  const people = new PeopleService();
  const projects = new ProjectsService();
  const edgepass = new EdgepassService(config);
  const loggedIn = new SessionGuard(sessions);
  return listener([
    new PageController(config),
    new AuthController(people, sessions, loggedIn, config),
    new MediaController(projects, edgepass, loggedIn),
    new PolicyController(projects, new PolicyGuard(config.policySecretFile)),
  ]);
}
