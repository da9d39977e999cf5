package dev.edgepass.issuer.revocation.receipts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * What one location reported about a revocation. Times are the edge's.
 *
 * @param location Cloudflare's name of the data centre
 * @param refusalSeenAt of the first refusal that is known to be on a head with the revocation
 * @param grantedAt of the last grant after the bound
 * @param lastReportAt the newest view or refusal that the location reported, of any token
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Receipt(
        String location,
        State state,
        @Nullable Instant refusalSeenAt,
        @Nullable Instant grantedAt,
        @Nullable Instant lastReportAt) {
    /** The strongest statement. */
    enum State {
        /** An alarm. */
        @JsonProperty("granted-after")
        GRANTED_AFTER,
        @JsonProperty("refusal-seen")
        REFUSAL_SEEN,
        /** Nothing was reported: that is no confirmation. */
        @JsonProperty("silent")
        SILENT
    }

    static Receipt of(String location, OptionalLong granted, OptionalLong refused, Optional<Long> lastReport) {
        State state =
                granted.isPresent() ? State.GRANTED_AFTER : refused.isPresent() ? State.REFUSAL_SEEN : State.SILENT;
        return new Receipt(
                location,
                state,
                refused.isPresent() ? Instant.ofEpochMilli(refused.getAsLong()) : null,
                granted.isPresent() ? Instant.ofEpochMilli(granted.getAsLong()) : null,
                lastReport.map(Instant::ofEpochMilli).orElse(null));
    }
}
