package dev.edgepass.benchmarks.edge;

import dev.edgepass.benchmarks.report.Scorecard;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * Gallery loads in the counts of Cloudflare's free plan, from the operations that were counted. Limits as of 2026 (developers.cloudflare.com: Workers,
 * "Limits"; R2, "Pricing"; KV, "Limits").
 *
 * @param samples of the measuring program: the operations of a gallery's first load at a location, of one more than a minute later, and of one right after that
 */
record FreePlan(JsonNode samples) {
    private static final int LOADS_A_DAY = 500;
    private static final int DAYS = 30;

    private static final long REQUESTS_A_DAY = 100_000;
    private static final long R2_READS_A_MONTH = 10_000_000;
    private static final long KV_READS_A_DAY = 100_000;

    void write(Scorecard scores) {
        if (samples.isEmpty()) {
            return;
        }
        for (JsonNode sample : samples) {
            scores.measured("A gallery's load, " + title(sample.path("worker").asString()), text(sample));
        }
        JsonNode later = sample("later");
        long requests = later.path("requests").asLong();
        long r2 = r2Reads(later);
        scores.measured(
                "500 loads a day, more than a minute apart",
                String.format(
                        Locale.ROOT,
                        "%,d of %,d requests a day, %,d of %,d R2 reads a month, %,d of %,d KV reads a day",
                        LOADS_A_DAY * requests,
                        REQUESTS_A_DAY,
                        LOADS_A_DAY * r2 * DAYS,
                        R2_READS_A_MONTH,
                        LOADS_A_DAY * later.path("kvReads").asLong(),
                        KV_READS_A_DAY));
        scores.measured(
                "The most that fits",
                String.format(
                        Locale.ROOT,
                        "%,d loads a day by requests, %,d by R2 reads",
                        REQUESTS_A_DAY / Math.max(1, requests),
                        R2_READS_A_MONTH / DAYS / Math.max(1, r2)));
    }

    private JsonNode sample(String kind) {
        for (JsonNode sample : samples) {
            if (sample.path("worker").asString().equals(kind)) {
                return sample;
            }
        }
        return samples.path(0);
    }

    private static String title(String kind) {
        return switch (kind) {
            case "first" -> "the first at a location";
            case "later" -> "more than a minute after the last";
            default -> "within a minute of the last";
        };
    }

    private static String text(JsonNode sample) {
        return String.format(
                Locale.ROOT,
                "%d requests, %d R2 reads (%d of the feed), %d KV reads, %d cache look-ups",
                sample.path("requests").asLong(),
                r2Reads(sample),
                sample.path("feedReads").asLong(),
                sample.path("kvReads").asLong(),
                sample.path("cacheMatches").asLong());
    }

    private static long r2Reads(JsonNode sample) {
        return sample.path("mediaReads").asLong() + sample.path("feedReads").asLong();
    }
}
