/** Times in words, in the zone of whoever reads them. */

const DAY = { weekday: "short", day: "numeric", month: "short", year: "numeric" };
const CLOCK = { hour: "2-digit", minute: "2-digit", second: "2-digit" };
const UNITS = [
  ["d", 86_400],
  ["h", 3_600],
  ["min", 60],
  ["s", 1],
];

/** A day and a time to the second. */
export function moment(instant) {
  return new Date(instant).toLocaleString(undefined, { ...DAY, ...CLOCK });
}

/** A time to the second; its day too where that is another one than `beside`'s. */
export function clock(instant, beside) {
  const sameDay = beside !== undefined && new Date(instant).toDateString() === new Date(beside).toDateString();
  return sameDay ? new Date(instant).toLocaleTimeString(undefined, CLOCK) : moment(instant);
}

/** A time to the tenth of a second, for what is a matter of seconds. */
export function tenths(instant) {
  return new Date(instant).toLocaleTimeString(undefined, { ...CLOCK, fractionalSecondDigits: 1 });
}

/** The two largest units of a time in milliseconds: `2 d 3 h`, `4.9 s`. */
export function duration(ms) {
  if (ms < 60_000) {
    return `${Number((ms / 1000).toFixed(1))} s`;
  }
  let seconds = Math.round(ms / 1000);
  const parts = [];
  for (const [unit, size] of UNITS) {
    if (seconds >= size && parts.length < 2) {
      parts.push(`${Math.floor(seconds / size)} ${unit}`);
      seconds %= size;
    }
  }
  return parts.join(" ");
}

/** The reader's zone, by name and distance to UTC. */
export function zone(now = new Date()) {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const offset = -now.getTimezoneOffset();
  const size = Math.abs(offset);
  const minutes = size % 60 === 0 ? "" : `:${String(size % 60).padStart(2, "0")}`;
  return `${timeZone} (UTC${offset === 0 ? "" : `${offset < 0 ? "−" : "+"}${Math.floor(size / 60)}${minutes}`})`;
}

/** What an input of the type datetime-local has, as the API wants it; undefined where it is empty. */
export function instantOf(local) {
  return local ? new Date(local).toISOString() : undefined;
}

/** What an input of the type datetime-local wants, to the second. */
export function localOf(instant) {
  if (!instant) {
    return "";
  }
  const time = new Date(instant);
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}
