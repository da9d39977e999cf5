package dev.edgepass.local.audit;

import dev.edgepass.audit.Archive;
import dev.edgepass.encoding.MalformedException;
import dev.edgepass.local.process.StartFailure;
import dev.edgepass.tlog.LogFiles;
import dev.edgepass.tlog.NoteSignature;
import dev.edgepass.tlog.SignedNote;
import dev.edgepass.tlog.SigningKey;
import dev.edgepass.tlog.TreeHead;
import dev.edgepass.tlog.TreeReader;
import dev.edgepass.tlog.UnverifiedCheckpoint;
import dev.edgepass.tlog.VerifiedCheckpoint;
import dev.edgepass.tlog.VerifierKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Remembers the last checkpoint of each log and cosigns the next one only where the log's tiles prove that it continues that one (tlog-witness, by hand). Not for two
 * processes at once.
 */
public final class Witness {
    private static final int MOST_KEPT = 16;

    private final WitnessMemory memory;
    private final String name;
    private final SigningKey key;
    private final Collection<VerifierKey> logs;
    private final InstantSource clock;

    /**
     * @param name that the witness signs as
     * @param logs the keys of the logs
     */
    public Witness(
            WitnessMemory memory, String name, SigningKey key, Collection<VerifierKey> logs, InstantSource clock) {
        this.memory = memory;
        this.name = name;
        this.key = key;
        this.logs = logs;
        this.clock = clock;
    }

    /**
     * What was seen.
     *
     * @param isGood whether the memory has the checkpoint now, cosigned
     */
    public record Sight(boolean isGood, String words) {}

    /**
     * Looks at a log.
     *
     * @param called its name, as where it was found says
     * @throws IOException where a file can't be read, which is no verdict
     */
    public Sight look(String called, LogFiles log) throws IOException {
        VerifiedCheckpoint checkpoint;
        try {
            checkpoint = Archive.checkpoint(log, called, logs);
        } catch (MalformedException e) {
            return new Sight(false, "no checkpoint of a known key for this log: " + e.getMessage());
        }
        Optional<VerifiedCheckpoint> before = remembered(checkpoint.origin());
        if (before.isEmpty()) {
            return cosign(checkpoint, "seen for the first time, at " + events(checkpoint.head()));
        }
        TreeHead older = before.get().head();
        TreeHead newer = checkpoint.head();
        if (newer.equals(older)) {
            return cosign(checkpoint, "unchanged, at " + events(newer));
        }
        if (newer.size() < older.size()) {
            return contradiction(
                    checkpoint, "ROLLBACK: it is of " + events(newer) + ", and was of " + events(older) + " before");
        }
        if (newer.size() == older.size()) {
            return contradiction(checkpoint, "FORK: two roots are signed for " + events(newer));
        }
        return continues(older, newer, log)
                ? cosign(checkpoint, events(newer) + ", which continue the " + events(older) + " before")
                : contradiction(
                        checkpoint,
                        "FORK: no proof that its " + events(newer) + " continue the " + events(older) + " before");
    }

    private static boolean continues(TreeHead older, TreeHead newer, LogFiles log) throws IOException {
        try {
            return new TreeReader(log, newer.size())
                    .consistency(older.size(), newer.size())
                    .holds(older.root(), newer.root());
        } catch (MalformedException e) {
            // A tile is missing or cut: there is no proof.
            return false;
        }
    }

    private Sight cosign(VerifiedCheckpoint checkpoint, String words) {
        List<NoteSignature> signatures = new ArrayList<>(checkpoint.note().signatures().stream()
                .filter(this::isOfALog)
                .limit(MOST_KEPT)
                .toList());
        signatures.add(key.cosign(name, checkpoint, clock.instant().getEpochSecond()));
        memory.keep(checkpoint.origin(), new SignedNote(checkpoint.note().text(), signatures));
        return new Sight(true, words);
    }

    private boolean isOfALog(NoteSignature signature) {
        return logs.stream()
                .anyMatch(known -> known.name().equals(signature.name()) && known.id() == signature.keyId());
    }

    /** The memory stays. */
    private Sight contradiction(VerifiedCheckpoint checkpoint, String words) {
        Path kept = memory.keepContradiction(checkpoint.origin(), checkpoint.note());
        return new Sight(
                false, words + ". Keep both signed checkpoints: " + memory.file(checkpoint.origin()) + " and " + kept);
    }

    /**
     * @throws StartFailure where the memory was changed: then it would vouch for anything
     */
    private Optional<VerifiedCheckpoint> remembered(String origin) {
        return memory.of(origin).map(bytes -> {
            try {
                VerifiedCheckpoint checkpoint =
                        UnverifiedCheckpoint.parse(bytes).verify(logs);
                if (checkpoint.origin().equals(origin)) {
                    return checkpoint;
                }
            } catch (MalformedException e) {
                // Told below.
            }
            throw new StartFailure(
                    "The memory of the witness is altered, or of a log with another key: " + memory.file(origin) + ".");
        });
    }

    private static String events(TreeHead head) {
        return Counts.of(head.size()) + (head.size() == 1 ? " event" : " events");
    }
}
