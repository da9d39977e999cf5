package dev.edgepass.consumer.projection.core;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.edgepass.event.ControlEvent;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A signing key of media tokens as the issuer reads it (docs/read-model.md, {@code keys}).
 *
 * @param jwk the public key; sorted, so that two folds write the same text
 */
public record SigningKey(
        String kid,
        SortedMap<String, String> jwk,
        State state,
        long position,
        Instant addedAt,
        @Nullable Long withdrawnAtPosition,
        @Nullable String withdrawReason) {
    /** Whether tokens under the key are good. */
    public enum State {
        @JsonProperty("active")
        ACTIVE,
        @JsonProperty("withdrawn")
        WITHDRAWN
    }

    static SigningKey added(ControlEvent.KeyAdded event, long position, Instant at) {
        return new SigningKey(event.kid(), new TreeMap<>(event.jwk()), State.ACTIVE, position, at, null, null);
    }

    SigningKey withdrawn(ControlEvent.KeyWithdrawn event, long withdrawPosition) {
        return new SigningKey(kid, jwk, State.WITHDRAWN, position, addedAt, withdrawPosition, event.reason());
    }
}
