package dev.edgepass.issuer.seal;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Values as texts that only holders of the key, all instances of this service, can read and make, and that end by themselves. Thread-safe.
 *
 * @param <T> a record that Jackson writes and reads
 */
public final class SealedValue<T> {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Class<T> type;
    private final Seal seal;
    private final Clock clock;

    /** The value, and when it ends in milliseconds since 1970. */
    private record Sealed(long end, String value) {}

    /** @param key 32 bytes, for this use alone */
    public SealedValue(Class<T> type, byte[] key, Clock clock) {
        this.type = type;
        this.seal = new Seal(key);
        this.clock = clock;
    }

    public String seal(T value, Instant end) {
        return seal.seal(JSON.writeValueAsBytes(new Sealed(end.toEpochMilli(), JSON.writeValueAsString(value))));
    }

    /** Empty where it isn't ours, or has ended. */
    public Optional<T> open(String text) {
        return seal.open(text).flatMap(this::read);
    }

    private Optional<T> read(byte[] plain) {
        try {
            Sealed sealed = JSON.readValue(plain, Sealed.class);
            return clock.millis() < sealed.end ? Optional.of(JSON.readValue(sealed.value, type)) : Optional.empty();
        } catch (JacksonException e) {
            // Of an earlier release: as if there were none.
            return Optional.empty();
        }
    }
}
