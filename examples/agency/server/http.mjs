/** What Nest does for controllers: routes, guards, bodies and errors. */

const LARGEST_BODY = 256 << 10;

/** An answer that isn't what was asked for. `title` is for people. */
export class HttpError extends Error {
  constructor(status, title) {
    super(title);
    this.status = status;
  }
}

/** An answer with a status, headers and a body of its own. Anything else that a handler returns is JSON. */
export class Answer {
  constructor(status, headers = {}, body = "") {
    Object.assign(this, { status, headers, body });
  }
}

/**
 * A controller has `routes`: by method and path a handler, which gets what its guard found and the body.
 *
 * @param {{routes: Record<string, {guard?: {check: Function}, run: Function}>}[]} controllers
 */
export function listener(controllers) {
  const routes = new Map(controllers.flatMap((controller) => Object.entries(controller.routes)));
  return async (request, response) => {
    const { status, headers, body } = await answerOf(routes, request).catch(problem);
    response.writeHead(status, { "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", ...headers });
    response.end(request.method === "HEAD" ? undefined : body);
  };
}

async function answerOf(routes, request) {
  const { pathname } = new URL(request.url, "http://app.invalid");
  const route = routes.get(`${request.method} ${pathname}`);
  if (!route) {
    throw new HttpError(404, "There is no such page.");
  }
  const found = await route.guard?.check(request);
  const answer = await route.run({ ...found, body: request.method === "POST" ? await bodyOf(request) : {} });
  return answer instanceof Answer ? answer : json(200, answer);
}

/** A page of another site can't send JSON here without being asked for its origin first, and it is allowed none. */
async function bodyOf(request) {
  const parts = [];
  let size = 0;
  for await (const part of request) {
    size += part.length;
    if (size > LARGEST_BODY) {
      throw new HttpError(413, "The request is too large.");
    }
    parts.push(part);
  }
  if (size === 0) {
    return {};
  }
  if (!/^application\/json\b/.test(request.headers["content-type"] ?? "")) {
    throw new HttpError(415, "Send JSON.");
  }
  try {
    return Object(JSON.parse(Buffer.concat(parts).toString("utf8")));
  } catch {
    throw new HttpError(400, "The request isn't JSON.");
  }
}

function problem(error) {
  if (!(error instanceof HttpError)) {
    console.error(error.stack);
  }
  return error instanceof HttpError ? json(error.status, { title: error.message }) : json(500, { title: "Something went wrong here." });
}

function json(status, value) {
  return new Answer(status, { "Content-Type": "application/json" }, JSON.stringify(value));
}
