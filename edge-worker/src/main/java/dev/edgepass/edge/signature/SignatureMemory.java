package dev.edgepass.edge.signature;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Remembers that a token, to the letter, bears a good signature, and nothing else: key, expiry, scope and revocation are asked anew for every request (DESIGN
 * section 8). Two generations bound it: what is used moves to the younger one, and the older one is dropped whole. Pure Java.
 */
public final class SignatureMemory {
    private final int generationSize;
    private Map<String, GoodSignature> young = new HashMap<>();
    private Map<String, GoodSignature> old = new HashMap<>();

    /**
     * @param generationSize tokens in each of the two generations at most
     */
    public SignatureMemory(int generationSize) {
        this.generationSize = generationSize;
    }

    /** What was found out about {@code compact}, perhaps under a key that has been withdrawn since. */
    public @Nullable GoodSignature find(String compact) {
        GoodSignature good = young.get(compact);
        if (good == null) {
            good = old.remove(compact);
            if (good != null) {
                remember(compact, good);
            }
        }
        return good;
    }

    public void remember(String compact, GoodSignature good) {
        if (young.size() >= generationSize) {
            old = young;
            young = new HashMap<>();
        }
        young.put(compact, good);
    }
}
