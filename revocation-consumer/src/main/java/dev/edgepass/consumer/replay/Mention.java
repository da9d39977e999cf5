package dev.edgepass.consumer.replay;

import dev.edgepass.event.EventType;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Tells of most records of the issuance topic that they aren't about a link, without parsing them: JSON has an id as it is. Immutable. */
final class Mention {
    private static final String TYPE = "ce_type";
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]{1,64}");
    private static final List<byte[]> TYPES = List.of(type(EventType.TOKEN_ISSUED), type(EventType.TOKEN_REFRESHED));

    private final byte[] id;

    private Mention(byte[] id) {
        this.id = id;
    }

    /** Empty for an id that JSON might spell otherwise. */
    static Optional<Mention> of(String id) {
        return PLAIN.matcher(id).matches()
                ? Optional.of(new Mention(id.getBytes(StandardCharsets.US_ASCII)))
                : Optional.empty();
    }

    /** False only of an event of a known type that doesn't have the id anywhere. */
    boolean mayBeIn(ConsumerRecord<byte[], byte[]> message) {
        byte[] value = message.value();
        Header type = message.headers().lastHeader(TYPE);
        boolean isKnown =
                value != null && type != null && TYPES.stream().anyMatch(known -> Arrays.equals(known, type.value()));
        return !isKnown || contains(value);
    }

    private boolean contains(byte[] value) {
        for (int at = 0; at <= value.length - id.length; at++) {
            if (value[at] == id[0] && Arrays.equals(value, at, at + id.length, id, 0, id.length)) {
                return true;
            }
        }
        return false;
    }

    private static byte[] type(EventType type) {
        return type.ceType().getBytes(StandardCharsets.UTF_8);
    }
}
