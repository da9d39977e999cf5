/** A share link's terms as its viewer reads them. */

import { formatSize } from "../media/media-kinds.js";

/** "Tuesday, 8 December, 18:00", with the year where it isn't this one. */
export function dateInWords(date, now = new Date(), timeZone = undefined) {
  const part = (options) => new Intl.DateTimeFormat("en-GB", { timeZone, ...options }).format(date);
  const year = (of) => new Intl.DateTimeFormat("en-GB", { timeZone, year: "numeric" }).format(of);
  const day = part({ day: "numeric", month: "long" }) + (year(date) === year(now) ? "" : ` ${year(date)}`);
  return `${part({ weekday: "long" })}, ${day}, ${part({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" })}`;
}

/** "117 files, 1.2 GB"; while the listing goes on, "1,000 files so far". */
export function filesInWords({ count, bytes, complete }) {
  const files = `${count.toLocaleString("en-GB")} ${count === 1 ? "file" : "files"}`;
  return complete ? `${files}, ${formatSize(bytes)}` : `${files} so far`;
}

/** What the link allows, each a phrase by itself. */
export function termsInWords({ linkExpiresAt, allowDownload }, now = new Date(), timeZone = undefined) {
  return [
    linkExpiresAt ? `Open until ${dateInWords(new Date(linkExpiresAt), now, timeZone)}` : "Open until its sender closes it",
    allowDownload ? "Download allowed" : "For viewing only",
  ];
}
