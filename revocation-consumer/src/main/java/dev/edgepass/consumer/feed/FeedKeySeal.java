package dev.edgepass.consumer.feed;

import com.nimbusds.jose.jwk.ECKey;
import dev.edgepass.consumer.feed.core.HeadSeal;
import dev.edgepass.encoding.MalformedException;
import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.PublicKey;
import dev.edgepass.feed.UnverifiedHead;
import dev.edgepass.jdk.Es256;

/** Signs and verifies heads with the feed key. Thread-safe. */
public final class FeedKeySeal implements HeadSeal {
    private final Es256 signer;
    private final PublicKey key;

    public FeedKeySeal(ECKey feedKey) {
        this.signer = Es256.signer(feedKey);
        this.key = Es256.publicKey(feedKey);
    }

    @Override
    public String sign(FeedHead head) {
        return signer.sign(head);
    }

    @Override
    public FeedHead open(String compact) {
        try {
            UnverifiedHead unverified = UnverifiedHead.parse(compact);
            if (!unverified.kid().equals(key.kid())) {
                throw new UntrustedHeadException(
                        "signed by feed key " + unverified.kid() + " (expected: " + key.kid() + ")");
            }
            if (!Es256.verify(key, unverified.signingInput(), unverified.signature())) {
                throw new UntrustedHeadException("its signature is wrong under feed key " + key.kid());
            }
            return unverified.signatureIsGood();
        } catch (MalformedException e) {
            throw new UntrustedHeadException(e.getMessage());
        }
    }
}
