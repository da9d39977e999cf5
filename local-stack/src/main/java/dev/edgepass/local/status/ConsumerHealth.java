package dev.edgepass.local.status;

import dev.edgepass.local.client.Http;
import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** The revocation consumer's health, with its details: the state of the read model and of the feed publisher. */
public final class ConsumerHealth {
    private static final String HEALTH = "/actuator/health";

    private final JsonNode components;

    private ConsumerHealth(JsonNode components) {
        this.components = components;
    }

    /** The health of the consumer at {@code base}; empty where it doesn't answer. An unhealthy one answers too. */
    public static Optional<ConsumerHealth> of(Http http, URI base) {
        return http.json(base.resolve(HEALTH)).map(json -> new ConsumerHealth(json.path("components")));
    }

    static ConsumerHealth of(JsonNode health) {
        return new ConsumerHealth(health.path("components"));
    }

    /** The read model of the control log. */
    public Projection controlProjection() {
        return projection("controlProjection");
    }

    /** The read model of the issuance topic. */
    public Projection issuanceProjection() {
        return projection("issuanceProjection");
    }

    /** The read model of what people wrote about links. */
    public Projection wordsProjection() {
        return projection("wordsProjection");
    }

    /** The counts of views. */
    public Projection viewsProjection() {
        return projection("viewsProjection");
    }

    private Projection projection(String name) {
        JsonNode details = components.path(name).path("details");
        long positions = 0;
        for (JsonNode position : details.path("positions")) {
            positions += position.asLong(0);
        }
        return new Projection(
                isUp(name), word(details, "state"), details.path("detail").asString(""), positions);
    }

    /** The feed publisher. */
    public Feed feed() {
        JsonNode details = components.path("feed").path("details");
        return new Feed(
                isUp("feed"),
                word(details, "role"),
                details.path("detail").asString(""),
                details.path("term").asLong(0),
                details.path("sequence").asLong(0),
                details.path("position").asLong(0),
                time(details.path("asOf")));
    }

    /** The archive. */
    public Archive archive() {
        Map<String, String> troubles = new TreeMap<>();
        components.path("archive").path("details").properties().forEach(log -> {
            String trouble = log.getValue().path("stopped").asString("");
            troubles.put(
                    log.getKey(),
                    trouble.isEmpty() ? log.getValue().path("failed").asString("") : trouble);
        });
        troubles.values().removeIf(String::isEmpty);
        return new Archive(components.has("archive"), isUp("archive"), troubles);
    }

    /** Whether the publisher's clock is that of R2, as far as it may differ; empty where the consumer doesn't tell. */
    public Optional<Boolean> clockInStep() {
        JsonNode inStep = components.path("feed").path("details").path("clockInStep");
        return inStep.isBoolean() ? Optional.of(inStep.asBoolean()) : Optional.empty();
    }

    private boolean isUp(String component) {
        return components.path(component).path("status").asString("").equals("UP");
    }

    /** Milliseconds since the epoch, however they are written; 0 where there is none. */
    private static long time(JsonNode time) {
        if (time.isNumber()) {
            return time.asLong();
        }
        try {
            return Instant.parse(time.asString("")).toEpochMilli();
        } catch (DateTimeParseException e) {
            return 0;
        }
    }

    private static String word(JsonNode details, String member) {
        return details.path(member).asString("").toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /**
     * How far a projection is.
     *
     * @param state a word or two, lower case
     * @param position records folded in, over all partitions
     */
    public record Projection(boolean up, String state, String detail, long position) {}

    /**
     * State of the archive.
     *
     * @param isWritten whether the consumer is told to write one
     * @param troubles why a log isn't sealed to its end, by its id
     */
    public record Archive(boolean isWritten, boolean up, Map<String, String> troubles) {
        public Archive {
            troubles = Map.copyOf(troubles);
        }
    }

    /**
     * State of the feed publisher.
     *
     * @param role a word, lower case
     * @param asOf milliseconds since the epoch, 0 where there is no head yet
     */
    public record Feed(boolean up, String role, String detail, long term, long sequence, long position, long asOf) {}
}
