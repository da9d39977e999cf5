package dev.edgepass.issuer.form;

import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a form, as browsers and clients send it. Immutable.
 *
 * @param parameters by name
 */
public record Form(Map<String, String> parameters) {
    private static final Pattern FORM = Pattern.compile("(?i)application/x-www-form-urlencoded\\s*(;.*)?");

    /**
     * Parameters that aren't known are ignored, as RFC 6749 section 3.2 has it; none may come twice, and an empty one is none.
     *
     * @param mediaType of the body
     * @param query of the request's URL, where no token may be: URLs are logged
     * @param body in {@code application/x-www-form-urlencoded}
     * @throws ProblemException {@code unsupported-media-type}, {@code invalid-request}
     */
    public static Form of(@Nullable String mediaType, @Nullable String query, byte[] body) {
        if (mediaType == null || !FORM.matcher(mediaType).matches()) {
            throw ProblemType.UNSUPPORTED_MEDIA_TYPE.because("Send Content-Type: application/x-www-form-urlencoded.");
        }
        if (query != null) {
            throw ProblemType.INVALID_REQUEST.because("Send the parameters in the body, and none in the URL.");
        }
        Map<String, String> parameters = new HashMap<>();
        for (String parameter : new String(body, StandardCharsets.ISO_8859_1).split("&")) {
            String[] parts = parameter.split("=", 2);
            String value = parts.length == 1 ? "" : decoded(parts[1]);
            if (parameters.put(decoded(parts[0]), value) != null) {
                throw ProblemType.INVALID_REQUEST.because("A parameter comes more than once.");
            }
        }
        return new Form(Map.copyOf(parameters));
    }

    /**
     * @throws ProblemException {@code invalid-request} where it is missing or empty
     */
    public String required(String name) {
        String value = parameters.getOrDefault(name, "");
        if (value.isEmpty()) {
            throw ProblemType.invalid(name, "missing");
        }
        return value;
    }

    private static String decoded(String text) {
        try {
            byte[] bytes = URLDecoder.decode(text, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.ISO_8859_1);
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw ProblemType.INVALID_REQUEST.because("The form isn't UTF-8 in percent-encoding.");
        }
    }

    /** Without what was sent. */
    @Override
    public String toString() {
        return "Form[]";
    }
}
