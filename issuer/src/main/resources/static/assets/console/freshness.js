/** Whether revocations get through at the moment, always in sight. */

const ASK_MS = 10_000;
const place = document.getElementById("feed");

const WORDS = {
  current: "Feed current",
  silent: "Feed silent: revocations are recorded, and reach the edge once the publisher runs again",
  held: "Feed held: the publisher has to be upgraded before later revocations reach the edge",
  "went-back": "The log went back: nothing is published until an operator begins a new epoch",
  unknown: "Feed unknown: R2 doesn't answer here",
};

/** @param call the API, with a login */
export async function watchFeed(call) {
  const ask = async () => {
    if (document.visibilityState === "visible") {
      show(await call("/feed").catch(() => ({ state: "unknown" })));
    }
  };
  document.addEventListener("visibilitychange", ask);
  setInterval(ask, ASK_MS);
  await ask();
}

function show({ state, position, ageMs }) {
  const [status, age] = place.children;
  place.dataset.state = state;
  place.hidden = false;
  if (status.textContent !== WORDS[state]) {
    // A screen reader hears of another state, not of another age.
    status.textContent = WORDS[state];
  }
  age.textContent = ageMs === undefined ? "" : ` ${Math.round(ageMs / 1000)} s old, position ${position}`;
}
