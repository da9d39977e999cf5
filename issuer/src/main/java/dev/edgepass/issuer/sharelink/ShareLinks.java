package dev.edgepass.issuer.sharelink;

import dev.edgepass.event.ControlEvent.LinkClosed;
import dev.edgepass.event.ControlEvent.LinkCreated;
import dev.edgepass.event.ControlEvent.LinkResumed;
import dev.edgepass.event.ControlEvent.LinkSuspended;
import dev.edgepass.event.ControlEvent.LinksCreated;
import dev.edgepass.event.Effect;
import dev.edgepass.event.LinkTerms;
import dev.edgepass.event.LinkWords;
import dev.edgepass.event.WordsRecord;
import dev.edgepass.feed.Handle;
import dev.edgepass.issuer.feed.Publications;
import dev.edgepass.issuer.identity.Caller;
import dev.edgepass.issuer.identity.PathPolicy;
import dev.edgepass.issuer.identity.Role;
import dev.edgepass.issuer.identity.VisiblePaths;
import dev.edgepass.issuer.log.EventLog;
import dev.edgepass.issuer.log.WordsLog;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.issuer.readmodel.LinkViewers;
import dev.edgepass.issuer.readmodel.ReadModel;
import dev.edgepass.issuer.readmodel.ReadYourWrites;
import dev.edgepass.issuer.readmodel.Snapshot;
import dev.edgepass.issuer.sharelink.password.LinkPassword;
import dev.edgepass.issuer.sharelink.password.PasswordHashes;
import dev.edgepass.issuer.token.RandomId;
import dev.edgepass.readmodel.LinkRecord;
import dev.edgepass.readmodel.RevocationRecord;
import dev.edgepass.revocation.HandleChange;
import dev.edgepass.token.Scope;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Share links as their owners have them: who made a link may read, suspend, resume and close it, an admin all of them, an auditor may read. Thread-safe. */
@Component
public class ShareLinks {
    private final EventLog log;
    private final WordsLog wordsLog;
    private final ReadModel readModel;
    private final LinkViewers viewers;
    private final ReadYourWrites readYourWrites;
    private final PasswordHashes hashes;
    private final TokenRoom tokenRoom;
    private final OpenLinkQuota quota;
    private final Clock clock;

    /** A link that was just made; {@code secret} is nowhere else. */
    record Created(ShareLinkView link, LinkSecret secret) {}

    ShareLinks(
            EventLog log,
            WordsLog wordsLog,
            ReadModel readModel,
            LinkViewers viewers,
            ReadYourWrites readYourWrites,
            PasswordHashes hashes,
            TokenRoom tokenRoom,
            OpenLinkQuota quota,
            Clock clock) {
        this.log = log;
        this.wordsLog = wordsLog;
        this.readModel = readModel;
        this.viewers = viewers;
        this.readYourWrites = readYourWrites;
        this.hashes = hashes;
        this.tokenRoom = tokenRoom;
        this.quota = quota;
        this.clock = clock;
    }

    /**
     * @param recipient whom it is meant for
     * @param now on which the terms were decided
     * @throws ProblemException {@code token-too-long}, {@code too-many-links}, {@code passwords-busy}, {@code log-unavailable}
     */
    Created create(
            LinkTerms terms, @Nullable LinkPassword password, @Nullable String recipient, Instant now, Caller caller) {
        tokenRoom.require(terms, caller.tenant());
        LinkSecret secret = LinkSecret.random();
        LinkTerms plain = protect(terms, password);
        String id = RandomId.next();
        WrittenWords words = WrittenWords.of(id, plain, recipient);
        LinkCreated event = new LinkCreated(
                id, secret.hash(terms), words.inEvent(plain), caller.tenant(), null, null, now, caller.subject());
        long position = quota.within(caller, 1, () -> {
                    wordsLog.append(words.records());
                    return log.append(event, id);
                })
                .position();
        return new Created(ShareLinkView.created(words.with(LinkRecord.created(event, position))), secret);
    }

