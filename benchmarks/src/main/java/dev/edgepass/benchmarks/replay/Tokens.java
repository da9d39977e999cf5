package dev.edgepass.benchmarks.replay;

import dev.edgepass.event.IssuanceEvent;
import dev.edgepass.event.Topics;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The tokens of the benchmark, a hundred for each link, each of a viewer of its own, with ids as random and as long as the issuer's. The same number is the same token. Thread-safe.
 *
 * @param issued when all of them were
 */
record Tokens(int count, Instant issued) {
    private static final int PER_LINK = 100;
    private static final long MIX = 0x9E3779B97F4A7C15L;
    private static final int ID_BYTES = 16;

    static Tokens of(int count) {
        return new Tokens(count, Instant.now().truncatedTo(ChronoUnit.SECONDS));
    }

    IssuanceEvent.Grant grant(int number) {
        return new IssuanceEvent.Grant(
                id("jti", number),
                "kid-1",
                "v-" + id("viewer", number),
                null,
                id("link", number / PER_LINK),
                List.of("projects/42/"),
                false,
                null,
                issued,
                issued.plus(24, ChronoUnit.HOURS),
                17);
    }

    /** As random and as long as the issuer's, and always the same of a number. */
    static String id(String kind, int number) {
        SplittableRandom random = new SplittableRandom(number * MIX ^ kind.hashCode());
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * Writes all of them to the log.
     *
     * @throws dev.edgepass.local.client.RunFailure where Kafka doesn't take one
     */
    void append(String bootstrap) {
        try (LogWriter log = new LogWriter(bootstrap)) {
            for (int number = 0; number < count; number++) {
                IssuanceEvent.Grant grant = grant(number);
                log.write(
                        Topics.ISSUANCE, String.valueOf(grant.linkId()), new IssuanceEvent.TokenIssued(grant), issued);
            }
        }
    }
}
