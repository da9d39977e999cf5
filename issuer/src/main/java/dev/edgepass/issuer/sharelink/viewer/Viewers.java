package dev.edgepass.issuer.sharelink.viewer;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.edgepass.event.ControlEvent.LinkViewerRemoved;
import dev.edgepass.event.UsageEvent.ViewerErased;
import dev.edgepass.issuer.identity.Caller;
import dev.edgepass.issuer.log.EventLog;
import dev.edgepass.issuer.log.UsageLog;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.issuer.readmodel.LinkViewers;
import dev.edgepass.issuer.readmodel.LinkViewers.Viewer;
import dev.edgepass.issuer.readmodel.Views;
import dev.edgepass.issuer.sharelink.ShareLinks;
import dev.edgepass.issuer.token.OpaqueSubject;
import dev.edgepass.issuer.views.CountedViews;
import dev.edgepass.readmodel.LinkRecord;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A link's viewers as its owner sees them: who reads the link reads them, who may close it may send them out. Thread-safe. */
@Component
class Viewers {
    private final ShareLinks links;
    private final LinkViewers viewers;
    private final Views views;
    private final Seats seats;
    private final EventLog log;
    private final UsageLog usage;
    private final Clock clock;

    /**
     * One viewer.
     *
     * @param lastSeen when the last known token was issued; absent where that is forgotten
     * @param tokens that haven't expired; 0 for one who was removed, whose tokens are refused
     * @param removedAt absent for who has a seat
     * @param views what the edge counted; absent where nothing is known
     * @param viewsErased whether it was erased; absent where not
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ViewerView(
            String subject,
            Instant firstSeen,
            @Nullable Instant lastSeen,
            long tokens,
            @Nullable Instant removedAt,
            @Nullable CountedViews views,
            @Nullable Boolean viewsErased) {
        static ViewerView of(Viewer viewer, Views.Known views, boolean counted) {
            Instant removedAt =
                    viewer.removal() == null ? null : viewer.removal().removedAt();
            return new ViewerView(
                    viewer.subject(),
                    viewer.firstIssue(),
                    viewer.lastIssue(),
                    removedAt == null ? viewer.tokens() : 0,
                    removedAt,
                    CountedViews.of(views, counted, viewer.firstIssue()),
                    views.counts() != null && views.counts().erased() ? Boolean.TRUE : null);
        }
    }

    /** @param next the cursor to go on after; null on the last page */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Page(List<ViewerView> viewers, @Nullable String next) {}

    Viewers(
            ShareLinks links,
            LinkViewers viewers,
            Views views,
            Seats seats,
            EventLog log,
            UsageLog usage,
            Clock clock) {
        this.links = links;
        this.viewers = viewers;
        this.views = views;
        this.usage = usage;
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
        LinkRecord link = links.find(linkId, caller);
        if (after != null && !viewers.isViewer(linkId, after)) {
            throw notFound();
        }
        List<Viewer> page = viewers.page(linkId, after, limit, clock.instant());
        Map<String, Views.Known> counted =
                views.ofViewers(linkId, page.stream().map(Viewer::subject).toList());
        return new Page(
                page.stream()
                        .map(viewer -> ViewerView.of(
                                viewer,
                                counted.getOrDefault(viewer.subject(), Views.Known.NOTHING),
                                !link.terms().uncounted()))
                        .toList(),
                page.size() < limit ? null : page.get(page.size() - 1).subject());
    }

    /**
     * Takes the seat and refuses the tokens of a viewer. Who was sent out once is sent out.
     *
     * @throws ProblemException {@code link-not-found}, {@code viewer-not-found}: no owner reaches the subjects of others' links
     */
    EventLog.Written remove(String linkId, String subject, Caller caller) {
        requireOwn(linkId, subject, caller);
        return log.append(new LinkViewerRemoved(linkId, subject, caller.subject()), linkId);
    }

    /**
     * Drops what the edge counted of a viewer, and counts no more of that viewer, once the projection has it. What was counted of the link stays.
     *
     * @throws ProblemException as {@link #remove}
     */
    void eraseViews(String linkId, String subject, Caller caller) {
        requireOwn(linkId, subject, caller);
        usage.append(new ViewerErased(linkId, subject, caller.subject()));
    }

    private void requireOwn(String linkId, String subject, Caller caller) {
        boolean known = links.ownToRevoke(linkId, caller).isEmpty()
                || viewers.isViewer(linkId, subject)
                || seats.isReserved(linkId, subject);
        if (!known || !OpaqueSubject.isViewer(subject)) {
            throw notFound();
        }
    }

    /** Also of a viewer of this moment whom the read model doesn't have yet: viewers come from the issuance topic, and no instance knows how far that is. */
    private static ProblemException notFound() {
        return ProblemType.VIEWER_NOT_FOUND.because("GET /share-links/{id}/viewers lists them.");
    }
}
