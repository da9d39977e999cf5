package dev.edgepass.issuer.sharelink.upload;

import dev.edgepass.decision.Refusal;
import dev.edgepass.feed.Handle;
import dev.edgepass.issuer.key.Pepper;
import dev.edgepass.issuer.limit.ClientAddress;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.issuer.readmodel.ReadModel;
import dev.edgepass.issuer.readmodel.ReadYourWrites;
import dev.edgepass.issuer.readmodel.Snapshot;
import dev.edgepass.issuer.seal.SealedValue;
import dev.edgepass.issuer.sharelink.LinkSecret;
import dev.edgepass.issuer.sharelink.StandingCheck;
import dev.edgepass.issuer.sharelink.password.LinkPassword;
import dev.edgepass.issuer.sharelink.password.PasswordGate;
import dev.edgepass.issuer.token.TokenSettings;
import dev.edgepass.readmodel.LinkRecord;
import dev.edgepass.token.Scope;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * A secret (and password) for a session, with which the other calls come. It says what was proven and at which position; whether the link is still good is asked anew at each
 * call. Thread-safe.
 */
@Component
class UploadSessions {
    private final ReadModel readModel;
    private final ReadYourWrites readYourWrites;
    private final PasswordGate gate;
    private final SealedValue<Session> sessions;
    private final Clock clock;

    /** No longer than tokens: a cutoff may be forgotten after that. A day at most. */
    private final Duration life;

    /**
     * @param prefix of the link when it was opened. An edit to a folder that doesn't have this one in it ends the session; after one that has, its own revocations stop the session still
     * @param position of the state on which it was opened: what was revoked later ends it
     */
    private record Session(String link, @Nullable String tenant, String prefix, long position) {}

    /** @param text for the uploader's browser */
    record Opened(String text, Instant expiresAt, LinkRecord link) {
        /** Without the session. */
        @Override
        public String toString() {
            return "Opened[" + expiresAt + "]";
        }
    }

    UploadSessions(
            ReadModel readModel,
            ReadYourWrites readYourWrites,
            PasswordGate gate,
            Pepper pepper,
            TokenSettings tokens,
            Clock clock) {
        this.readModel = readModel;
        this.readYourWrites = readYourWrites;
        this.gate = gate;
        this.sessions = new SealedValue<>(Session.class, pepper.derive("upload-session"), clock);
        this.clock = clock;
        this.life = tokens.maxLifetime();
    }

    /**
     * Who holds the secret learns of the link's state without the password, as with a link that opens its paths.
     *
     * @throws ProblemException {@code link-closed}, {@code link-expired}, {@code link-not-active}, {@code blocked}, {@code read-model-unavailable}, and those of {@link PasswordGate}
     */
    Opened open(LinkSecret secret, @Nullable LinkPassword password, ClientAddress address) {
        String hash = secret.uploadHash();
        Optional<LinkRecord> found = find(hash, password != null);
        found.ifPresent(link -> StandingCheck.requireOpen(link, clock.instant()));
        LinkRecord checked = gate.pass(hash, found, password, address);
        Session proven = session(checked, 0);
        Snapshot snapshot = readYourWrites.current(() -> snapshot(proven));
        LinkRecord link = Optional.ofNullable(snapshot.link())
                .filter(UploadSessions::takesFiles)
                .orElseThrow(PasswordGate::notFound);
        String hashNow = link.terms().passwordHash();
        if (hashNow != null && !Objects.equals(hashNow, checked.terms().passwordHash())) {
            throw PasswordGate.required();
        }
        requireOpen(link, snapshot);
        Instant end = clock.instant().plus(life);
        Instant linkEnd = link.terms().expiresAt();
        Instant expiresAt = linkEnd != null && linkEnd.isBefore(end) ? linkEnd : end;
        return new Opened(sessions.seal(session(link, snapshot.position()), expiresAt), expiresAt, link);
    }

    /** As {@code LinkExchange} finds a link: a stranger learns the same here. */
    private Optional<LinkRecord> find(String hash, boolean hasPassword) {
        if (hasPassword) {
            readYourWrites.await();
            return readModel.linkOfSecret(hash).filter(UploadSessions::takesFiles);
        }
        return Optional.of(readYourWrites.find(
                () -> readModel.linkOfSecret(hash).filter(UploadSessions::takesFiles), PasswordGate::notFound));
    }

    /**
     * The link of a session, if both are still good.
     *
     * @throws ProblemException {@code session-expired}, {@code revoked}, and as {@link #open}
     */
    LinkRecord require(@Nullable String text) {
        if (text == null) {
            throw ProblemType.invalid("session", "missing (expected: the one that POST /upload-links/sessions gave)");
        }
        Session session = sessions.open(text)
                .orElseThrow(() -> ProblemType.SESSION_EXPIRED.because("Open the upload link again."));
        Snapshot snapshot = readYourWrites.current(() -> snapshot(session));
        LinkRecord link = Optional.ofNullable(snapshot.link())
                .filter(UploadSessions::takesFiles)
                .orElseThrow(PasswordGate::notFound);
        requireOpen(link, snapshot);
        if (snapshot.isCutOff(session.position())) {
            throw ProblemType.refused(Refusal.REVOKED, "Open the upload link again.");
        }
        return link;
    }

    /** A projection of an earlier release doesn't say so. */
    private static boolean takesFiles(@Nullable LinkRecord link) {
        return link != null && link.terms().upload() != null;
    }

    private static Session session(LinkRecord link, long position) {
        return new Session(link.id(), link.tenant(), link.terms().paths().get(0), position);
    }

    private Snapshot snapshot(Session session) {
        List<Handle> handles = new ArrayList<>(Handle.ofToken(null, null, session.link, session.tenant));
        handles.addAll(Handle.of(new Scope(session.prefix)));
        return readModel.snapshot(handles, session.link);
    }

    private void requireOpen(LinkRecord link, Snapshot snapshot) {
        StandingCheck.requireOpen(link, clock.instant());
        if (snapshot.blocked().isPresent()) {
            throw StandingCheck.blocked();
        }
    }
}
