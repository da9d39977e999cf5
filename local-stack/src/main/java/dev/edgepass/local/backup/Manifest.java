package dev.edgepass.local.backup;

import dev.edgepass.event.Topics;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a backup says of itself, {@code manifest.json}.
 *
 * @param product that wrote it, with its version
 * @param containers whether it is of the composed system, and not of a local stack
 */
record Manifest(String product, boolean containers, Instant at, LogExtents logs) {
    static final int FORMAT = 2;

    /** Without what people wrote about links, which stood in the control log. */
    private static final int FORMAT_WITHOUT_WORDS = 1;

    /** The logs that a backup may have, in its order. */
    static final List<String> TOPICS = List.of(Topics.CONTROL, Topics.ISSUANCE, Topics.WORDS, Topics.PUBLICATIONS);

    /** Those that one of an earlier release hasn't. */
    static final Set<String> OPTIONAL = Set.of(Topics.WORDS, Topics.PUBLICATIONS);

    private static final Pattern PRODUCT = Pattern.compile("[\\x20-\\x7e]{1,100}");
    private static final JsonMapper JSON = JsonMapper.shared();

    byte[] toJson() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("format", FORMAT);
        json.put("product", product);
        json.put("containers", containers);
        json.put("at", at.toString());
        json.putAll(logs.json());
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(json);
    }

    /**
     * @throws BackupDamaged where it isn't one, or a later format's
     */
    static Manifest of(byte[] bytes) throws BackupDamaged {
        try {
            JsonNode json = JSON.readTree(bytes);
            int format = json.path("format").intValue();
            String product = json.path("product").stringValue();
            if (!PRODUCT.matcher(product).matches()) {
                throw new BackupDamaged("has a manifest that can't be read.");
            }
            if (format != FORMAT && format != FORMAT_WITHOUT_WORDS) {
                throw new BackupDamaged("has format " + format + " (expected: " + FORMAT + "): restore it with the"
                        + " Edgepass that wrote it, " + product + ".");
            }
            return new Manifest(
                    product,
                    json.path("containers").booleanValue(),
                    Instant.parse(json.path("at").stringValue()),
                    LogExtents.of(json));
        } catch (JacksonException | DateTimeParseException | IllegalArgumentException e) {
            throw new BackupDamaged("has a manifest that can't be read.");
        }
    }
}
