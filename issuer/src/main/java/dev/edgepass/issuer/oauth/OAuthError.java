package dev.edgepass.issuer.oauth;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.edgepass.issuer.problem.Problem;
import org.jspecify.annotations.Nullable;

/**
 * An error in the words of OAuth (RFC 6749 section 5.2) with the members of our problems (RFC 9457) beside them. It is {@code application/json}, which is what OAuth
 * clients look for.
 *
 * @param error a code of RFC 6749, for programs that know nothing of ours
 * @param description the same text as {@code detail}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record OAuthError(
        String error,
        @JsonProperty("error_description") String description,
        String type,
        String title,
        int status,
        String detail,
        @Nullable String field) {
    static OAuthError of(Problem problem) {
        return new OAuthError(
                code(problem.status()),
                problem.detail().replace('"', '\''),
                problem.type(),
                problem.title(),
                problem.status(),
                problem.detail(),
                problem.field());
    }

    private static String code(int status) {
        return switch (status) {
            case 403 -> "unauthorized_client";
            case 500 -> "server_error";
            case 503 -> "temporarily_unavailable";
            default -> "invalid_request";
        };
    }
}
