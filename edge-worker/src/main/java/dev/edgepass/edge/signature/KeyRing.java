package dev.edgepass.edge.signature;

import dev.edgepass.edge.workers.CryptoKey;
import dev.edgepass.edge.workers.Promise;
import dev.edgepass.edge.workers.SubtleCrypto;
import dev.edgepass.feed.PublicKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** WebCrypto's keys, each imported once for the isolate. The published key is the index, coordinates and all: a {@code kid} alone proves nothing. */
public final class KeyRing {
    /** A platform object has to stand in a field of its own type: TeaVM would wrap it in a collection. */
    private static final class Imported {
        final PublicKey key;
        final CryptoKey platformKey;

        Imported(PublicKey key, CryptoKey platformKey) {
            this.key = key;
            this.platformKey = platformKey;
        }
    }

    private List<Imported> imported = new ArrayList<>();

    /** Null where it has yet to be imported. */
    public @Nullable CryptoKey known(PublicKey key) {
        Imported known = find(key);
        return known == null ? null : known.platformKey;
    }

    /** Fails where the coordinates aren't a point of the curve. */
    public Promise<CryptoKey> key(PublicKey key) {
        CryptoKey known = known(key);
        if (known != null) {
            return Promise.resolved(known);
        }
        return SubtleCrypto.importKey(key.x(), key.y()).then(platformKey -> {
            if (find(key) == null) {
                imported.add(new Imported(key, platformKey));
            }
            return platformKey;
        });
    }

    /** Drops every key that neither the head nor the configuration names any more. */
    public void retain(List<PublicKey> published, List<PublicKey> pinned) {
        List<Imported> kept = new ArrayList<>();
        for (Imported candidate : imported) {
            if (isAmong(published, candidate.key) || isAmong(pinned, candidate.key)) {
                kept.add(candidate);
            }
        }
        imported = kept;
    }

    private static boolean isAmong(List<PublicKey> keys, PublicKey sought) {
        for (PublicKey key : keys) {
            if (key.isSame(sought)) {
                return true;
            }
        }
        return false;
    }

    private @Nullable Imported find(PublicKey key) {
        for (Imported candidate : imported) {
            if (candidate.key.isSame(key)) {
                return candidate;
            }
        }
        return null;
    }
}
