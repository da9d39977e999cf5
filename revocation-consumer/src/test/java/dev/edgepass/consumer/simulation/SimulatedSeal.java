package dev.edgepass.consumer.simulation;

import dev.edgepass.consumer.feed.core.HeadSeal;
import dev.edgepass.encoding.MalformedException;
import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.UnverifiedHead;
import java.util.function.UnaryOperator;

/** Signs heads in the form that the edge reads. */
class SimulatedSeal implements HeadSeal {
    /** The feed key that the edge has pinned. */
    static final String KID = "feed-1";

    private final Scheduler scheduler;
    private final UnaryOperator<FeedHead> before;

    /**
     * @param before what becomes of a head before it is signed: nothing, unless a fault is planted
     */
    SimulatedSeal(Scheduler scheduler, UnaryOperator<FeedHead> before) {
        this.scheduler = scheduler;
        this.before = before;
    }

    @Override
    public String sign(FeedHead head) {
        return Jws.sign(
                FeedHead.TYPE,
                KID,
                before.apply(head).toJson(),
                scheduler.between(Long.MIN_VALUE / 2, Long.MAX_VALUE / 2));
    }

    @Override
    public FeedHead open(String compact) {
        try {
            UnverifiedHead head = UnverifiedHead.parse(compact);
            if (!Jws.verify(Jws.key(head.kid()), head.signingInput(), head.signature())) {
                throw new UntrustedHeadException("its signature is wrong under feed key " + head.kid());
            }
            return head.signatureIsGood();
        } catch (MalformedException e) {
            throw new UntrustedHeadException(e.getMessage());
        }
    }
}