    /** As {@link #create}, a link for each recipient: all of them with one record, or none. */
    List<Created> createEach(
            LinkTerms terms, @Nullable LinkPassword password, List<String> recipients, Instant now, Caller caller) {
        tokenRoom.require(terms, caller.tenant());
        LinkTerms plain = protect(terms, password);
        Map<String, LinkSecret> secrets = new HashMap<>();
        Map<String, WrittenWords> words = new LinkedHashMap<>();
        List<LinksCreated.Member> members = new ArrayList<>();
        for (String recipient : recipients) {
            String id = RandomId.next();
            LinkSecret secret = LinkSecret.random();
            WrittenWords own = WrittenWords.of(id, plain, recipient);
            secrets.put(id, secret);
            words.put(id, own);
            members.add(new LinksCreated.Member(id, secret.hash(terms), null, own.digest()));
        }
        LinksCreated event = new LinksCreated(
                RandomId.next(), members, plain.withDigest(null), caller.tenant(), now, caller.subject());
        long position = quota.within(caller, members.size(), () -> {
                    wordsLog.append(words.values().stream()
                            .flatMap(own -> own.records().stream())
                            .toList());
                    return log.append(event, event.group());
                })
                .position();
        return event.each().stream()
                .map(link -> new Created(
                        ShareLinkView.created(Objects.requireNonNull(words.get(link.linkId()))
                                .with(LinkRecord.created(link, position))),
                        Objects.requireNonNull(secrets.get(link.linkId()))))
                .toList();
    }

    private LinkTerms protect(LinkTerms terms, @Nullable LinkPassword password) {
        return password == null ? terms : terms.withPasswordHash(hashes.hash(password));
    }

    /**
     * @throws ProblemException {@code link-not-found}, also where it is another owner's
     */
    public LinkRecord find(String id, Caller caller) {
        return find(id, found -> mayRead(caller, found));
    }

    /**
     * @throws ProblemException {@code link-not-found}, also where it isn't the caller's to change
     */
    public LinkRecord findOwn(String id, Caller caller) {
        return find(id, found -> mayChange(caller, found));
    }

    ShareLinkView view(LinkRecord link) {
        return views(List.of(link)).get(0);
    }

    /**
     * Erases what a person wrote about it, label, recipient and password: nobody gets in by a link that had one until it is given another. Erasing twice is erasing once.
     *
     * @throws ProblemException {@code link-not-found}, {@code words-in-log}, {@code log-unavailable}
     */
    void eraseWords(String id, Caller caller) {
        LinkRecord link = find(id, found -> mayChange(caller, found));
        if (link.terms().words() == null && hasWords(link)) {
            throw ProblemType.WORDS_IN_LOG.because(
                    "An earlier release wrote this link's words into the control topic, which is kept for ever.");
        }
        List<WordsRecord> tombstones = readModel.digests(id).stream()
                .map(digest -> WordsRecord.tombstone(id, digest))
                .toList();
        readYourWrites.awaitWords(wordsLog.append(tombstones));
    }

    private static boolean hasWords(LinkRecord link) {
        return !LinkWords.areNone(
                link.terms().label(), link.recipient(), link.terms().passwordHash());
    }

    /**
     * Ends it for good. Closing twice is closing once, on the log too.
     *
     * @throws ProblemException {@code link-not-found}
     */
    EventLog.Written close(String id, Caller caller) {
        Optional<EventLog.Written> before = ownToRevoke(id, caller).flatMap(ShareLinks::closing);
        if (before.isPresent()) {
            return before.get();
        }
        return log.append(new LinkClosed(id, null, caller.subject()), id);
    }

    /** Where the log has that a link was closed. */
    public static Optional<EventLog.Written> closing(LinkRecord link) {
        Instant at = link.closedAt();
        return link.state() == LinkRecord.State.CLOSED && at != null
                ? Optional.of(Publications.earlier(link.version(), at))
                : Optional.empty();
    }

    /**
     * Blocks it until it is resumed. Suspending twice is suspending once; it is recorded again, since a resumption may be on its way.
     *
     * @throws ProblemException {@code link-not-found}, {@code link-closed}
     */
    EventLog.Written suspend(String id, Caller caller) {
        ownToRevoke(id, caller).ifPresent(ShareLinks::requireOpen);
        return log.append(new LinkSuspended(id, caller.subject()), id);
    }

