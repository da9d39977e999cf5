import { useState } from "react";
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
        <ul>{files.map(({ key, thumbnailKey }) => <File key={key} objectKey={key} thumbnailKey={thumbnailKey ?? key} name={key.slice(folder.length)} />)}</ul>
      )}
    </>
  );
}

function File({ objectKey, thumbnailKey, name }) {
  const original = useMedia(objectKey);
  const small = useMedia(thumbnailKey);
  const reason = original.reason ?? small.reason;
  return (
    <li>
      {reason ? <p className="withdrawn">{reasonWords(reason)}</p> : <Medium original={original.ref} small={small.ref} name={name} />}
      <p>{name}</p>
    </li>
  );
}

function Medium({ original, small, name }) {
  return name.endsWith(".mp4") ? <video ref={original} controls muted playsInline preload="metadata" aria-label={name} /> : <Picture original={original} small={small} name={name} />;
}

/** Its original is loaded once a person opens it. */
function Picture({ original, small, name }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="picture" aria-label={`Open ${name}`} onClick={() => setOpen(true)}>
        <img ref={small} alt="" />
      </button>
      {isOpen ? (
        <dialog ref={showModal} aria-label={name} onClose={() => setOpen(false)}>
          <img ref={original} alt={name} />
          <button type="button" onClick={() => setOpen(false)}>Close</button>
        </dialog>
      ) : null}
    </>
  );
}

/** Strict mode calls it twice. */
function showModal(dialog) {
  if (dialog && !dialog.open) {
    dialog.showModal();
  }
}
