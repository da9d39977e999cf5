/** What the edge says of one media URL, without its bytes. */

/** Refusals that say nothing of the token: another object of it may be granted. */
const OBJECT_ONLY = new Set(["out-of-scope", "download-not-allowed"]);

/**
 * Asks the edge. `verdict` is
 * - `granted`: the token is good, whether there is such an object or not;
 * - `object`: the token is good, and this object is refused;
 * - `token`: the token is refused, whatever object it is for;
 * - `unknown`: no answer, or one that decides nothing.
 *
 * @param {string} url
 * @returns {Promise<{verdict: string, code?: string, position: number, ageMs?: number}>} `position` and age of the edge's knowledge; -1 where it isn't told
 */
export async function askEdge(url, send = fetch) {
  try {
    const head = await send(url, { method: "HEAD", cache: "no-store" });
    if (head.status !== 401 && head.status !== 403) {
      return { verdict: isDecided(head.status) ? "granted" : "unknown", ...asOf(head) };
    }
    // The answer to HEAD has no body that could say why.
    const refused = await send(url, { cache: "no-store" });
    if (refused.status !== 401 && refused.status !== 403) {
      await refused.body?.cancel();
      return { verdict: isDecided(refused.status) ? "granted" : "unknown", ...asOf(refused) };
    }
    return { ...verdictOf(await refused.json()), ...asOf(refused) };
  } catch {
    return { verdict: "unknown", position: -1 };
  }
}

function verdictOf(problem) {
  const code = String(problem.type ?? "").replace("urn:edgepass:problem:", "");
  if (code === "origin-not-allowed") {
    return { verdict: "unknown", code }; // This page may not ask: nothing was revoked.
  }
  return { verdict: problem.concerns === "object" || OBJECT_ONLY.has(code) ? "object" : "token", code };
}

function isDecided(status) {
  return status < 500 && status !== 429;
}

function asOf(response) {
  const told = /^position=(\d+),.* age-ms=(-?\d+)/.exec(response.headers.get("edgepass-as-of") ?? "");
  return told ? { position: Number(told[1]), ageMs: Number(told[2]) } : { position: -1 };
}
