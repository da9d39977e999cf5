package dev.edgepass.local.doctor;

import dev.edgepass.local.client.Http;
import dev.edgepass.local.client.RunFailure;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;

/** Asks another machine what time it is. */
final class ClockProbe {
    private ClockProbe() {}

    /**
     * @throws NotSeen where it doesn't answer, or gives no date
     */
    static ClockFacts of(Http http, URI edge) {
        Instant sent = Instant.now();
        try {
            HttpResponse<byte[]> answer = http.get(edge.resolve("/healthz"), Map.of());
            Instant received = Instant.now();
            Instant date = ZonedDateTime.parse(
                            answer.headers().firstValue("Date").orElse(""), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return new ClockFacts(String.valueOf(edge.getHost()), sent, date, received);
        } catch (RunFailure | DateTimeParseException e) {
            throw new NotSeen(edge + " doesn't say what time it is.", e);
        }
    }
}
