package dev.edgepass.issuer.sharelink;

import dev.edgepass.event.ControlEvent.LinkEdited;
import dev.edgepass.event.LinkTerms;
import dev.edgepass.feed.Handle;
import dev.edgepass.issuer.identity.Caller;
import dev.edgepass.issuer.identity.PathPolicy;
import dev.edgepass.issuer.log.EventLog;
import dev.edgepass.issuer.log.WordsLog;
import dev.edgepass.issuer.media.UploadPermission;
import dev.edgepass.issuer.notice.NoticeDestinations;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.issuer.readmodel.ReadModel;
import dev.edgepass.issuer.readmodel.ReadYourWrites;
import dev.edgepass.issuer.readmodel.Snapshot;
import dev.edgepass.issuer.sharelink.password.LinkPassword;
import dev.edgepass.issuer.sharelink.password.PasswordHashes;
import dev.edgepass.issuer.token.RequestedPaths;
import dev.edgepass.readmodel.LinkRecord;
import dev.edgepass.token.Scope;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * New terms for a share link, without a new URL. An edit carries the position that it was decided on, and the fold ignores it where the link has changed since:
 * two that are decided on the same state don't mix, one of them is decided again. Thread-safe.
 */
@Component
class LinkEdits {
    /** How often an edit is decided again where another one was first. */
    private static final int TRIES = 3;

    private final EventLog log;
    private final WordsLog wordsLog;
    private final ReadModel readModel;
    private final ReadYourWrites readYourWrites;
    private final PathPolicy policy;
    private final LinkLifetime lifetime;
    private final PasswordHashes hashes;
    private final TokenRoom tokenRoom;
    private final NoticeDestinations destinations;
    private final UploadPermission uploads;
    private final Clock clock;

    /**
     * What became of an edit.
     *
     * @param link as it is now; null where the projection hasn't come so far, so that it isn't known yet whether the edit is in effect
     * @param written null where nothing was to be changed
     */
    record Outcome(@Nullable LinkRecord link, EventLog.@Nullable Written written, boolean narrowed) {}

    LinkEdits(
            EventLog log,
            WordsLog wordsLog,
            ReadModel readModel,
            ReadYourWrites readYourWrites,
            PathPolicy policy,
            LinkLifetime lifetime,
            PasswordHashes hashes,
            TokenRoom tokenRoom,
            NoticeDestinations destinations,
            UploadPermission uploads,
            Clock clock) {
        this.log = log;
        this.wordsLog = wordsLog;
        this.readModel = readModel;
        this.readYourWrites = readYourWrites;
        this.policy = policy;
        this.lifetime = lifetime;
        this.hashes = hashes;
        this.tokenRoom = tokenRoom;
        this.destinations = destinations;
        this.uploads = uploads;
        this.clock = clock;
    }

    /**
     * @param ifMatch the header {@code If-Match}; without it the edit is applied to whatever the terms are
     * @param patience how long to wait until it is known to be in effect
     * @throws ProblemException {@code invalid-request}, {@code link-not-found}, {@code link-closed}, {@code path-not-allowed}, {@code token-too-long}, {@code precondition-failed},
     *     {@code superseded}, those of {@link UploadPermission#require} for more of an upload link, {@code log-unavailable}, {@code read-model-unavailable}
     */
    Outcome edit(String id, LinkPatch patch, @Nullable String ifMatch, Caller caller, Duration patience) {
        LinkPassword password = patch.password();
        String hash = null;
        for (int i = 0; i < TRIES; i++) {
            Snapshot snapshot = readYourWrites.find(() -> own(id, caller), ShareLinks::notFound);
            LinkRecord link = Objects.requireNonNull(snapshot.link());
            if (!new LinkVersion(link.version()).meets(ifMatch)) {
                throw stale();
            }
            ShareLinks.requireOpen(link);
            if (hash == null && password != null) {
                hash = hashes.hash(password);
            }
            LinkTerms terms = decide(link, patch, hash, caller);
            if (terms.equals(link.terms())) {
                return new Outcome(link, null, false);
            }
            boolean narrowed = Narrowing.of(link.terms(), terms, hash != null, clock.instant());
            WrittenWords words = WrittenWords.of(link, terms);
            wordsLog.append(words.records());
            EventLog.Written written = log.append(
                    new LinkEdited(id, words.inEvent(terms), narrowed, snapshot.position(), caller.subject()), id);
            if (!readYourWrites.await(written.position(), patience)) {
                return new Outcome(null, written, narrowed);
            }
            LinkRecord now = readModel.link(id).orElseThrow(ShareLinks::notFound);
            if (now.version() == written.position()) {
                return new Outcome(now, written, narrowed);
            }
            if (now.version() > written.position()) {
                break;
            }
            if (ifMatch != null) {
                throw stale();
            }
        }
        throw ProblemType.SUPERSEDED.because(
                "The link was changed at the same moment, so this edit may not be in effect. Read the link, and repeat the edit if it isn't.");
    }

    /** The state to decide on, if the link is there and {@code caller} may change it. */
    private Optional<Snapshot> own(String id, Caller caller) {
        Snapshot snapshot = readModel.snapshot(List.of(new Handle(Handle.Kind.LINK, id)), id);
        LinkRecord link = snapshot.link();
        return link != null && ShareLinks.mayChange(caller, link) ? Optional.of(snapshot) : Optional.empty();
    }

    /** With what a person wrote in plain. */
    private LinkTerms decide(LinkRecord link, LinkPatch patch, @Nullable String hash, Caller caller) {
        LinkTerms terms = patch.applyTo(link, hash, lifetime, clock.instant());
        requireVisible(link, terms, caller);
        if (terms.upload() != null && (patch.hasUploadTerm() || endsLater(link.terms(), terms))) {
            uploads.require(caller);
        }
        if (!Objects.equals(terms.notices(), link.terms().notices())) {
            destinations.require(terms.notices());
        }
        tokenRoom.require(terms, link.tenant());
        return terms;
    }

    private static boolean endsLater(LinkTerms before, LinkTerms after) {
        Instant end = before.expiresAt();
        return end != null && (after.expiresAt() == null || after.expiresAt().isAfter(end));
    }

    /** The paths that the link has already are allowed to its editor, who could have left it as it is. */
    private void requireVisible(LinkRecord link, LinkTerms terms, Caller caller) {
        List<Scope> before = RequestedPaths.known(link.terms().paths()).scopes();
        List<Scope> added = RequestedPaths.known(terms.paths()).scopes().stream()
                .filter(scope -> before.stream().noneMatch(old -> old.covers(scope)))
                .toList();
        if (!added.isEmpty()) {
            ShareLinks.requireVisible(policy, caller, added);
        }
    }

    private static ProblemException stale() {
        return ProblemType.PRECONDITION_FAILED.because(
                "The link has another version than If-Match. Read it again, and edit that version.");
    }
}
