package dev.edgepass.issuer.sharelink;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.edgepass.event.ControlEvent.LinkClosed;
import dev.edgepass.event.ControlEvent.LinkCreated;
import dev.edgepass.feed.Handle;
import dev.edgepass.issuer.identity.Caller;
import dev.edgepass.issuer.identity.Role;
import dev.edgepass.issuer.log.EventLog;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.issuer.readmodel.LinkRecord;
import dev.edgepass.issuer.readmodel.ReadModel;
import dev.edgepass.issuer.readmodel.ReadYourWrites;
import dev.edgepass.issuer.token.RandomId;
import dev.edgepass.token.Scope;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Share links as their owners have them: who made a link may read and close it, an admin all of them, an auditor may read. Thread-safe. */
@Component
class ShareLinks {
    private static final int BATCH = 100;

    /** Links looked at for one page, so that a rare status doesn't cost a walk through all of them: the page may then be short, its cursor goes on. */
    private static final int MAX_SCANNED = 1_000;

    private final EventLog log;
    private final ReadModel readModel;
    private final ReadYourWrites readYourWrites;
    private final Clock clock;

    /** A link that was just made; {@code secret} is nowhere else. */
    record Created(ShareLinkView link, LinkSecret secret) {}

    /** @param next the position to go on before; null on the last page */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Page(List<ShareLinkView> shareLinks, @Nullable Long next) {}

    ShareLinks(EventLog log, ReadModel readModel, ReadYourWrites readYourWrites, Clock clock) {
        this.log = log;
        this.readModel = readModel;
        this.readYourWrites = readYourWrites;
        this.clock = clock;
    }

    Created create(ShareLinkRequest.Terms terms, Caller caller) {
        LinkSecret secret = LinkSecret.random();
        Instant now = clock.instant();
        LinkCreated event = new LinkCreated(
                RandomId.next(),
                secret.hash(),
                terms.label(),
                caller.tenant(),
                terms.paths().minimal().stream().map(Scope::value).toList(),
                null,
                terms.expiresAt(),
                null,
                terms.allowDownload(),
                terms.allowedOrigins(),
                null,
                now,
                caller.subject());
        long position = log.append(event, event.linkId()).position();
        ShareLinkView view = new ShareLinkView(
                event.linkId(),
                event.label(),
                event.paths(),
                now,
                caller.subject(),
                event.expiresAt(),
                event.allowDownload(),
                terms.allowedOrigins(),
                ShareLinkView.Status.ACTIVE,
                null,
                position);
        return new Created(view, secret);
    }

    /** Newest first. */
    Page list(Caller caller, Optional<ShareLinkView.Status> status, long before, int limit) {
        readYourWrites.await();
        List<ShareLinkView> found = new ArrayList<>();
        long cursor = before;
        for (int scanned = 0; scanned < MAX_SCANNED; scanned += BATCH) {
            List<LinkRecord> batch = readModel.links(cursor, BATCH);
            for (ShareLinkView link :
                    views(batch.stream().filter(link -> mayRead(caller, link)).toList())) {
                if (status.isEmpty() || status.get() == link.status()) {
                    found.add(link);
                }
                if (found.size() == limit) {
                    return new Page(found, link.position());
                }
            }
            if (batch.size() < BATCH) {
                return new Page(found, null);
            }
            cursor = batch.get(batch.size() - 1).position();
        }
        return new Page(found, cursor);
    }

    /**
     * @throws ProblemException {@code link-not-found}, also where it is somebody else's
     */
    ShareLinkView read(String id, Caller caller) {
        readYourWrites.await();
        LinkRecord link =
                readModel.link(id).filter(found -> mayRead(caller, found)).orElseThrow(ShareLinks::notFound);
        return views(List.of(link)).get(0);
    }

    /**
     * Ends it for good. Closing twice is closing once.
     *
     * @throws ProblemException {@code link-not-found}
     */
    EventLog.Written close(String id, Caller caller) {
        try {
            readYourWrites.await();
            readModel.link(id).filter(found -> mayClose(caller, found)).orElseThrow(ShareLinks::notFound);
        } catch (ProblemException e) {
            // Taking back needs Kafka only (DESIGN section 7): an admin's word is enough where Redis can't be asked.
            boolean unknown = !e.problem().code().equals(ProblemType.READ_MODEL_UNAVAILABLE.code());
            if (unknown || !caller.is(Role.ADMIN)) {
                throw e;
            }
        }
        return log.append(new LinkClosed(id, null, caller.subject()), id);
    }

    private List<ShareLinkView> views(List<LinkRecord> links) {
        if (links.isEmpty()) {
            return List.of();
        }
        var states = readModel.snapshot(
                links.stream()
                        .map(link -> new Handle(Handle.Kind.LINK, link.id()))
                        .toList(),
                null);
        Instant now = clock.instant();
        return links.stream().map(link -> ShareLinkView.of(link, states, now)).toList();
    }

    private static boolean mayRead(Caller caller, LinkRecord link) {
        return mayClose(caller, link) || caller.is(Role.AUDITOR);
    }

    private static boolean mayClose(Caller caller, LinkRecord link) {
        return caller.is(Role.ADMIN) || link.createdBy().equals(caller.subject());
    }

    private static ProblemException notFound() {
        return ProblemType.LINK_NOT_FOUND.because("Check the link's id.");
    }
}
