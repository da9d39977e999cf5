/** Calls the app's backend. Throws an Error in words for people, with `status` where the backend answered. */
export async function call(method, path, body) {
  let response;
  try {
    response = await fetch(path, {
      method,
      headers: body ? { "Content-Type": "application/json" } : {},
      body: body && JSON.stringify(body),
    });
  } catch {
    throw new Error("The app doesn't answer. Check your connection.");
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) {
    throw Object.assign(new Error(answer.title ?? `The app answered ${response.status}.`), { status: response.status });
  }
  return answer;
}
