package dev.edgepass.issuer.web;

import dev.edgepass.issuer.limit.Room;
import org.springframework.http.HttpMethod;

/**
 * A row of {@link EndpointTable}.
 *
 * @param method {@code GET} stands for {@code HEAD} too
 * @param pattern as a controller's mapping has it
 * @param limit how often one caller may call it
 * @param room the threads that it may take
 * @param maxBytes of the request's body
 * @param site the host at which it is
 */
public record Endpoint(
        HttpMethod method, String pattern, Authority authority, RateLimit limit, Room room, int maxBytes, Site site) {
    /** At every host. */
    public Endpoint(HttpMethod method, String pattern, Authority authority, RateLimit limit, Room room, int maxBytes) {
        this(method, pattern, authority, limit, room, maxBytes, Site.ANY);
    }

    /** Whether a login's repetition with the same {@code Idempotency-Key} gets the first answer. */
    public boolean takesIdempotencyKey() {
        return method.equals(HttpMethod.POST)
                && pattern.startsWith(EndpointTable.API)
                && authority != Authority.PUBLIC
                && authority != Authority.EDGE;
    }
}
