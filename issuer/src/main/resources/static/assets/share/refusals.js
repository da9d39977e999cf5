/** What a viewer of a share link is told instead of its media: a title, and what they can do. */

const AGAIN = "Reload the page to open the link again, or ask its sender.";
const RELOAD = ["This link has to be opened again", AGAIN];
const LATER = ["The link can't be shown at the moment", "Nothing is wrong with the link. Reload the page in a moment."];
const NEWER_PAGE = ["That didn't work", "This page may be out of date: reload it. If that doesn't help, tell the sender of the link."];

/** By the problem's type: the issuer's of a share link's calls, and the edge's of a token. */
const WORDS = {
  "link-not-found": ["This link doesn't exist", "Check that the whole link was copied."],
  "link-closed": ["This link was closed", "Its sender has closed it for good."],
  "link-expired": ["This link has expired", "Ask its sender for a new one."],
  "link-not-active": ["This link isn't open yet", "Ask its sender when it opens."],
  "upload-link": ["This link is for sending files", "Open the whole address that you were sent: it has /u/ in it."],
  "viewer-limit-reached": ["All seats of this link are taken", "Its sender has limited the number of viewers: ask the sender for a seat."],
  "token-too-long": ["This link can't be opened", "It names more files than a link can carry. Ask its sender to share a folder, or fewer files."],
  blocked: ["This link is paused", "It opens here again when the pause ends."],
  revoked: ["Access was revoked", AGAIN],
  expired: RELOAD,
  "not-yet-valid": RELOAD,
  "malformed-token": RELOAD,
  "bad-signature": RELOAD,
  "unknown-key": RELOAD,
  "too-many-requests": ["Too many pages were opened from here", "Wait a minute, then reload the page."],
  "request-timeout": LATER,
  "internal-error": LATER,
  overloaded: LATER,
  "stale-feed": LATER,
  "read-model-unavailable": LATER,
  "log-unavailable": LATER,
  "storage-unavailable": LATER,
  "signing-key-unavailable": LATER,
  "signing-key-withdrawn": LATER,
  "invalid-request": NEWER_PAGE,
  "not-found": NEWER_PAGE,
  "method-not-allowed": NEWER_PAGE,
  "not-acceptable": NEWER_PAGE,
  "too-large": NEWER_PAGE,
  "unsupported-media-type": NEWER_PAGE,
  "headers-too-large": NEWER_PAGE,
};
const NO_ANSWER = ["The server doesn't answer", "Check your connection, then reload the page."];

/** Whether there are words for a problem of this type. */
export function isKnown(code) {
  return Object.hasOwn(WORDS, code);
}

/** Whether another attempt may help soon: the server, or the network, is the reason. */
export function isLater(code) {
  return code === "" || (isKnown(code) && (WORDS[code] === LATER || WORDS[code] === RELOAD || code === "too-many-requests" || code === "revoked"));
}

/**
 * @param {{code?: string, title?: string, message?: string}} error a problem, or a failure without an answer
 * @returns {[string, string]} title and text
 */
export function refusalWords(error) {
  if (error.code === "link-not-active" && error.message) {
    return [WORDS[error.code][0], opensAt(error.message)];
  }
  if (isKnown(error.code)) {
    return WORDS[error.code];
  }
  return error.title ? [error.title, error.message] : NO_ANSWER;
}

/** The detail of `link-not-active`, with its time as people here write it. */
function opensAt(detail) {
  return detail.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/, (instant) => new Date(instant).toLocaleString());
}
