package dev.edgepass.issuer.sharelink.viewer;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.edgepass.event.ControlEvent.LinkViewerRemoved;
import dev.edgepass.issuer.identity.Caller;
import dev.edgepass.issuer.log.EventLog;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.issuer.readmodel.LinkViewers;
import dev.edgepass.issuer.readmodel.LinkViewers.Viewer;
import dev.edgepass.issuer.sharelink.ShareLinks;
import dev.edgepass.issuer.token.OpaqueSubject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A link's viewers as its owner sees them: who reads the link reads them, who may close it may send them out. Thread-safe. */
@Component
class Viewers {
    private final ShareLinks links;
    private final LinkViewers viewers;
    private final Seats seats;
    private final EventLog log;
    private final Clock clock;

    /**
     * One viewer.
     *
     * @param lastSeen when the last known token was issued; absent where that is forgotten
     * @param tokens that haven't expired; 0 for one who was removed, whose tokens are refused
     * @param removedAt absent for who has a seat
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ViewerView(
            String subject,
            Instant firstSeen,
            @Nullable Instant lastSeen,
            long tokens,
            @Nullable Instant removedAt) {
        static ViewerView of(Viewer viewer) {
            Instant removedAt =
                    viewer.removal() == null ? null : viewer.removal().removedAt();
            return new ViewerView(
                    viewer.subject(),
                    viewer.firstIssue(),
                    viewer.lastIssue(),
                    removedAt == null ? viewer.tokens() : 0,
                    removedAt);
        }
    }

    /** @param next the cursor to go on after; null on the last page */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Page(List<ViewerView> viewers, @Nullable String next) {}

    Viewers(ShareLinks links, LinkViewers viewers, Seats seats, EventLog log, Clock clock) {
        this.links = links;
        this.viewers = viewers;
        this.seats = seats;
        this.log = log;
        this.clock = clock;
    }

    /**
     * Those who came first first.
     *
     * @param after {@link Page#next} of the page before
     * @throws ProblemException {@code link-not-found}, {@code viewer-not-found} where {@code after} is none
     */
    Page page(String linkId, @Nullable String after, int limit, Caller caller) {
        links.find(linkId, caller);
        if (after != null && !viewers.isViewer(linkId, after)) {
            throw notFound();
        }
        List<Viewer> page = viewers.page(linkId, after, limit, clock.instant());
        return new Page(
                page.stream().map(ViewerView::of).toList(),
                page.size() < limit ? null : page.get(page.size() - 1).subject());
    }

    /**
     * Takes the seat and refuses the tokens of a viewer. Who was sent out once is sent out.
     *
     * @throws ProblemException {@code link-not-found}, {@code viewer-not-found}: no owner reaches the subjects of others' links
     */
    EventLog.Written remove(String linkId, String subject, Caller caller) {
        boolean known = links.ownToRevoke(linkId, caller).isEmpty()
                || viewers.isViewer(linkId, subject)
                || seats.isReserved(linkId, subject);
        if (!known || !OpaqueSubject.isViewer(subject)) {
            throw notFound();
        }
        return log.append(new LinkViewerRemoved(linkId, subject, caller.subject()), linkId);
    }

    /** Also of a viewer of this moment whom the read model doesn't have yet: viewers come from the issuance topic, and no instance knows how far that is. */
    private static ProblemException notFound() {
        return ProblemType.VIEWER_NOT_FOUND.because("GET /share-links/{id}/viewers lists them.");
    }
}
