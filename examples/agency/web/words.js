import { TokenRefusedError } from "@edgepass/media-client";

/** What people are told instead of a file that the edge refuses, by the code of its problem. */
export function reasonWords(reason) {
  switch (reason) {
    case "blocked":
    case "revoked":
      return "This was withdrawn.";
    case "out-of-scope":
      return "This isn't shared with you.";
    default:
      return "This can't be shown at the moment.";
  }
}

/** What people are told where there is no media token. */
export function errorWords(error) {
  if (!isOver(error)) {
    return "The connection to your files is interrupted. The page goes on by itself.";
  }
  return error.code === "blocked" ? "Your access to these files is paused. Ask the agency." : "You have no access to these files any more.";
}

/** Whether the client has given up. */
export function isOver(error) {
  return error instanceof TokenRefusedError;
}
