import assert from "node:assert/strict";
import { test } from "node:test";
import { layOut, STEP } from "../../main/resources/static/assets/audit/life.js";

const second = (s) => new Date(Date.UTC(2026, 10, 24) + s * 1000).toISOString();
const DAY = 86_400;

function life(more = {}) {
  return layOut({
    moments: [
      { time: second(0), state: "open", number: 1 },
      { time: second(DAY), state: "closed", number: 2, known: { notBefore: second(DAY + 1), atTheLatest: second(DAY + 6) } },
    ],
    end: second(2 * DAY),
    width: 600,
    ...more,
  });
}

const states = (pieces) => pieces.map(({ state }) => state);

test("seconds are seen beside days, in order", () => {
  const { gaps, marks, width } = life();

  assert.deepEqual(gaps.map(({ ms }) => ms / 1000), [DAY, 1, 5, DAY - 6]);
  assert.ok(gaps.every(({ from, to }) => to - from >= STEP));
  assert.ok(gaps[0].to - gaps[0].from > gaps[1].to - gaps[1].from);
  assert.ok(marks[0].x < marks[1].x && marks[1].x < width);
  assert.equal(width, 600);
});

test("the edge follows the issuer after an interval in which it may have been either", () => {
  const { issuer, edge } = life();

  assert.deepEqual(states(issuer), ["open", "closed"]);
  assert.deepEqual(states(edge), ["open", "either", "closed"]);
  assert.ok(edge[1].from > issuer[1].from, "no location knew it at once");
});

test("changes that were on their way together leave it open which of them a location had", () => {
  const { edge, edge: [, either], gaps } = life({
    moments: [
      { time: second(0), state: "open", number: 1 },
      { time: second(10), state: "suspended", number: 2, known: { notBefore: second(11), atTheLatest: second(16) } },
      { time: second(12), state: "open", number: 3, known: { notBefore: second(13), atTheLatest: second(18) } },
      { time: second(14), state: "closed", number: 4, known: { notBefore: second(15), atTheLatest: second(20) } },
    ],
  });

  assert.deepEqual(states(edge), ["open", "either", "closed"]);
  assert.deepEqual([either.from, either.to], [gaps[2].from, gaps.at(-1).from]);
});

test("where it isn't known when the edge knew, the picture says so from then on", () => {
  const { edge } = life({
    moments: [
      { time: second(0), state: "open", number: 1 },
      { time: second(9), state: "suspended", number: 2, known: { unknown: "gap" } },
    ],
  });

  assert.deepEqual(states(edge), ["open", "unknown"]);
});

test("what the clock did holds at the edge at once, and an event that changed nothing is drawn as a mark alone", () => {
  const { issuer, edge, marks } = life({
    moments: [
      { time: second(0), state: "open", number: 1, known: { unknown: "gap" } },
      { time: second(5), state: "open", number: 2, known: { unknown: "gap" } },
      { time: second(9), state: "expired", number: 3 },
    ],
  });

  assert.deepEqual(states(edge), ["open", "expired"]);
  assert.deepEqual(edge, issuer);
  assert.equal(marks.length, 3);
});

test("marks of one time stand side by side, and more than fit make the picture wider", () => {
  const moments = Array.from({ length: 30 }, (_, i) => ({ time: second(0), state: "open", number: i + 1 }));
  const { marks, width } = life({ moments });

  assert.ok(marks.every(({ x }, i) => i === 0 || Math.abs(x - marks[i - 1].x - STEP) < 0.001));
  assert.ok(width >= 30 * STEP);
});

test("tokens are counted between what happened, each once", () => {
  const { tokens } = life({ tokens: [0, 10, DAY, DAY + 10, 2 * DAY].map(second) });

  assert.equal(tokens.reduce((all, { count }) => all + count, 0), 5);
  assert.equal(tokens[0].count, 2);
});

test("a long life is cut to its first sixty moments and says how many are left", () => {
  const moments = Array.from({ length: 70 }, (_, i) => ({ time: second(i), state: i % 2 ? "open" : "suspended", number: i + 1 }));
  const drawn = life({ moments });

  assert.equal(drawn.marks.length, 60);
  assert.equal(drawn.left, 10);
});

test("the moment that was asked about is marked where the picture has it", () => {
  const [first, , last] = [life({ at: second(0) }), 0, life({ at: second(2 * DAY) })];

  assert.equal(first.at, first.marks[0].x);
  assert.equal(last.at, last.gaps.at(-1).to);
  assert.equal(life({ at: second(-1) }).at, null);
  assert.equal(life({ at: second(3 * DAY) }).at, null);
});

test("a life of one moment, at the end of what is known, has a picture", () => {
  const drawn = life({ moments: [{ time: second(0), state: "open", number: 1 }], end: second(0), tokens: [second(0)] });

  assert.ok([drawn.width, drawn.marks[0].x, ...drawn.issuer.flatMap(({ from, to }) => [from, to])].every(Number.isFinite));
});
