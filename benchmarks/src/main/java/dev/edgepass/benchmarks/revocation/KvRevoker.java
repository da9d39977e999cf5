package dev.edgepass.benchmarks.revocation;

import dev.edgepass.local.client.Http;
import dev.edgepass.local.edge.KvAccess;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** Revokes in the other design: one KV key for the token, through Cloudflare's REST API. */
final class KvRevoker {
    private final Http http;
    private final URI bulk;
    private final String token;

    KvRevoker(Http http, KvAccess kv) {
        this.http = http;
        this.bulk = URI.create(
                kv.apiBase() + "/accounts/" + kv.accountId() + "/storage/kv/namespaces/" + kv.namespaceId() + "/bulk");
        this.token = kv.apiToken();
    }

    /** Writes the key; when that was confirmed, milliseconds since the epoch. */
    long revoke(String jti) {
        http.call("PUT", bulk, token, List.of(Map.of("key", "revoked:" + jti, "value", "1")))
                .expect(200, "The write to KV");
        return System.currentTimeMillis();
    }
}
