package dev.edgepass.tlog;

import dev.edgepass.encoding.MalformedException;
import java.util.Collection;
import java.util.List;

/** A checkpoint that was parsed and nothing more. */
public final class UnverifiedCheckpoint {
    private final SignedNote note;
    private final Checkpoint checkpoint;

    private UnverifiedCheckpoint(SignedNote note, Checkpoint checkpoint) {
        this.note = note;
        this.checkpoint = checkpoint;
    }

    /**
     * @throws MalformedException where {@code bytes} aren't a note whose text is a checkpoint
     */
    public static UnverifiedCheckpoint parse(byte[] bytes) {
        return of(SignedNote.parse(bytes));
    }

    static UnverifiedCheckpoint of(SignedNote note) {
        return new UnverifiedCheckpoint(note, Checkpoint.parse(note.text()));
    }

    /** Which log it claims to be of. */
    public String origin() {
        return checkpoint.origin();
    }

    /**
     * Verifies the log's signature.
     *
     * @param keys of logs; those that aren't for this origin are left out
     * @throws MalformedException where none of them has signed, or one's signature isn't good
     */
    public VerifiedCheckpoint verify(Collection<VerifierKey> keys) {
        List<VerifierKey> trusted =
                keys.stream().filter(key -> key.isFor(origin())).toList();
        if (trusted.isEmpty()) {
            throw new MalformedException("checkpoint: no key is for its origin");
        }
        note.verify(trusted);
        return new VerifiedCheckpoint(note, checkpoint);
    }
}
