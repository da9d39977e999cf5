package dev.edgepass.issuer.oauth;

import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of both endpoints that take a token (RFC 7009 section 2.1, RFC 7662 section 2.1). The hint is ignored: there is one kind of token.
 *
 * @param token as it came
 */
record TokenForm(String token) {
    private static final String TOKEN = "token";
    private static final Pattern FORM = Pattern.compile("(?i)application/x-www-form-urlencoded\\s*(;.*)?");

    /**
     * Parameters that aren't known are ignored, as RFC 6749 section 3.2 has it; none may come twice, and an empty one is none.
     *
     * @param query of the request's URL, where no token may be: URLs are logged
     * @param parameters of the body
     * @throws ProblemException {@code unsupported-media-type}, {@code invalid-request}
     */
    static TokenForm of(@Nullable String mediaType, @Nullable String query, Map<String, String[]> parameters) {
        if (mediaType == null || !FORM.matcher(mediaType).matches()) {
            throw ProblemType.UNSUPPORTED_MEDIA_TYPE.because("Send Content-Type: application/x-www-form-urlencoded.");
        }
        if (query != null) {
            throw ProblemType.INVALID_REQUEST.because("Send the parameters in the body, and none in the URL.");
        }
        if (parameters.values().stream().anyMatch(values -> values.length > 1)) {
            throw ProblemType.INVALID_REQUEST.because("A parameter comes more than once.");
        }
        String[] token = parameters.get(TOKEN);
        if (token == null || token[0].isEmpty()) {
            throw ProblemType.invalid(TOKEN, "missing");
        }
        return new TokenForm(token[0]);
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "TokenForm[]";
    }
}
