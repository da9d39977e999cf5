package dev.edgepass.tlog;

import dev.edgepass.encoding.MalformedException;
import dev.edgepass.encoding.Utf8;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A proof that needs no log to verify (tlog-proof): an entry's index, its inclusion proof and the checkpoint. Nothing of it was verified. Immutable.
 */
public final class LogProof {
    /** What a file of it ends with. */
    public static final String SUFFIX = ".tlog-proof";

    /** In bytes. */
    public static final int LONGEST = 2_000_000;

    private static final String FIRST_LINE = "c2sp.org/tlog-proof@v1";
    private static final String EXTRA = "extra ";
    private static final String INDEX = "index ";

    private final byte @Nullable [] extra;
    private final long index;
    private final List<Hash> path;
    private final SignedNote note;

    private LogProof(byte @Nullable [] extra, long index, List<Hash> path, SignedNote note) {
        this.extra = extra;
        this.index = index;
        this.path = path;
        this.note = note;
    }

    /** Of an inclusion proof that may be made from altered tiles: {@link #verify} it. */
    public static LogProof of(InclusionProof inclusion, VerifiedCheckpoint checkpoint) {
        return new LogProof(null, inclusion.index(), inclusion.path(), checkpoint.note());
    }

    /**
     * @throws MalformedException where {@code bytes} aren't a proof by their form
     */
    public static LogProof parse(byte[] bytes) {
        if (bytes.length > LONGEST) {
            throw new MalformedException("proof: too long");
        }
        String text = Utf8.decode(bytes);
        int end = text.indexOf("\n\n");
        if (end < 0) {
            throw new MalformedException("proof: no checkpoint after an empty line");
        }
        List<String> lines = List.of(text.substring(0, end).split("\n", -1));
        int at = 0;
        if (!lines.get(at++).equals(FIRST_LINE)) {
            throw new MalformedException("proof: its first line isn't " + FIRST_LINE);
        }
        byte[] extra = null;
        if (at < lines.size() && lines.get(at).startsWith(EXTRA)) {
            extra = Base64Text.decode(lines.get(at++).substring(EXTRA.length()));
        }
        if (at == lines.size() || !lines.get(at).startsWith(INDEX)) {
            throw new MalformedException("proof: no index");
        }
        long index = Decimal.parse(lines.get(at++).substring(INDEX.length()));
        if (lines.size() - at > InclusionProof.LONGEST_PATH) {
            throw new MalformedException("proof: more than 63 hashes");
        }
        List<Hash> path = new ArrayList<>();
        for (String line : lines.subList(at, lines.size())) {
            path.add(Hash.parse(line));
        }
        return new LogProof(extra, index, path, SignedNote.parse(Utf8.encode(text.substring(end + 2))));
    }

    public long index() {
        return index;
    }

    /** What an application may have put there, not authenticated; null where there is none. */
    public byte @Nullable [] extra() {
        return extra == null ? null : extra.clone();
    }

    /**
     * The checkpoint, whose log has the entry at {@link #index}.
     *
     * @param keys of logs
     * @throws MalformedException where the log's signature isn't good, or the entry isn't there
     */
    public VerifiedCheckpoint verify(byte[] entry, Collection<VerifierKey> keys) {
        VerifiedCheckpoint checkpoint = UnverifiedCheckpoint.of(note).verify(keys);
        TreeHead head = checkpoint.head();
        InclusionProof inclusion = new InclusionProof(index, head.size(), path);
        if (!inclusion.holds(new MerkleHasher().leaf(entry), head.root())) {
            throw new MalformedException("proof: the log hasn't this entry at this index");
        }
        return checkpoint;
    }

    public byte[] toBytes() {
        StringBuilder text = new StringBuilder(FIRST_LINE).append('\n');
        if (extra != null) {
            text.append(EXTRA).append(Base64Text.encode(extra)).append('\n');
        }
        text.append(INDEX).append(index).append('\n');
        path.forEach(hash -> text.append(hash).append('\n'));
        return Utf8.encode(text.append('\n').append(note).toString());
    }
}
