import type { ReactElement, ReactNode, RefCallback } from "react";
import type { MediaClient } from "./edgepass-client.js";

/** Starts the client while it is mounted. Make the client once, outside of components. */
export function MediaProvider(props: { client: MediaClient<any>; children?: ReactNode }): ReactElement;

/** The provider's client. */
export function useMediaClient(): MediaClient;

export interface Media<E extends HTMLElement> {
  /** For an image, a player or a link: its URL follows the token, a player keeps its place. Give the element no `src` of its own. */
  ref: RefCallback<E>;
  /** For what isn't an element, such as hls.js. Null before the first token; another one after each renewal. */
  url: string | null;
  /** Why the object is refused, such as `revoked`; null where it isn't. */
  reason: string | null;
  /** Why there was no token at the last attempt. */
  error: Error | null;
}

export function useMedia<E extends HTMLElement = HTMLElement>(key: string): Media<E>;
