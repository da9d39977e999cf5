package dev.edgepass.decision;

/**
 * One request and the verdict that every implementation must give.
 *
 * @param path what follows the token in the URL, as sent
 * @param origin the {@code Origin} header, or null
 * @param referer the {@code Referer} header, or null
 * @param verdict {@code granted}, or a refusal's code
 */
public record DecisionVector(String name, String path, String token, String origin, String referer, String verdict) {
    @Override
    public String toString() {
        return name;
    }
}
