/** Times as people say them, in the zone of whoever reads them. Pure. */

const MINUTE = 60_000;
const CLOCK = { hour: "2-digit", minute: "2-digit" };
const DAY = { weekday: "short", day: "numeric", month: "short" };

/** Such as `12 min. ago`, `today, 14:05`, `tomorrow, 09:00`, `Fri, 27 Nov, 14:05`, `3 Mar 2025`. */
export function said(instant, now = new Date(), locale) {
  const time = new Date(instant);
  const away = time - now;
  if (Math.abs(away) < MINUTE) {
    return away > 0 ? "in less than a minute" : "just now";
  }
  if (Math.abs(away) < 60 * MINUTE) {
    return new Intl.RelativeTimeFormat(locale, { style: "short" }).format(Math.trunc(away / MINUTE), "minute");
  }
  const days = Math.round((midnight(time) - midnight(now)) / (24 * 60 * MINUTE));
  if (Math.abs(days) <= 1) {
    return `${new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(days, "day")}, ${time.toLocaleTimeString(locale, CLOCK)}`;
  }
  if (Math.abs(days) <= 7) {
    return time.toLocaleString(locale, { ...DAY, ...CLOCK });
  }
  return time.toLocaleDateString(locale, { day: "numeric", month: "short", ...(time.getFullYear() === now.getFullYear() ? {} : { year: "numeric" }) });
}

function midnight(time) {
  return new Date(time.getFullYear(), time.getMonth(), time.getDate());
}

/** An element that says it, and the whole of it where somebody points at it; `never` where there is none. */
export function dateOf(instant, never = "never") {
  return instant
    ? Object.assign(document.createElement("time"), { dateTime: instant, title: new Date(instant).toLocaleString(), textContent: said(instant) })
    : document.createTextNode(never);
}
