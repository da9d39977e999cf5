/** The URL of an object under a token: `answer` is the issuer's. */
export function mediaUrl(answer, key) {
  return answer.baseUrl + encodeKey(key);
}

/** An object key as the path of a URL: every byte but RFC 3986's unreserved ones and the slash is percent-encoded. */
export function encodeKey(key) {
  return encodeURIComponent(key)
    .replace(/[!'()*]/g, (c) => "%" + c.charCodeAt(0).toString(16).toUpperCase())
    .replace(/%2F/g, "/");
}
