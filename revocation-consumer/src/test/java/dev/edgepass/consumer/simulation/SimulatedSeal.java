package dev.edgepass.consumer.simulation;

import dev.edgepass.consumer.feed.core.HeadSeal;
import dev.edgepass.encoding.MalformedException;
import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.UnverifiedHead;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Signs heads in the form that the edge reads. */
final class SimulatedSeal implements HeadSeal {
    /** The feed key that the edge has pinned. */
    static final String KID = "feed-1";

    private final Scheduler scheduler;
    private final UnaryOperator<FeedHead> before;
    private final Consumer<String> signed;

    /**
     * @param before what becomes of a head before it is signed: nothing, unless a fault is planted
     * @param signed hears of every compact head that was signed
     */
    SimulatedSeal(Scheduler scheduler, UnaryOperator<FeedHead> before, Consumer<String> signed) {
        this.scheduler = scheduler;
        this.before = before;
        this.signed = signed;
    }

    @Override
    public String sign(FeedHead head) {
        String payload = before.apply(head).toJson();
        String compact = Jws.sign(FeedHead.TYPE, KID, payload, scheduler.nonce());
        signed.accept(compact);
        return compact;
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
