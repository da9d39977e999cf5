/** What an uploader reads. Pure. */

import { formatSize } from "../media/media-kinds.js";
import { dateInWords } from "../share/link-words.js";
import { isKnown, refusalWords } from "../share/refusals.js";

/** What the link takes, each a phrase by itself. */
export function termsInWords({ expiresAt, maxFiles, filesLeft, bytesLeft }, now = new Date(), timeZone = undefined) {
  return [
    expiresAt ? `Open until ${dateInWords(new Date(expiresAt), now, timeZone)}` : "Open until it is closed",
    filesLeft === 0 ? "No more files" : filesLeft < maxFiles ? `${number(filesLeft)} more ${filesLeft === 1 ? "file" : "files"}` : `Up to ${files(filesLeft)}`,
    `${formatSize(bytesLeft)} of room left`,
  ];
}

/** Why a file can't be sent. */
export function unfitInWords(reason, { maxFiles, bytesLeft, maxFileBytes }) {
  switch (reason) {
    case "empty":
      return "It is empty.";
    case "too-large":
      return `It is too large: a file may have ${formatSize(maxFileBytes)} at most.`;
    case "too-many":
      return `It is one too many: this link takes ${files(maxFiles)}.`;
    case "no-room":
      return `There isn't enough room left: ${formatSize(bytesLeft)} in all.`;
    default:
      return "Its name is too long.";
  }
}

/** How far a file is. `sender` is whose link it is, if that has a name. */
export function stateInWords(transfer, { sender, online, stopped }, seconds = null) {
  const { state, size, bytes, error, resting, next, cancelledLate } = transfer;
  const of = `${formatSize(bytes)} of ${formatSize(size)}`;
  switch (state) {
    case "done":
      return `Received${cancelledLate ? " before it could be cancelled" : ""}. It waits for ${sender ? `${sender}’s` : "a"} check.`;
    case "failed":
      return failureInWords(error);
    case "lost":
      return `${percent(bytes, size)}% is there. Choose the file again, and the rest is sent.`;
    default:
      if (stopped) {
        return `Stopped at ${of}.`;
      }
      if (!online) {
        return `Paused: you are offline. ${of}`;
      }
      if (resting) {
        return `${sentence(causeInWords(resting.error))} It is tried again in a moment. ${of}`;
      }
      if (state === "queued") {
        return bytes > 0 ? `Goes on at ${of}…` : "Waits for its turn";
      }
      return next === 0 || bytes === size ? "Almost done…" : [`${of}`, restInWords(seconds)].filter(Boolean).join(" · ");
  }
}

/** Why a file wasn't sent. */
export function failureInWords(error) {
  switch (error.code) {
    case "file-changed":
      return "Not sent: it was changed, moved or deleted since it was chosen. Choose it again.";
    case "upload-limit":
      return "Not sent: the link has no room left for it.";
    case "invalid-request":
      return `Not sent: ${error.message}`;
    default:
      break;
  }
  if (error.status === 404 || error.status === 410) {
    return "Not sent: the link doesn't know it any more. Try it again from the beginning.";
  }
  if (!error.code || error.status >= 500 || error.status === 408) {
    return `Not sent: ${causeInWords(error)}, again and again.`;
  }
  return `Not sent: ${isKnown(error.code) ? refusalWords(error)[0] : (error.title ?? error.message)}.`;
}

/** Why an attempt failed after which there is another one. */
function causeInWords({ status, code }) {
  if (status === 429) {
    return "too much came from here at once";
  }
  if (code === "upload-incomplete") {
    return "a part of it was missing";
  }
  return status > 0 ? "the server couldn't take it" : "the connection broke off";
}

/** How many files are there, and how far all are. */
export function totalInWords({ count, done, bytes, size }, seconds = null) {
  return [`${number(done)} of ${files(count)} received`, [`${formatSize(bytes)} of ${formatSize(size)}`, restInWords(seconds)].filter(Boolean).join(" · ")];
}

/** "about 3 minutes left"; "" where it isn't known. */
export function restInWords(seconds) {
  if (seconds === null || !Number.isFinite(seconds)) {
    return "";
  }
  if (seconds < 45) {
    return seconds < 10 ? "a few seconds left" : `about ${Math.ceil(seconds / 10) * 10} seconds left`;
  }
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 60) {
    return `about ${minutes} ${minutes === 1 ? "minute" : "minutes"} left`;
  }
  const hours = Math.round(minutes / 60);
  return `about ${hours} ${hours === 1 ? "hour" : "hours"} left`;
}

/** At the end: title and text. */
export function endInWords({ count, size }, sender) {
  return [count === 1 ? "Your file was received" : `${number(count)} files were received`, `${formatSize(size)}. ${count === 1 ? "It waits" : "They wait"} for ${sender ? `${sender}’s` : "a"} check. You can close this page.`];
}

/** Of a link that stopped while files were on their way. */
export function stoppedInWords(error, { count, done }) {
  const [title, text] = stopInWords(error);
  return [title, `${text} ${count === 1 ? "Your file wasn't" : `${done === 0 ? "None" : number(done)} of ${files(count)} ${done > 1 ? "were" : "was"}`} received.`];
}

/** Of a link that takes nothing at the moment: title and text. */
export function stopInWords(error) {
  switch (error.code) {
    case "blocked":
      return ["This link is paused", "It takes files again when the pause ends."];
    case "uploads-not-configured":
      return ["This link takes no files", "Its operator has no place for them at the moment. Tell the sender of the link."];
    case "upload-link":
    case "link-not-found":
      return ["This link doesn't exist", "Check that the whole link was copied."];
    default:
      return refusalWords(error);
  }
}

export function sendInWords({ count, size }) {
  return `Send ${files(count)}, ${formatSize(size)}`;
}

/** Of files that a reload broke off. */
export function lostInWords(count) {
  return count === 1 ? "A file isn't complete. Choose it again, and only the rest of it is sent." : `${number(count)} files aren't complete. Choose them again, and only the rest of them is sent.`;
}

/** Of what was dropped or chosen and isn't taken. */
export function leftOutInWords({ folders, twice }) {
  return [
    folders > 0 ? "Folders can't be sent: choose the files in them." : "",
    twice > 0 ? `${twice === 1 ? "A file is" : `${number(twice)} files are`} in the list already.` : "",
  ].filter(Boolean).join(" ");
}

function sentence(words) {
  return `${words[0].toUpperCase()}${words.slice(1)}.`;
}

function percent(bytes, size) {
  return Math.floor((100 * bytes) / size);
}

function files(count) {
  return `${number(count)} ${count === 1 ? "file" : "files"}`;
}

function number(count) {
  return count.toLocaleString("en-GB");
}
