package dev.edgepass.issuer.key;

import com.nimbusds.jose.jwk.ECKey;
import java.io.UncheckedIOException;
import java.util.List;

/** Where this instance's private keys come from. Thread-safe. */
interface KeySource {
    /**
     * The keys as they are now, P-256 with their private parts and kids, in a stable order.
     *
     * @throws IllegalStateException where it holds something else; the message has no key material
     * @throws UncheckedIOException where it can't be read
     */
    List<ECKey> load();

    /** Whether {@link #add} can make keys. */
    boolean grows();

    /**
     * Makes a key.
     *
     * @throws UncheckedIOException where it can't be written
     * @throws UnsupportedOperationException where the source doesn't grow
     */
    default void add() {
        throw new UnsupportedOperationException(this + " is made elsewhere");
    }

    /** What it is and where, for people; no key material. */
    @Override
    String toString();
}
