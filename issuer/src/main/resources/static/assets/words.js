/** What the issuer's answers mean, in words. */

/** How far a command has come: what is true and no more. `effect` says what holds at every location then. */
export function progress(answer, effect) {
  const accepted = `Accepted at ${time(answer.acceptedAt)}`;
  if (answer.state === "published") {
    return `${accepted} → published at ${time(answer.publishedAt)} → in force everywhere by ${time(answer.enforcedBy)}: ${effect}.`;
  }
  return (
    `${accepted}: the log has it, position ${answer.position}. ` +
    "It isn't published to the edge yet; that follows by itself as soon as the publisher runs."
  );
}

/** What a revocation would hit (`POST /revocations?dryRun=true`). */
export function hits(preview) {
  const parts = [
    number(preview.tokens, "live token", preview.atLeast),
    number(preview.links, "share link", preview.atLeast),
    number(preview.viewers, "viewer of the last day", preview.atLeast, "viewers of the last day"),
  ];
  const objects =
    preview.objects === undefined ? "" : `${number(preview.objects, "object", preview.objectsAtLeast)} ${preview.objects === 1 ? "matches" : "match"} now. `;
  const links = (preview.samples?.links ?? []).map((link) => link.label ?? link.id ?? link);
  const samples = links.length > 0 ? ` Links: ${links.slice(0, 3).join(", ")}${links.length > 3 ? ", …" : ""}.` : "";
  return `${objects}It hits ${parts[0]}, ${parts[1]} and ${parts[2]}.${samples}`;
}

/** What a revocation is aimed at. */
export function targets(revocation) {
  const all = revocation.targets ?? (revocation.target ? [revocation.target] : []);
  const first = all.slice(0, 2).map((target) => (target.kind === "all" ? "everything" : `${target.kind} ${target.id}`));
  const more = (revocation.targetCount ?? all.length) - first.length;
  return first.join(", ") + (more > 0 ? ` and ${more} more` : "");
}

/** What the owner of a link should look at, a sentence each. */
export function warned(warnings) {
  return (warnings ?? []).map(({ path, detail }) => (path === undefined ? detail : `${path}: ${detail}`));
}

/** A share link, told from others. */
export function nameOf(link) {
  return `“${link.label ?? link.id}”${link.recipient ? ` for ${link.recipient}` : ""}`;
}

/** What a share link asks and allows, and how it is used, in a few words. */
export function terms(link) {
  const parts = [];
  if (link.recipient) {
    parts.push(`for ${link.recipient}`);
  }
  if (link.hasPassword) {
    parts.push("password");
  }
  if (link.allowDownload) {
    parts.push("download");
  }
  if (link.maxViewers !== undefined) {
    parts.push(link.seatsTaken === undefined ? `at most ${number(link.maxViewers, "viewer")}` : `${link.seatsTaken} of ${link.maxViewers} seats taken`);
  }
  if (link.allowedOrigins?.length > 0) {
    parts.push(`embeds on ${link.allowedOrigins.join(", ")}`);
  }
  if (link.status === "not-active") {
    parts.push(`opens ${when(link.activatesAt)}`);
  }
  if (link.opens !== undefined) {
    parts.push(`opened ${number(link.opens, "time")} by ${number(link.viewers, "viewer")}`);
  }
  return parts.join(" · ");
}

export function when(instant) {
  return instant ? new Date(instant).toLocaleString() : "never";
}

function time(instant) {
  return new Date(instant).toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit", fractionalSecondDigits: 1 });
}

function number(count, one, atLeast, many = `${one}s`) {
  return `${atLeast ? "at least " : ""}${count.toLocaleString()} ${count === 1 ? one : many}`;
}
