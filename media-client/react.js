/** React's part of the client. Each member is described in `react.d.ts`. */
import { createContext, createElement, useCallback, useContext, useEffect, useRef, useSyncExternalStore } from "react";

const Client = createContext(null);
/** What a server renders. */
const nothing = () => null;
const EVENTS = ["token", "retry", "ended", "withdrawn", "restored"];

export function MediaProvider({ client, children }) {
  useEffect(() => {
    client.start().catch(() => {}); // `useMedia` has the error.
    return () => client.stop();
  }, [client]);
  return createElement(Client.Provider, { value: client }, children);
}

export function useMediaClient() {
  const client = useContext(Client);
  if (client === null) {
    throw new Error("useMedia is used outside of <MediaProvider client={...}>.");
  }
  return client;
}

export function useMedia(key) {
  const client = useMediaClient();
  const subscribe = useCallback(
    (changed) => {
      EVENTS.forEach((event) => client.addEventListener(event, changed));
      return () => EVENTS.forEach((event) => client.removeEventListener(event, changed));
    },
    [client],
  );
  useEffect(() => {
    const add = ({ detail }) => detail.add(key);
    client.addEventListener("keys", add);
    return () => client.removeEventListener("keys", add);
  }, [client, key]);
  const detach = useRef(null);
  const ref = useCallback(
    (element) => {
      detach.current?.();
      detach.current = element && client.attach(element, key);
    },
    [client, key],
  );
  return {
    ref,
    url: useSyncExternalStore(subscribe, () => client.current && client.url(key, false), nothing),
    reason: useSyncExternalStore(subscribe, () => client.reason(key), nothing),
    error: useSyncExternalStore(subscribe, () => client.error, nothing),
  };
}
