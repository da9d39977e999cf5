package dev.edgepass.local.audit;

import dev.edgepass.jdk.DurableFile;
import dev.edgepass.jdk.Sha256;
import dev.edgepass.local.process.IoReason;
import dev.edgepass.local.process.StartFailure;
import dev.edgepass.tlog.SignedNote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;

/** The last checkpoint of each log that a witness has cosigned: a file a log, named by the hash of its origin. */
public record WitnessMemory(Path folder) {
    /**
     * The checkpoint, with the witness's cosignature; empty for a log that it hasn't seen.
     *
     * @throws StartFailure where it can't be read
     */
    public Optional<byte[]> of(String origin) {
        Path file = file(origin);
        try {
            return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
        } catch (IOException e) {
            throw new StartFailure("The memory of the witness can't be read: " + file + ": " + IoReason.of(e) + ".", e);
        }
    }

    /**
     * On the disk when this returns.
     *
     * @throws StartFailure where it can't be written: the memory is as before
     */
    public void keep(String origin, SignedNote checkpoint) {
        write(file(origin), checkpoint);
    }

    /**
     * Keeps a signed checkpoint that contradicts the memory, beside it: the two of them prove what the log did. It returns the file.
     *
     * @throws StartFailure where it can't be written
     */
    public Path keepContradiction(String origin, SignedNote checkpoint) {
        Path file = folder.resolve(hash(origin) + ".contradiction");
        write(file, checkpoint);
        return file;
    }

    private void write(Path file, SignedNote checkpoint) {
        try {
            DurableFile.write(file, checkpoint.toBytes());
        } catch (IOException e) {
            throw new StartFailure(
                    "The memory of the witness can't be written: " + file + ": " + IoReason.of(e) + ".", e);
        }
    }

    /** Where the cosigned checkpoint is. */
    public Path file(String origin) {
        return folder.resolve(hash(origin) + ".checkpoint");
    }

    private static String hash(String origin) {
        return HexFormat.of().formatHex(Sha256.hash(origin));
    }
}
