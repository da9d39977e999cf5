package dev.edgepass.edge.feed.core;

import dev.edgepass.encoding.JsonObject;
import dev.edgepass.encoding.JsonReader;
import dev.edgepass.feed.PublicKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pinned keys that may sign a head: the Worker's configuration, and nothing that a head says. */
public record FeedKeys(List<PublicKey> keys) {
    /**
     * @throws dev.edgepass.encoding.MalformedException where {@code jwks} isn't a JWKS (RFC 7517 section 5) of P-256 keys with a {@code kid}
     */
    public static FeedKeys parse(String jwks) {
        List<PublicKey> keys = new ArrayList<>();
        for (JsonObject key : JsonReader.readObject(jwks).objects("keys")) {
            keys.add(new PublicKey(key.requireString("kid"), key.requireString("x"), key.requireString("y")));
        }
        return new FeedKeys(keys);
    }

    public @Nullable PublicKey find(String kid) {
        for (PublicKey key : keys) {
            if (key.kid().equals(kid)) {
                return key;
            }
        }
        return null;
    }
}
