// The built Worker over stores in memory, with a clock that jumps past the poll's interval on demand: what a measurement needs.
//   PUT /__heads  [compact head or null (unchanged), ...]: what the next reads of the head find
//   GET /__poll   one request whose poll in the background is due; answers when that poll is through
//   GET /__idle   the same without a poll
//   GET /__gc     collects garbage
import { fetch as product } from "./edgepass.js";

let heads = [];
let ahead = 0;
let round = 0;
const now = Date.now;
Date.now = () => now() + ahead;

const feed = {
  async get(key) {
    if (key !== "head") {
      return null;
    }
    const head = heads.shift() ?? null;
    const body = head === null ? null : new Response(head).body;
    return { body, etag: `e${++round}`, text: () => new Response(body).text() };
  },
};

export default {
  async fetch(request, env) {
    const { pathname, origin } = new URL(request.url);
    if (pathname === "/__heads") {
      heads = await request.json();
      return new Response("ok");
    }
    if (pathname === "/__gc") {
      gc();
      return new Response("ok");
    }
    if (pathname === "/__poll") {
      ahead += 1600;
    }
    const segments = { get: (key) => env.ORIGIN.fetch(`http://origin/${key}`).then((found) => (found.ok ? found.body : null)) };
    const background = [];
    const context = { waitUntil: (work) => background.push(work) };
    const answer = await product(new Request(`${origin}/.well-known/edgepass`), { ...env, FEED: feed, SEGMENTS: segments }, context);
    await Promise.all(background);
    return answer;
  },
};
