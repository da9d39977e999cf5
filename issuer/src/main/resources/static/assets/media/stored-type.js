/** The media type that an object is served with, in lower case and without parameters; null where the edge doesn't say. */
export async function storedType(url) {
  try {
    const response = await fetch(url, { method: "HEAD", cache: "no-store" });
    return response.ok ? (response.headers.get("content-type") ?? "").split(";")[0].trim().toLowerCase() : null;
  } catch {
    return null;
  }
}
