package dev.edgepass.event;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.ext.javatime.deser.InstantDeserializer;

/** Reads an event's times by {@link PlainTime}, and in any other form as Jackson does. */
final class InstantReader extends StdDeserializer<Instant> {
    InstantReader() {
        super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context) {
        return plain(parser)
                .map(OffsetDateTime::toInstant)
                .orElseGet(() -> InstantDeserializer.INSTANT.deserialize(parser, context));
    }

    private static Optional<OffsetDateTime> plain(JsonParser parser) {
        try {
            return parser.hasToken(JsonToken.VALUE_STRING) ? PlainTime.parse(parser.getString()) : Optional.empty();
        } catch (DateTimeException e) {
            // Jackson's own words about what is wrong; and it takes 24:00:00.
            return Optional.empty();
        }
    }
}
