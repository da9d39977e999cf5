package dev.edgepass.tlog;

import dev.edgepass.encoding.MalformedException;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** A checkpoint that its log has signed. There is no other way to one than {@link UnverifiedCheckpoint#verify}. */
public final class VerifiedCheckpoint {
    private final SignedNote note;
    private final Checkpoint checkpoint;

    VerifiedCheckpoint(SignedNote note, Checkpoint checkpoint) {
        this.note = note;
        this.checkpoint = checkpoint;
    }

    /** With all its signatures, of which only the log's was verified. */
    public SignedNote note() {
        return note;
    }

    public String origin() {
        return checkpoint.origin();
    }

    public TreeHead head() {
        return checkpoint.head();
    }

    /**
     * The witnesses among {@code keys} that have cosigned it, by name, and when: in seconds since 1970.
     *
     * @throws MalformedException where one's cosignature isn't good
     */
    public Map<String, Long> cosignatures(Collection<VerifierKey> keys) {
        Map<String, Long> times = new TreeMap<>();
        for (NoteSignature signature : note.signatures()) {
            for (VerifierKey key : keys) {
                if (key.type() == VerifierKey.Type.COSIGNATURE_V1
                        && key.name().equals(signature.name())
                        && key.id() == signature.keyId()) {
                    if (!key.verifies(note.text(), signature.bytes())) {
                        throw new MalformedException("checkpoint: the cosignature of " + key.name() + " isn't good");
                    }
                    times.merge(key.name(), Cosignature.seconds(signature.bytes()), Math::max);
                }
            }
        }
        return times;
    }
}
