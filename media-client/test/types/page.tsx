// Compiled, not run: a page as an app's developer writes it.
import { createMediaClient, TokenRefusedError, type MediaToken } from "@edgepass/media-client";
import { MediaProvider, useMedia } from "@edgepass/media-client/react";

interface LinkToken extends MediaToken {
  label: string;
}

const client = createMediaClient({ token: () => fetch("/media-token", { method: "POST" }), name: "anna", issuer: "https://issuer.example" });
const link = createMediaClient<LinkToken>({ token: async (current, signal) => (await fetch(`/link/${current?.label}`, { signal })).json() });
const label: string | undefined = link.current?.label;
client.addEventListener("withdrawn", ({ detail }) => console.log(detail.key, detail.reason.length, detail.error.help));
client.addEventListener("retry", ({ detail: { inMs } }) => inMs.toFixed());
client.addEventListener("ended", ({ detail }) => detail.error instanceof TokenRefusedError && detail.error.status?.toFixed());
// @ts-expect-error there is no such option
createMediaClient({ tokens: () => null });

function Film({ film }: { film: string }) {
  const { ref, reason } = useMedia<HTMLVideoElement>(film);
  return reason === null ? <video ref={ref} controls /> : <p>{reason}</p>;
}

export const page = (
  <MediaProvider client={client}>
    <Film film={`projects/42/${label}.mp4`} />
  </MediaProvider>
);
