package dev.edgepass.key;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.edgepass.event.ControlEvent;
import dev.edgepass.feed.PublicKey;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A signing key of media tokens: its public part, and how far it is in its life. As JSON it is an entry of {@link dev.edgepass.readmodel.Keys#keys}.
 *
 * @param jwk the public key; sorted, so that two folds write the same text
 * @param position of the record that announced it
 * @param activatedAtPosition of the record with which it came into use last; null where it never did
 * @param retiredAt when another key came into use in its place
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record KeyRecord(
        String kid,
        SortedMap<String, String> jwk,
        State state,
        long position,
        Instant addedAt,
        @Nullable Long activatedAtPosition,
        @Nullable Instant activatedAt,
        @Nullable Instant retiredAt,
        @Nullable Long withdrawnAtPosition,
        @Nullable Instant withdrawnAt,
        @Nullable String withdrawReason) {
    /** How far a key is; it goes forward only, until it is announced anew. */
    public enum State {
        /** Announced: the edge takes its tokens, and no issuer signs with it yet. */
        @JsonProperty("next")
        NEXT,
        /** Issuers sign with it. */
        @JsonProperty("active")
        ACTIVE,
        /** No issuer signs with it any more; tokens under it are good until they expire. */
        @JsonProperty("retiring")
        RETIRING,
        /** Tokens under it are refused. */
        @JsonProperty("withdrawn")
        WITHDRAWN,
        /** One of a later version, to a reader of the read model: it is in no use. */
        @JsonProperty("unknown")
        @JsonEnumDefaultValue
        UNKNOWN
    }

    /** Announced for the first time, or anew after its withdrawal, which keeps in mind that it was in use. */
    static KeyRecord added(@Nullable KeyRecord before, ControlEvent.KeyAdded event, long position, Instant at) {
        return new KeyRecord(
                event.kid(),
                new TreeMap<>(event.jwk()),
                State.NEXT,
                position,
                at,
                before == null ? null : before.activatedAtPosition,
                before == null ? null : before.activatedAt,
                null,
                null,
                null,
                null);
    }

    KeyRecord told(ControlEvent.KeyAdded event) {
        return new KeyRecord(
                kid,
                new TreeMap<>(event.jwk()),
                state,
                position,
                addedAt,
                activatedAtPosition,
                activatedAt,
                retiredAt,
                null,
                null,
                null);
    }

    KeyRecord activated(long activationPosition, Instant at) {
        return new KeyRecord(kid, jwk, State.ACTIVE, position, addedAt, activationPosition, at, null, null, null, null);
    }

    KeyRecord retired(Instant at) {
        return new KeyRecord(
                kid, jwk, State.RETIRING, position, addedAt, activatedAtPosition, activatedAt, at, null, null, null);
    }

    KeyRecord withdrawn(ControlEvent.KeyWithdrawn event, long withdrawPosition, Instant at) {
        return new KeyRecord(
                kid,
                jwk,
                State.WITHDRAWN,
                position,
                addedAt,
                activatedAtPosition,
                activatedAt,
                retiredAt,
                withdrawPosition,
                at,
                event.reason());
    }

    /** What signatures under it are verified with. */
    public PublicKey publicKey() {
        return new PublicKey(kid, jwk.getOrDefault("x", ""), jwk.getOrDefault("y", ""));
    }

    /** The position with which it came into use, 0 where it never did. */
    public long activation() {
        return activatedAtPosition == null ? 0 : activatedAtPosition;
    }
}
