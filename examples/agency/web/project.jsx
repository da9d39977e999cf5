import { useMedia, useMediaClient } from "@edgepass/media-client/react";
import { errorWords, isOver, reasonWords } from "./words.js";

export function Project({ name, folder, files }) {
  return (
    <section>
      <h1>{name}</h1>
      {files.length === 0 ? <p className="note">No files yet.</p> : <Files folder={folder} files={files} />}
    </section>
  );
}

/** `error` is the client's, whatever the key. While attempts go on the files stay; after a refusal there is nothing to show. */
function Files({ folder, files }) {
  const media = useMediaClient();
  const { error } = useMedia(files[0].key);
  return (
    <>
      <div role="status">{error ? <p className="note">{errorWords(error)}</p> : null}</div>
      {isOver(error) ? (
        <button type="button" onClick={() => media.start().catch(() => {})}>Try again</button>
      ) : (
        <ul>{files.map(({ key }) => <File key={key} objectKey={key} name={key.slice(folder.length)} />)}</ul>
      )}
    </>
  );
}

function File({ objectKey, name }) {
  const { ref, reason } = useMedia(objectKey);
  return (
    <li>
      {reason ? <p className="withdrawn">{reasonWords(reason)}</p> : <Medium innerRef={ref} name={name} />}
      <p>{name}</p>
    </li>
  );
}

function Medium({ innerRef, name }) {
  return name.endsWith(".mp4") ? <video ref={innerRef} controls muted playsInline preload="metadata" aria-label={name} /> : <img ref={innerRef} alt={name} />;
}
