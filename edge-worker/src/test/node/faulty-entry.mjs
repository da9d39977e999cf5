// The built Worker behind bindings that count what is asked of them and fail on demand: what a test can't do to the real stores.
//   PUT /__zone URL -> whether the zone's own cache, which isn't the Worker's alone, has that URL.
//   PUT /__faults {"feed":"down"|"stuck"|milliseconds|"", "segments":...} -> sets them; answers the counts so far: calls by store, and by "<store>.cancelled" how
//     many streams that it gave were cancelled as a whole.
import { fetch as product } from "./edgepass.js";

const faults = {};
const counts = {};

/** A value that is a stream, whose cancellation is counted; anything else as it is. */
function watched(name, found) {
  if (found instanceof ReadableStream) {
    found.cancel = (reason) => {
      counts[`${name}.cancelled`] = (counts[`${name}.cancelled`] ?? 0) + 1;
      return ReadableStream.prototype.cancel.call(found, reason);
    };
  }
  return found;
}

function guarded(name, store) {
  const guard = (method) => async (...args) => {
    counts[name] = (counts[name] ?? 0) + 1;
    if (faults[name] === "down") {
      throw new Error(`${name}: down, as the test wants it`);
    }
    if (typeof faults[name] === "number") {
      await scheduler.wait(faults[name]);
    }
    if (faults[name] === "stuck") {
      await new Promise(() => {});
    }
    return watched(name, await store[method](...args));
  };
  return { get: guard("get"), head: guard("head") };
}

export default {
  async fetch(request, env, context) {
    const { pathname } = new URL(request.url);
    if (pathname === "/__faults") {
      Object.assign(faults, await request.json());
      return Response.json(counts);
    }
    if (pathname === "/__zone") {
      return Response.json((await caches.default.match(await request.text())) !== undefined);
    }
    const bindings = {};
    for (const name of ["MEDIA", "FEED", "SEGMENTS"]) {
      bindings[name] = guarded(name.toLowerCase(), env[name]);
    }
    return product(request, { ...env, ...bindings }, context);
  },
};
