package dev.edgepass.consumer.projection.core;

import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.LinkTerms;
import dev.edgepass.readmodel.LinkRecord;
import dev.edgepass.readmodel.LinkRecord.State;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What events make of a share link. Pure. */
final class LinkFold {
    private LinkFold() {}

    /** Has the new terms, unless it has changed since the state on which they were decided. */
    static LinkRecord edited(LinkRecord link, ControlEvent.LinkEdited event, long edit, Instant at) {
        Instant narrowed = event.narrowed() ? at : link.narrowedAt();
        return event.basis() < link.version()
                ? withTerms(link, link.terms(), link.changedAtPosition(), narrowed)
                : withTerms(link, ofItsKind(link, event.terms()), edit, narrowed);
    }

    /** No edit changes the kind: where an upload link's has no limits, its issuer is of an earlier release, which doesn't know them. */
    private static LinkTerms ofItsKind(LinkRecord link, LinkTerms terms) {
        LinkTerms.Upload upload = link.terms().upload();
        return upload == null || terms.upload() != null ? terms : terms.withUpload(upload);
    }

    /** A closed link stays closed. */
    static LinkRecord suspended(LinkRecord link, long suspension) {
        return link.isClosed() ? link : in(link, State.SUSPENDED, suspension, suspension, null, null, null);
    }

    /** Ends no suspension that is later than what was decided on, {@code basis}. */
    static LinkRecord resumed(LinkRecord link, long basis, long resumption) {
        Long suspension = link.suspendedAtPosition();
        return link.state() == State.SUSPENDED && (suspension == null || suspension <= basis)
                ? in(link, State.ACTIVE, resumption, null, null, null, null)
                : link;
    }

    /** The first closing counts. */
    static LinkRecord closed(LinkRecord link, ControlEvent.LinkClosed event, long closing, Instant at) {
        return link.isClosed() ? link : in(link, State.CLOSED, closing, null, at, event.actor(), event.reason());
    }

    /** Terms that have a digest come with all words, the recipient among them. */
    private static LinkRecord withTerms(
            LinkRecord link, LinkTerms terms, @Nullable Long change, @Nullable Instant narrowed) {
        return new LinkRecord(
                link.id(),
                terms,
                link.tenant(),
                link.createdAt(),
                link.createdBy(),
                terms.words() == null ? link.recipient() : null,
                link.group(),
                link.state(),
                link.position(),
                change,
                link.suspendedAtPosition(),
                narrowed,
                link.closedAt(),
                link.closedBy(),
                link.closeReason(),
                false);
    }

    private static LinkRecord in(
            LinkRecord link,
            State state,
            long change,
            @Nullable Long suspension,
            @Nullable Instant closedAt,
            @Nullable String closedBy,
            @Nullable String closeReason) {
        return new LinkRecord(
                link.id(),
                link.terms(),
                link.tenant(),
                link.createdAt(),
                link.createdBy(),
                link.recipient(),
                link.group(),
                state,
                link.position(),
                change,
                suspension,
                link.narrowedAt(),
                closedAt,
                closedBy,
                closeReason,
                false);
    }
}
