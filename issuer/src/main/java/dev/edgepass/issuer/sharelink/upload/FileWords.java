package dev.edgepass.issuer.sharelink.upload;

import dev.edgepass.issuer.identity.RequestedPath;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.token.ObjectKey;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an uploader wrote about a file. It stands beside the file and in Redis until the file is there, and in no log.
 *
 * @param name of the file, in Unicode NFC: the last segment of the key that it would have
 * @param uploader as they call themselves; null where they didn't say
 */
record FileWords(String name, @Nullable String uploader) {
    /** What file systems allow, too. */
    private static final int MAX_NAME_BYTES = 255;

    private static final int MAX_UPLOADER = 100;

    /** Text that reads as a percent-encoding: decoded once too often, it names another object. */
    private static final Pattern ENCODED = Pattern.compile("%[0-9A-Fa-f]{2}");

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}\\p{Cn}]");

    /**
     * @param field for the problem
     * @param prefix of the link: the key has to be one
     * @throws ProblemException {@code invalid-request}
     */
    static String name(String field, @Nullable String text, String prefix) {
        String name = text == null ? "" : Normalizer.normalize(text, Normalizer.Form.NFC);
        int bytes = name.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < 1 || bytes > MAX_NAME_BYTES) {
            throw ProblemType.invalid(field, bytes + " bytes (expected: 1 to " + MAX_NAME_BYTES + ")");
        }
        if (name.indexOf('/') >= 0) {
            throw ProblemType.invalid(field, "a path (expected: a file's name without /)");
        }
        if (CONTROL.matcher(name).find()) {
            throw ProblemType.invalid(field, "an invisible character, or half of one (expected: those that are seen)");
        }
        if (ENCODED.matcher(name).find()) {
            throw ProblemType.invalid(field, "percent-encoded, or like it (expected: the plain name)");
        }
        if (name.endsWith(ObjectKey.THUMBNAIL_SUFFIX)) {
            throw ProblemType.invalid(field, "the name of a thumbnail (expected: another ending)");
        }
        requireKey(field, name, prefix);
        return name;
    }

    /** In words that don't have the folder: an uploader may not know it. */
    private static void requireKey(String field, String name, String prefix) {
        if (RequestedPath.instead(name).isPresent()) {
            throw ProblemType.invalid(field, "a pattern (expected: a file's name)");
        }
        try {
            RequestedPath.key(field, prefix + name);
        } catch (ProblemException e) {
            throw ProblemType.invalid(
                    field,
                    "no name of a file here, or too long (expected: such as photo.jpg, neither . nor .., without \\)");
        }
    }

    /**
     * @throws ProblemException {@code invalid-request}
     */
    static @Nullable String uploader(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        String name = Normalizer.normalize(text, Normalizer.Form.NFC).strip();
        if (name.length() > MAX_UPLOADER || CONTROL.matcher(name).find()) {
            throw ProblemType.invalid(
                    "uploader",
                    "too long, or no plain text (expected: a name of at most " + MAX_UPLOADER + " characters)");
        }
        return name;
    }

    /** Without them. */
    @Override
    public String toString() {
        return "FileWords";
    }
}
