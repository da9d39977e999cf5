/** A share link's terms, between what a form has (strings, local times) and what the API has. */

/** A form's fields by name: strings, and true or false for checkboxes. */
export function fieldsOf(form) {
  return Object.fromEntries([...form.elements].filter(({ name, type, checked }) => name && (type !== "radio" || checked)).map((field) => [field.name, field.type === "checkbox" ? field.checked : field.value]));
}

/** Bytes of a form's unit of room. */
const GB = 1_000_000_000;

/** Shows of a form what is of links of `kind`; the rest isn't sent either. */
export function showKind(form, kind) {
  form.querySelectorAll("[data-kind]").forEach((part) => {
    part.hidden = part.dataset.kind !== kind;
    part.querySelectorAll("input, textarea, select").forEach((field) => (field.disabled = part.hidden));
  });
}

/** What the fields would say of a link as it is; a password is never known. */
export function fieldsFor(link) {
  return {
    kind: link.kind ?? "view",
    label: link.label ?? "",
    paths: link.paths.join("\n"),
    prefix: link.prefix ?? "",
    maxFiles: String(link.maxFiles ?? ""),
    room: link.maxBytes === undefined ? "" : String(link.maxBytes / GB),
    activatesAt: local(link.activatesAt),
    expiresAt: local(link.expiresAt),
    password: "",
    noPassword: false,
    maxViewers: link.maxViewers === undefined ? "" : String(link.maxViewers),
    allowedOrigins: (link.allowedOrigins ?? []).join("\n"),
    allowDownload: link.allowDownload,
    countViews: link.countViews !== false,
    notices: link.notices ?? "",
  };
}

/** As the API wants them; null where a field is empty. */
export function termsOf(fields) {
  const both = {
    label: fields.label.trim() || null,
    activatesAt: instant(fields.activatesAt),
    expiresAt: instant(fields.expiresAt),
    password: fields.password || null,
    notices: fields.notices || null,
  };
  if (fields.kind === "upload") {
    return { ...both, prefix: folder(fields.prefix), maxFiles: Number(fields.maxFiles), maxBytes: Math.round(Number(fields.room) * GB) };
  }
  return {
    ...both,
    paths: lines(fields.paths),
    maxViewers: fields.maxViewers === "" ? null : Number(fields.maxViewers),
    allowedOrigins: lines(fields.allowedOrigins),
    allowDownload: fields.allowDownload,
    countViews: fields.countViews,
  };
}

/** What makes a new link, or one for each recipient: the terms that say something. */
export function orderOf(fields) {
  return given({ kind: fields.kind === "upload" ? "upload" : null, ...termsOf(fields), recipients: lines(fields.recipients) });
}

function given(terms) {
  return Object.fromEntries(Object.entries(terms).filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0)));
}

/** A term's field, where that has another name. */
const FIELD = { maxBytes: "room" };

/** The members that an edit changes: of fields that weren't touched none is sent, since a form's times are coarser than a link's. */
export function changes(before, after) {
  const terms = termsOf(after);
  const touched = Object.entries(terms).filter(([name]) => name !== "password" && before[FIELD[name] ?? name] !== after[FIELD[name] ?? name]);
  if (after.noPassword) {
    touched.push(["password", null]);
  } else if (terms.password !== null) {
    touched.push(["password", terms.password]);
  }
  return Object.fromEntries(touched);
}

/** One a line: names have commas in them. */
function lines(text) {
  return text.split("\n").map((one) => one.trim()).filter(Boolean);
}

/** A folder ends in a slash, also where none was typed. */
function folder(text) {
  const typed = text.trim();
  return typed === "" || typed.endsWith("/") ? typed : `${typed}/`;
}

function instant(text) {
  return text ? new Date(text).toISOString() : null;
}

/** As an input of the type datetime-local has it. */
function local(text) {
  if (!text) {
    return "";
  }
  const time = new Date(text);
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
