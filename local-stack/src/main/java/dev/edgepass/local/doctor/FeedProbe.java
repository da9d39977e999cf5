package dev.edgepass.local.doctor;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import dev.edgepass.encoding.MalformedException;
import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.UnverifiedHead;
import dev.edgepass.jdk.Es256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Instant;

/** Reads the feed's head. */
final class FeedProbe {
    private FeedProbe() {}

    /**
     * @param publicKeys the set for readers; may not be there
     * @throws NotSeen where there is no head, or no answer
     */
    static FeedFacts of(ObjectStore store, Path publicKeys) {
        String bucket = store.access().feedBucket();
        String text = store.text(bucket, FeedHead.OBJECT_KEY)
                .orElseThrow(() -> new NotSeen("There is no head in " + bucket + ": nothing was ever published."));
        try {
            UnverifiedHead unverified = UnverifiedHead.parse(text);
            FeedFacts.Signature signature = signature(unverified, publicKeys);
            // Only looked at: nothing is granted by it.
            return new FeedFacts(unverified.signatureIsGood(), signature, unverified.kid(), Instant.now());
        } catch (MalformedException e) {
            throw new NotSeen("The head in " + bucket + " isn't one (" + e.getMessage() + ").", e);
        }
    }

    static FeedFacts.Signature signature(UnverifiedHead head, Path publicKeys) {
        try {
            for (JWK key : JWKSet.parse(Files.readString(publicKeys)).getKeys()) {
                if (key instanceof ECKey pinned
                        && head.kid().equals(pinned.getKeyID())
                        && Es256.verify(Es256.publicKey(pinned), head.signingInput(), head.signature())) {
                    return FeedFacts.Signature.GOOD;
                }
            }
            return FeedFacts.Signature.BAD;
        } catch (IOException | ParseException e) {
            return FeedFacts.Signature.UNCHECKED;
        }
    }
}
