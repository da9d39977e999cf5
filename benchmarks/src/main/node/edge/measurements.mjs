// What is measured, and how: rounds in which every Worker has its turn, in an order that is drawn anew for each.
import { writeFileSync } from "node:fs";
import { load } from "./load.mjs";
import { shuffled } from "./random.mjs";
import { cpu, heap, resident } from "./usage.mjs";
import { call } from "./workerd.mjs";

const CONNECTIONS = 8;
const KNOWLEDGE = "/.well-known/edgepass";
const LOADED_WITHIN = 60_000;

/** A 503 says that knowledge was too old, which a stall of the machine makes it; more than a few, and any other answer, are no measurement. */
const MAX_STALE = 0.01;

/** How many answers were a 503; the others have `status`. */
function requireAll(status, { statuses }, who) {
  const { [status]: good = 0, 503: stale = 0, ...others } = statuses;
  if (Object.keys(others).length > 0 || stale > MAX_STALE * (good + stale)) {
    throw new Error(`${who} answered ${JSON.stringify(statuses)} (expected: ${status} for all)`);
  }
  return stale;
}

/** Waits until our Worker knows that many entries. Every request is one that may poll. */
async function awaitEntries(port, expected) {
  const end = performance.now() + LOADED_WITHIN;
  while (performance.now() < end) {
    const { status, body } = await call(port, KNOWLEDGE);
    if (status === 200 && JSON.parse(body).entries === expected) {
      return;
    }
    await new Promise((later) => setTimeout(later, 20));
  }
  throw new Error(`the Worker didn't come to know ${expected} entries`);
}

/**
 * CPU a request, in rounds.
 *
 * @param workers as Fleet.prepare gives them, with `entries` where the Worker has to know so many first
 * @param requests (round) => what each of them is asked in it
 * @param warmUps rounds before, which don't count
 * @param between whether CPU that a Worker takes between its turns counts, too: for work that it does later
 * @returns [{round, worker, requests, stale, cpuMicros, bytesServed, bytesRead}]: answers 503, microseconds a request, and bytes that it served and read from R2
 */
export async function rounds({ workers, requests, rounds: count, warmUps, status = 200, between = false, next }) {
  const running = [];
  const samples = [];
  const ended = new Map();
  try {
    for (const worker of workers) {
      const process = await worker.start();
      running.push({ worker, process });
      await process.ready("/");
      if (worker.entries !== undefined) {
        await awaitEntries(process.port, worker.entries);
      }
    }
    for (let round = -warmUps; round < count; round++) {
      const asked = requests(round);
      for (const { worker, process } of shuffled(running, next)) {
        const read = await worker.mediaBytes();
        const before = (between && ended.get(worker)) || cpu(process.pid);
        const served = await load(process.port, asked, CONNECTIONS);
        ended.set(worker, cpu(process.pid));
        const used = ended.get(worker) - before;
        const stale = requireAll(status, served, worker.name);
        if (round >= 0) {
          const bytesRead = (await worker.mediaBytes()) - read;
          const cpuMicros = (used * 1000) / asked.length;
          samples.push({ round, worker: worker.name, requests: asked.length, stale, cpuMicros, bytesServed: served.bytes, bytesRead });
        }
      }
    }
  } finally {
    await Promise.all(running.map(({ process }) => process.stop()));
  }
  return samples;
}

/** From the start of workerd to the first answer: [{round, worker, wallMs, cpuMs}]. */
export async function coldStarts({ workers, path, rounds: count, next }) {
  const samples = [];
  for (let round = -1; round < count; round++) {
    for (const worker of shuffled(workers, next)) {
      const process = await worker.start();
      const { status } = await process.ready(path);
      const sample = { round, worker: worker.name, wallMs: performance.now() - process.begun, cpuMs: cpu(process.pid) };
      await process.stop();
      if (status !== 200) {
        throw new Error(`${worker.name} answered ${status} to its first request (expected: 200)`);
      }
      if (round >= 0) {
        samples.push(sample);
      }
    }
  }
  return samples;
}

/**
 * What entries add to a process that has served without: [{round, worker, entries, heapMb, residentMb, peakMb}]. The heap is what V8 says after a collection, with the array
 * buffers beside it; the peak is of the resident set while they are being loaded.
 */
export async function memory({ worker, segments, requests, rounds: count }) {
  const samples = [];
  const entries = segments.reduce((sum, size) => sum + size, 0);
  for (let round = 0; round < count; round++) {
    await worker.publish({ tail: 0, segments: [] });
    const process = await worker.start();
    try {
      await process.ready("/");
      await awaitEntries(process.port, 0);
      const settled = async () => {
        requireAll(200, await load(process.port, requests, CONNECTIONS), worker.name);
        const heapMb = await heap(process.inspector, () => call(process.port, "/healthz"));
        return { heapMb, residentMb: resident(process.pid).VmRSS };
      };
      await settled();
      const before = await settled();
      writeFileSync(`/proc/${process.pid}/clear_refs`, "5");
      await worker.publish({ tail: 0, segments });
      await awaitEntries(process.port, entries);
      const peakMb = resident(process.pid).VmHWM - before.residentMb;
      const after = await settled();
      samples.push({ round, worker: worker.name, entries, heapMb: after.heapMb - before.heapMb, residentMb: after.residentMb - before.residentMb, peakMb });
    } finally {
      await process.stop();
    }
  }
  return samples;
}

/**
 * What a gallery's load asks of the stores: [{load, requests, mediaReads, feedReads, kvReads, cacheMatches, cachePuts}], for the first at a location, for one after
 * the maximum age of copies, and for one right after that.
 *
 * @param worker with MEDIA_MAX_AGE_SECONDS of `maxAge`
 */
export async function operations({ worker, requests, maxAge }) {
  const process = await worker.start();
  try {
    await process.ready("/");
    const samples = [];
    for (const kind of ["first", "later", "again"]) {
      if (kind === "later") {
        await new Promise((passed) => setTimeout(passed, (maxAge + 0.5) * 1000));
      }
      const before = await worker.counts();
      requireAll(200, await load(process.port, requests, CONNECTIONS), worker.name);
      const after = await worker.counts();
      const counts = Object.fromEntries(Object.entries(after).map(([name, count]) => [name, count - before[name]]));
      samples.push({ round: 0, worker: kind, requests: requests.length, ...counts });
    }
    return samples;
  } finally {
    await process.stop();
  }
}
