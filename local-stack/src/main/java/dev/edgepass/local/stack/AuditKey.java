package dev.edgepass.local.stack;

import dev.edgepass.jdk.Ed25519KeyFile;
import dev.edgepass.local.process.IoReason;
import dev.edgepass.local.process.StartFailure;
import dev.edgepass.tlog.SigningKey;
import dev.edgepass.tlog.VerifierKey;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/** The key of the audit's archive, in a data folder. */
public final class AuditKey {
    private AuditKey() {}

    /**
     * With which others verify what the folder's key signs.
     *
     * @throws StartFailure where there is no key, or it can't be read
     */
    public static VerifierKey verifier(DataFolder data, String name) {
        if (!Files.exists(data.auditKey())) {
            throw new StartFailure("There is no key of an archive in " + data.auditKey()
                    + ": edgepass up or prepare-containers makes it.");
        }
        return of(data).verifierKey(name);
    }

    /**
     * The key; made where it isn't there yet.
     *
     * @throws StartFailure where its file can't be read or made
     */
    static SigningKey of(DataFolder data) {
        try {
            return Ed25519KeyFile.loadOrCreate(data.auditKey());
        } catch (IllegalStateException | UncheckedIOException e) {
            throw new StartFailure("The archive's key can't be used: " + IoReason.with(e) + ".", e);
        }
    }
}
