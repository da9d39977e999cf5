package dev.edgepass.thumbnails;

import dev.edgepass.settings.RequiredSetting;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Map;

/**
 * The worker's settings, by variables: {@code EDGEPASS_R2_…} as the services have them, and {@code EDGEPASS_THUMBNAILS_…}.
 *
 * @param prefix of the keys that are looked at; empty for all
 * @param stateFolder for its list of failures
 * @param interval between two listings of the bucket
 * @param address to listen at
 * @param port for what the issuer tells it and for metrics; 0: it listens at none
 * @param decoderMegabytes heap of the process that decodes
 * @param deadline of one file
 */
public record Settings(
        URI endpoint,
        String accessKeyId,
        String secretAccessKey,
        String mediaBucket,
        String prefix,
        Path stateFolder,
        Duration interval,
        String address,
        int port,
        int decoderMegabytes,
        Duration deadline) {
    /** @throws IllegalArgumentException with one sentence where a variable is missing or wrong */
    static Settings of(Map<String, String> variables) {
        URI endpoint = URI.create(variables.getOrDefault("EDGEPASS_R2_ENDPOINT", ""));
        RequiredSetting.requireUrl(endpoint, "EDGEPASS_R2_ENDPOINT", "https://<account>.r2.cloudflarestorage.com");
        String id = variables.getOrDefault("EDGEPASS_R2_ACCESSKEYID", "");
        RequiredSetting.require(id, "EDGEPASS_R2_ACCESSKEYID", "the id of an R2 API token");
        String secret = variables.getOrDefault("EDGEPASS_R2_SECRETACCESSKEY", "");
        RequiredSetting.require(secret, "EDGEPASS_R2_SECRETACCESSKEY", "the secret access key of that token");
        return new Settings(
                endpoint,
                id,
                secret,
                variables.getOrDefault("EDGEPASS_R2_MEDIABUCKET", "edgepass-media"),
                variables.getOrDefault("EDGEPASS_THUMBNAILS_PREFIX", ""),
                Path.of(variables.getOrDefault("EDGEPASS_THUMBNAILS_STATEDIR", ".edgepass/thumbnails")),
                duration(variables, "EDGEPASS_THUMBNAILS_INTERVAL", "PT5M"),
                variables.getOrDefault("EDGEPASS_THUMBNAILS_ADDRESS", "127.0.0.1"),
                number(variables, "EDGEPASS_THUMBNAILS_PORT", 0, 65_535),
                Math.max(64, number(variables, "EDGEPASS_THUMBNAILS_DECODERMEGABYTES", 384, 16_384)),
                duration(variables, "EDGEPASS_THUMBNAILS_DEADLINE", "PT30S"));
    }

    private static int number(Map<String, String> variables, String name, int otherwise, int most) {
        String text = variables.getOrDefault(name, Integer.toString(otherwise));
        try {
            int number = Integer.parseInt(text);
            if (number >= 0 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The same answer: what is expected.
        }
        throw new IllegalArgumentException(name + ": " + text + " (expected: 0 to " + most + ")");
    }

    private static Duration duration(Map<String, String> variables, String name, String otherwise) {
        String text = variables.getOrDefault(name, otherwise);
        try {
            Duration duration = Duration.parse(text);
            if (duration.compareTo(Duration.ofSeconds(1)) >= 0 && duration.compareTo(Duration.ofDays(7)) <= 0) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            // The same answer: what is expected.
        }
        throw new IllegalArgumentException(name + ": " + text + " (expected: PT1S to P7D, such as PT5M)");
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "Settings[" + endpoint + ", " + mediaBucket + ", " + stateFolder + "]";
    }
}
