package dev.edgepass.consumer.audience;

import dev.edgepass.readmodel.LinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * How many people a link is meant for, by its own terms.
 *
 * @param recipient whether it names one
 * @param seats its {@code maxViewers}; null is no limit
 */
public record MeantFor(boolean recipient, @Nullable Integer seats) {
    public static MeantFor of(LinkRecord link) {
        return new MeantFor(link.recipient() != null, link.terms().maxViewers());
    }

    /** Its seats, else its recipient; null where the terms don't say. */
    @Nullable
    Integer people() {
        return seats != null ? seats : recipient ? (Integer) 1 : null;
    }
}
