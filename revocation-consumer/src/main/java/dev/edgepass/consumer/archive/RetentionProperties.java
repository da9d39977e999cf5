package dev.edgepass.consumer.archive;

import dev.edgepass.encoding.MalformedException;
import dev.edgepass.tlog.VerifierKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long Kafka keeps what is archived (docs/audit.md).
 *
 * @param issuanceRetention records of the issuance topic that are older are deleted from Kafka, a day or more; null: none is
 * @param retentionWitnesses verifier keys of witnesses: with any, only what one of them has cosigned is deleted
 * @param retentionCosigned the folder of their cosigned checkpoints, as ./edgepass audit witness --state keeps them
 */
@ConfigurationProperties("edgepass.archive")
public record RetentionProperties(
        @Nullable Duration issuanceRetention,
        @DefaultValue List<String> retentionWitnesses,
        @Nullable Path retentionCosigned) {
    private static final Duration SHORTEST = Duration.ofDays(1);

    public RetentionProperties {
        retentionWitnesses = List.copyOf(retentionWitnesses);
        if (issuanceRetention != null && issuanceRetention.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException(
                    "edgepass.archive.issuance-retention: " + issuanceRetention + " (expected: a day, P1D, or more)");
        }
        if (!retentionWitnesses.isEmpty() && retentionCosigned == null) {
            throw new IllegalArgumentException("edgepass.archive.retention-cosigned: missing (expected: the folder of"
                    + " the checkpoints that retention-witnesses have cosigned)");
        }
        for (String witness : retentionWitnesses) {
            key(witness);
        }
    }

    List<VerifierKey> witnesses() {
        return retentionWitnesses.stream().map(RetentionProperties::key).toList();
    }

    private static VerifierKey key(String text) {
        try {
            return VerifierKey.parse(text);
        } catch (MalformedException e) {
            throw new IllegalArgumentException(
                    "edgepass.archive.retention-witnesses: " + text + " (expected: a verifier key: name+id+key)", e);
        }
    }
}
