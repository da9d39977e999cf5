package dev.edgepass.local.doctor;

import dev.edgepass.local.client.Http;
import dev.edgepass.local.client.RunFailure;
import dev.edgepass.local.edge.KvAccess;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** Writes a key to a KV namespace, as the publisher does, and deletes it. */
final class KvProbe {
    private KvProbe() {}

    static KvFacts of(Http http, KvAccess kv) {
        String key = Scratch.key();
        String namespace = kv.apiBase() + "/accounts/" + kv.accountId() + "/storage/kv/namespaces/" + kv.namespaceId();
        try {
            int write = http.call(
                            "PUT",
                            URI.create(namespace + "/bulk"),
                            kv.apiToken(),
                            // In case that the deletion doesn't get through.
                            List.of(Map.of("key", key, "value", "edgepass doctor", "expiration_ttl", 60)))
                    .status();
            int delete = write == KvFacts.DONE
                    ? http.call("POST", URI.create(namespace + "/bulk/delete"), kv.apiToken(), List.of(key))
                            .status()
                    : KvFacts.DONE;
            return new KvFacts(OptionalInt.of(write), delete == KvFacts.DONE);
        } catch (RunFailure | IllegalArgumentException e) {
            return new KvFacts(OptionalInt.empty(), true);
        }
    }
}
