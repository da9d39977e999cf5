package dev.edgepass.local.edge;

/**
 * How to reach Workers KV through Cloudflare's REST API.
 *
 * @param apiBase absolute URL up to and with {@code /client/v4}
 */
public record KvAccess(String apiBase, String accountId, String namespaceId, String apiToken) {
    /** Without the secret. */
    @Override
    public String toString() {
        return apiBase + " account " + accountId + " namespace " + namespaceId;
    }
}
