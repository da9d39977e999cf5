package dev.edgepass.decision;

import dev.edgepass.encoding.MalformedException;
import dev.edgepass.feed.FeedView;
import dev.edgepass.feed.PublicKey;
import dev.edgepass.jdk.Es256;
import dev.edgepass.jdk.JdkNfc;
import dev.edgepass.token.ObjectKey;
import dev.edgepass.token.UnverifiedToken;
import java.util.List;
import java.util.function.Supplier;

/** The pipeline that {@link ViewPolicy} prescribes, with signatures checked by the JVM: the verdict that every other implementation is measured by. */
public final class JvmDecision {
    /** The verdict that isn't a refusal. */
    public static final String GRANTED = "granted";

    private final FeedView view;
    private final long now;

    /**
     * @param now milliseconds since the epoch, at which {@code feed} was read too
     */
    public JvmDecision(DecisionVectors.Feed feed, long now) {
        this.view = new FeedView(feed.head(), List.of(feed.segment()), now);
        this.now = now;
    }

    /** {@link #GRANTED}, or the refusal's code. */
    public String verdict(DecisionVector vector) {
        try {
            ObjectKey key = parse(Refusal.MALFORMED_KEY, () -> ObjectKey.ofPath(vector.path(), JdkNfc.INSTANCE));
            UnverifiedToken token = parse(Refusal.MALFORMED_TOKEN, () -> UnverifiedToken.parse(vector.token()));
            PublicKey signingKey =
                    DecisionVectors.POLICY.requireFresh(view, now).head().key(token.kid());
            if (signingKey == null) {
                return Refusal.UNKNOWN_KEY.code();
            }
            if (!Es256.verify(signingKey, token.signingInput(), token.signature())) {
                return Refusal.BAD_SIGNATURE.code();
            }
            RequestOrigin origin = RequestOrigin.of(vector.origin(), vector.referer());
            DecisionVectors.POLICY.decide(token.signatureIsGood(), key, origin, view, now);
            return GRANTED;
        } catch (RefusedException e) {
            return e.refusal().code();
        }
    }

    private static <T> T parse(Refusal refusal, Supplier<T> parser) {
        try {
            return parser.get();
        } catch (MalformedException e) {
            throw new RefusedException(refusal);
        }
    }
}
