package dev.edgepass.issuer.media;

import dev.edgepass.encoding.MalformedException;
import dev.edgepass.issuer.identity.RequestedPath;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.media.MediaType;
import dev.edgepass.token.ObjectKey;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /upload-urls}.
 *
 * @param uploads 1 to {@value #MAX_UPLOADS}
 * @param expiresIn ISO 8601 duration; {@link #DEFAULT_EXPIRY} where there is none
 */
record UploadRequest(
        @Nullable List<@Nullable Item> uploads, @Nullable String expiresIn) {
    static final int MAX_UPLOADS = 100;
    static final Duration DEFAULT_EXPIRY = Duration.ofMinutes(15);

    /** Text that reads as a percent-encoding: decoded once too often, it names another object. */
    private static final Pattern ENCODED = Pattern.compile("%[0-9A-Fa-f]{2}");

    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
    private static final String UNKNOWN = "application/octet-stream";

    /**
     * One object.
     *
     * @param size bytes, exactly
     * @param contentType {@code application/octet-stream} where it is missing or empty
     * @param sha256 of the bytes, in hex
     * @param overwrite whether an object of that name may be replaced; false where absent
     */
    record Item(
            @Nullable String key,
            @Nullable Long size,
            @Nullable String contentType,
            @Nullable String sha256,
            @Nullable Boolean overwrite) {}

    /**
     * What is asked for, each key once.
     *
     * @throws ProblemException {@code invalid-request}, naming the offending member
     */
    List<Upload> parse(MediaSettings settings) {
        if (uploads == null || uploads.isEmpty() || uploads.size() > MAX_UPLOADS) {
            throw ProblemType.invalid("uploads", "expected: 1 to " + MAX_UPLOADS + " objects");
        }
        List<Upload> parsed = new ArrayList<>();
        Set<ObjectKey> keys = new HashSet<>();
        for (int i = 0; i < uploads.size(); i++) {
            String field = "uploads[" + i + "]";
            Item item = uploads.get(i);
            if (item == null) {
                throw ProblemType.invalid(field, "null (expected: an object)");
            }
            Upload upload = parse(field, item, settings);
            if (!keys.add(upload.key())) {
                throw ProblemType.invalid(field + ".key", "a key that the request has before");
            }
            parsed.add(upload);
        }
        return parsed;
    }

    /** @throws ProblemException {@code invalid-request} */
    Duration expiry(MediaSettings settings) {
        Duration max = settings.maxUploadExpiry();
        if (expiresIn == null) {
            return DEFAULT_EXPIRY.compareTo(max) < 0 ? DEFAULT_EXPIRY : max;
        }
        try {
            Duration asked = Duration.parse(expiresIn);
            if (asked.compareTo(Duration.ofSeconds(1)) >= 0 && asked.compareTo(max) <= 0) {
                return asked;
            }
        } catch (DateTimeParseException e) {
            // The same answer: what is expected.
        }
        throw ProblemType.invalid("expiresIn", "out of bounds or no duration (expected: PT1S to " + max + ")");
    }

    private static Upload parse(String field, Item item, MediaSettings settings) {
        long most = settings.maxUploadBytes().toBytes();
        Long size = item.size;
        if (size == null || size < 1 || size > most) {
            throw ProblemType.invalid(field + ".size", size + " (expected: 1 to " + most + " bytes)");
        }
        byte @Nullable [] sha256 = null;
        if (item.sha256 != null) {
            if (!SHA_256.matcher(item.sha256).matches()) {
                throw ProblemType.invalid(field + ".sha256", "no SHA-256 (expected: 64 hex digits, lower case)");
            }
            sha256 = HexFormat.of().parseHex(item.sha256);
        }
        return new Upload(
                key(field + ".key", item.key),
                size,
                type(field + ".contentType", item.contentType, settings),
                sha256,
                Boolean.TRUE.equals(item.overwrite));
    }

    /**
     * A key that reaches the edge as it is: canonical, so that Cloudflare's URL normalisation leaves its URL alone, and without text that another decoding would
     * change.
     */
    private static ObjectKey key(String field, @Nullable String key) {
        if (key != null && ENCODED.matcher(key).find()) {
            throw ProblemType.invalid(field, "percent-encoded, or like it (expected: the plain name)");
        }
        return RequestedPath.key(field, key);
    }

    /** The type written back from the parts that were understood, so that every reader of the stored one understands the same. Browsers say nothing of files that they don't know. */
    private static String type(String field, @Nullable String type, MediaSettings settings) {
        MediaType parsed;
        try {
            parsed = MediaType.parse(type == null || type.isEmpty() ? UNKNOWN : type);
        } catch (MalformedException e) {
            throw ProblemType.invalid(field, e.getMessage() + " (expected: such as text/plain; charset=utf-8)");
        }
        if (!settings.allows(parsed)) {
            throw ProblemType.invalid(
                    field,
                    parsed.essence() + " may not be uploaded (expected: one of " + settings.uploadContentTypes() + ")");
        }
        return parsed.toString();
    }
}
