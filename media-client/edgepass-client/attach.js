/** A browser asks for a URL that is refused again and again, for half a minute, before it tells the page: a player that has stood still for so long under an old token is led to the new one. */
const STILL_MS = 1_000;
/** HTMLMediaElement.HAVE_CURRENT_DATA: it can't play on from here. */
const HAVE_CURRENT_DATA = 2;
/** What ends the one attachment that an element has. */
const ends = new WeakMap();

/**
 * Leads `element` (an image, a player, a link) to the object `key`, and on to a newer token where that costs nothing: a picture that is shown stays, and a player that has begun keeps
 * its URL until that fails, then its place. Returns the function that ends it; another attachment of the element does, too.
 */
export function attach(client, element, key) {
  ends.get(element)?.();
  const ended = new AbortController();
  const end = () => ended.abort();
  ends.set(element, end);
  const { signal } = ended;
  const attribute = "src" in element ? "src" : "href";
  const isPlayer = "currentTime" in element;
  let token = null;
  let place = null;
  let wasConnected = false;
  let still = null;

  const isOld = () => client.current !== null && client.current.token !== token;
  const point = () => {
    if (client.current !== null) {
      // At first its place is that of whatever it played before.
      if (isPlayer && token !== null && hasBegun(element)) {
        place ??= { currentTime: element.currentTime, playbackRate: element.playbackRate, isPlaying: !element.paused };
      }
      token = client.current.token;
      element[attribute] = client.url(key, false);
    }
  };
  const restore = () => {
    if (place !== null) {
      const { isPlaying, ...rest } = place;
      place = null;
      Object.assign(element, rest);
      if (isPlaying) {
        element.play().catch(() => {}); // The browser wants a gesture: it stays paused where it was.
      }
    }
  };
  /** Was taken from the page. */
  const isGone = () => {
    wasConnected ||= element.isConnected;
    return wasConnected && !element.isConnected;
  };
  const follow = () => {
    if (!isGone() && (token === null || !isKept(element, isPlayer))) {
      point();
    }
  };

  const wait = () => {
    clearTimeout(still);
    still = setTimeout(() => !signal.aborted && isOld() && !isKept(element, isPlayer) && point(), STILL_MS);
  };

  client.addEventListener("token", follow, { signal });
  client.addEventListener("keys", ({ detail }) => isGone() || detail.add(key), { signal });
  client.addEventListener("restored", ({ detail }) => (detail.key ?? key) === key && follow(), { signal });
  element.addEventListener("loadedmetadata", restore, { signal });
  element.addEventListener("waiting", wait, { signal });
  element.addEventListener("seeking", wait, { signal });
  element.addEventListener("error", () => (isOld() ? point() : client.failed(key, isPlayer && hasBegun(element))), { signal });
  point();
  return end;
}

function isKept(element, isPlayer) {
  return isPlayer
    ? element.error === null && hasBegun(element) && (element.readyState > HAVE_CURRENT_DATA || (element.paused && !element.seeking))
    : element.complete && element.naturalWidth > 0;
}

function hasBegun(player) {
  return player.currentTime > 0 || !player.paused;
}
