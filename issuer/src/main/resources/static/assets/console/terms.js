/** A share link's terms, between what a form has (strings, local times) and what the API has. */

/** A form's fields by name: strings, and true or false for checkboxes. */
export function fieldsOf(form) {
  return Object.fromEntries([...form.elements].filter(({ name }) => name).map((field) => [field.name, field.type === "checkbox" ? field.checked : field.value]));
}

/** What the fields would say of a link as it is; a password is never known. */
export function fieldsFor(link) {
  return {
    label: link.label ?? "",
    paths: link.paths.join("\n"),
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
  return {
    label: fields.label.trim() || null,
    paths: lines(fields.paths),
    activatesAt: instant(fields.activatesAt),
    expiresAt: instant(fields.expiresAt),
    password: fields.password || null,
    maxViewers: fields.maxViewers === "" ? null : Number(fields.maxViewers),
    allowedOrigins: lines(fields.allowedOrigins),
    allowDownload: fields.allowDownload,
    countViews: fields.countViews,
    notices: fields.notices || null,
  };
}

/** What makes a new link, or one for each recipient: the terms that say something. */
export function orderOf(fields) {
  return given({ ...termsOf(fields), recipients: lines(fields.recipients) });
}

function given(terms) {
  return Object.fromEntries(Object.entries(terms).filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0)));
}

/** The members that an edit changes: of fields that weren't touched none is sent, since a form's times are coarser than a link's. */
export function changes(before, after) {
  const terms = termsOf(after);
  const touched = Object.entries(terms).filter(([name]) => name !== "password" && before[name] !== after[name]);
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