    /**
     * Ends a suspension and nothing else: no cutoff, and no block that came later than the state that this is decided on.
     *
     * @throws ProblemException {@code link-not-found}, {@code link-closed}, {@code link-not-suspended}, {@code revocation-overlaps}, {@code superseded}, {@code
     *     read-model-unavailable}
     */
    EventLog.Written resume(String id, Caller caller) {
        findOwn(id, caller);
        Handle handle = new Handle(Handle.Kind.LINK, id);
        Snapshot snapshot = readModel.snapshot(List.of(handle), id);
        LinkRecord link = Optional.ofNullable(snapshot.link()).orElseThrow(ShareLinks::notFound);
        requireOpen(link);
        if (link.state() != LinkRecord.State.SUSPENDED) {
            throw ProblemType.LINK_NOT_SUSPENDED.because("There is nothing to resume.");
        }
        // Asked after the snapshot: a block that is in neither is later than the basis, and so outlives the resumption.
        requireNoBlock(handle);
        EventLog.Written written = log.append(new LinkResumed(id, snapshot.position(), caller.subject()), id);
        if (HandleChange.isVoid(snapshot.position(), written.position())) {
            throw ProblemType.SUPERSEDED.because("The link is still suspended: the read model was "
                    + (written.position() - snapshot.position()) + " records behind (expected: at most "
                    + HandleChange.LIFT_WINDOW + "). Repeat it once revocation-consumer has caught up.");
        }
        return written;
    }

    /** The link, if {@code caller} may close it; nothing where Redis can't be asked and an admin's word is enough: revoking needs Kafka only (ADR 1). */
    public Optional<LinkRecord> ownToRevoke(String id, Caller caller) {
        try {
            return Optional.of(find(id, found -> mayChange(caller, found)));
        } catch (ProblemException e) {
            if (!e.is(ProblemType.READ_MODEL_UNAVAILABLE) || !caller.is(Role.ADMIN)) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /**
     * @throws ProblemException {@code path-not-allowed}
     */
    static void requireVisible(PathPolicy policy, Caller caller, List<Scope> scopes) {
        VisiblePaths visible = policy.visibleTo(caller, scopes);
        visible.firstHidden(scopes).ifPresent(hidden -> {
            throw ProblemType.PATH_NOT_ALLOWED.because(
                    "This login doesn't open " + hidden + ", so it can't share it." + visible.hint());
        });
    }

    /**
     * @throws ProblemException {@code link-closed}
     */
    static void requireOpen(LinkRecord link) {
        if (link.state() == LinkRecord.State.CLOSED) {
            throw ProblemType.LINK_CLOSED.because("A closed link stays closed; make a new one.");
        }
    }

    private void requireNoBlock(Handle handle) {
        for (RevocationRecord revocation : readModel.activeOn(handle)) {
            if (revocation.effect() == Effect.BLOCK) {
                throw ProblemType.REVOCATION_OVERLAPS.because(
                        "Revocation " + revocation.id() + " blocks the link too. An admin has to lift it first.");
            }
        }
    }

    public List<ShareLinkView> views(List<LinkRecord> links) {
        if (links.isEmpty()) {
            return List.of();
        }
        var states = readModel.snapshot(
                links.stream()
                        .map(link -> new Handle(Handle.Kind.LINK, link.id()))
                        .toList(),
                null);
        Map<String, LinkViewers.Count> counts =
                viewers.counts(links.stream().map(LinkRecord::id).toList());
        Instant now = clock.instant();
        return links.stream()
                .map(link -> ShareLinkView.of(
                                link,
                                isBlocked(link, states),
                                counts.getOrDefault(link.id(), LinkViewers.Count.NONE),
                                now)
                        .with(warnings(link)))
                .toList();
    }

    private static boolean isBlocked(LinkRecord link, Snapshot states) {
        return states.stateOf(new Handle(Handle.Kind.LINK, link.id())).blocked();
    }

    private List<LinkWarning> warnings(LinkRecord link) {
        return link.state() == LinkRecord.State.CLOSED
                ? List.of()
                : tokenRoom.warning(link).map(List::of).orElse(List.of());
    }

    private static boolean mayRead(Caller caller, LinkRecord link) {
        return mayRead(caller, link.createdBy(), link.tenant());
    }

    public static boolean mayRead(Caller caller, String owner, @Nullable String tenant) {
        return caller.is(Role.ADMIN) || caller.is(Role.AUDITOR) || caller.isLogin(owner, tenant);
    }

    private LinkRecord find(String id, Predicate<LinkRecord> mayHave) {
        return readYourWrites.find(() -> readModel.link(id).filter(mayHave), ShareLinks::notFound);
    }

    public static boolean mayChange(Caller caller, LinkRecord link) {
        return caller.is(Role.ADMIN) || caller.isLogin(link.createdBy(), link.tenant());
    }

    static ProblemException notFound() {
        return ProblemType.LINK_NOT_FOUND.because("Check the link's id.");
    }
}
