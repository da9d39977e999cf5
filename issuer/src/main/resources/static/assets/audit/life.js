/**
 * Where things are in the picture of a life: of a link, or of a token. Pure: times in, coordinates out.
 *
 * A life has days beside seconds, so the picture isn't to scale: what happened stands in order, and a longer time between two of them is wider, by its logarithm.
 */

/** The least distance between two marks, in pixels. */
export const STEP = 26;

const WIDEST = 150;
const EDGE = 14;
const MOST = 60;

/**
 * @param moments `{time, state, known, number}` in order of time: what happened, how it stood from then on, and when the edge knew
 * @param tokens times at which tokens were issued, in order
 * @param opens `{time, after}` as the edge reported them
 * @param at the time that was asked about
 * @param end where the picture ends: the time up to which the log is known
 * @param width to be filled at least
 */
export function layOut({ moments, tokens = [], opens = [], at, end, width }) {
  const drawn = moments.slice(0, MOST).map((moment) => ({ ...moment, time: ms(moment.time), known: interval(moment.known) }));
  const last = drawn.length < moments.length ? drawn.at(-1).time : Math.max(ms(end), drawn.at(-1)?.time ?? 0);
  const stops = stopsOf(drawn, last);
  const scale = scaleOf(stops, drawn, width);
  const x = (time) => place(time, stops, scale.xs);
  return {
    width: scale.width,
    left: moments.length - drawn.length,
    marks: marksOf(drawn, x),
    issuer: segments(drawn.map(({ time, state }) => ({ time, state })), last, x),
    edge: segments(edgeStates(drawn), last, x),
    gaps: stops.slice(1).map((stop, i) => ({ from: scale.xs[i], to: scale.xs[i + 1], ms: stop - stops[i] })),
    tokens: binned(tokens.map(ms), stops, scale.xs),
    opens: opens.map((open) => ({ ...open, x: x(ms(open.time)) })).filter((open) => ms(open.time) <= last),
    at: at === undefined || ms(at) < stops[0] || ms(at) > last ? null : x(ms(at)),
  };
}

const ms = (time) => new Date(time).getTime();

function interval(known) {
  return known && !known.unknown ? { from: ms(known.notBefore), until: ms(known.atTheLatest) } : known;
}

/** All times at which something changes, once each. */
function stopsOf(moments, last) {
  const times = moments.flatMap(({ time, known }) => [time, ...(known && !known.unknown ? [known.from, known.until] : [])]);
  return [...new Set([...times.filter((time) => time <= last), last])].sort((one, other) => one - other);
}

function scaleOf(stops, moments, wanted) {
  const marksAt = (stop) => STEP * moments.filter(({ time }) => time === stop).length;
  const gaps = stops.slice(1).map((stop, i) => Math.max(Math.min(WIDEST, STEP + 14 * Math.log10(1 + (stop - stops[i]) / 1000)), marksAt(stops[i])));
  const sum = gaps.reduce((all, gap) => all + gap, 0);
  const stretch = sum === 0 ? 1 : Math.max(1, (wanted - 2 * EDGE) / sum);
  const xs = [EDGE];
  gaps.forEach((gap) => xs.push(xs.at(-1) + gap * stretch));
  return { xs, width: Math.max(wanted, xs.at(-1) + EDGE + Math.max(0, marksAt(stops.at(-1)) - STEP)) };
}

/** Between two stops by proportion. */
function place(time, stops, xs) {
  const after = stops.findIndex((stop) => stop >= time);
  if (after <= 0) {
    return after === 0 ? xs[0] : xs.at(-1);
  }
  const part = (time - stops[after - 1]) / (stops[after] - stops[after - 1]);
  return xs[after - 1] + part * (xs[after] - xs[after - 1]);
}

/** What happened at one time stands side by side. */
function marksOf(moments, x) {
  const seen = new Map();
  return moments.map(({ time, state, number }) => {
    const before = seen.get(time) ?? 0;
    seen.set(time, before + 1);
    return { x: x(time) + before * STEP, state, number };
  });
}

/** From changes in order to pieces with a beginning and an end; equal neighbours are one. */
function segments(changes, last, x) {
  const pieces = [];
  changes.forEach(({ time, state }, i) => {
    const until = Math.min(changes[i + 1]?.time ?? last, last);
    const before = pieces.at(-1);
    if (until <= time && i < changes.length - 1) {
      return;
    }
    if (before?.state === state) {
      before.to = x(until);
    } else {
      pieces.push({ from: x(time), to: x(until), state });
    }
  });
  return pieces;
}

/**
 * How it stood at the edge. The edge has the log from its begin up to some position: at each time at least up to the last moment that was known everywhere by then, at most up to the last
 * one that some location may have known. Where those differ, and so does what held then, it was either.
 */
function edgeStates(moments) {
  const spans = moments.map(spanOf);
  const times = [...new Set(spans.flatMap(({ from, until }) => [from, until]).filter(Number.isFinite))].sort((one, other) => one - other);
  return times.map((time) => {
    const sure = Math.max(0, spans.findLastIndex(({ until }) => until <= time));
    const possible = Math.max(sure, spans.findLastIndex(({ from }) => from <= time));
    const states = new Set(moments.slice(sure, possible + 1).map(({ state }) => state));
    const isUnknown = moments.slice(sure + 1, possible + 1).some(({ known }) => known?.unknown);
    return { time, state: states.size === 1 ? moments[sure].state : isUnknown ? "unknown" : "either" };
  });
}

/** The first moment is the issuer's alone, and the clock's hold at once: there is nothing to be told. */
function spanOf({ time, known }, i) {
  if (i === 0 || !known) {
    return { from: time, until: time };
  }
  return known.unknown ? { from: time, until: Infinity } : known;
}

/** How many between each stop and the next. */
function binned(times, stops, xs) {
  return stops
    .slice(1)
    .map((stop, i) => ({
      from: xs[i],
      to: xs[i + 1],
      count: times.filter((time) => (time >= stops[i] || i === 0) && (time < stop || i === stops.length - 2)).length,
    }))
    .filter(({ count }) => count > 0);
}
