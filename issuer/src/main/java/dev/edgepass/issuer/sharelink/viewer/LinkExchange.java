package dev.edgepass.issuer.sharelink.viewer;

import dev.edgepass.decision.Refusal;
import dev.edgepass.event.LinkTerms;
import dev.edgepass.issuer.PublicSettings;
import dev.edgepass.issuer.limit.ClientAddress;
import dev.edgepass.issuer.notice.Notices;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.issuer.readmodel.ReadModel;
import dev.edgepass.issuer.readmodel.ReadYourWrites;
import dev.edgepass.issuer.readmodel.Snapshot;
import dev.edgepass.issuer.sharelink.AllowedOrigins;
import dev.edgepass.issuer.sharelink.LinkSecret;
import dev.edgepass.issuer.sharelink.StandingCheck;
import dev.edgepass.issuer.sharelink.password.LinkPassword;
import dev.edgepass.issuer.sharelink.password.PasswordGate;
import dev.edgepass.issuer.token.MintOrder;
import dev.edgepass.issuer.token.MintedToken;
import dev.edgepass.issuer.token.RequestedPaths;
import dev.edgepass.issuer.token.TokenMint;
import dev.edgepass.issuer.token.TokenSettings;
import dev.edgepass.issuer.token.TokenVerifier;
import dev.edgepass.readmodel.LinkRecord;
import dev.edgepass.token.MediaClaims;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * A secret, or a token of the same link, for a viewer's token. Who exchanges a secret alone is another viewer, and takes a seat where the link has a limit; who shows an
 * earlier token with it is the same viewer again, as with a renewal. Thread-safe.
 */
@Component
class LinkExchange {
    private static final int HTTP_UNAUTHORIZED = 401;

    private final ReadModel readModel;
    private final ReadYourWrites readYourWrites;
    private final TokenVerifier verifier;
    private final Seats seats;
    private final Notices notices;
    private final TokenMint mint;
    private final TokenSettings settings;
    private final PasswordGate gate;
    private final PublicSettings publicSettings;
    private final Clock clock;

    /** A viewer's token and the terms that it rests on. */
    record Admission(LinkRecord link, MintedToken token) {}

    /** A token that is good, and the link that it rests on. */
    record Good(LinkRecord link, MediaClaims claims) {}

    LinkExchange(
            ReadModel readModel,
            ReadYourWrites readYourWrites,
            TokenVerifier verifier,
            Seats seats,
            Notices notices,
            TokenMint mint,
            TokenSettings settings,
            PasswordGate gate,
            PublicSettings publicSettings,
            Clock clock) {
        this.readModel = readModel;
        this.readYourWrites = readYourWrites;
        this.verifier = verifier;
        this.seats = seats;
        this.notices = notices;
        this.mint = mint;
        this.settings = settings;
        this.gate = gate;
        this.publicSettings = publicSettings;
        this.clock = clock;
    }

    /**
     * Who holds the secret learns of the link's state without the password.
     *
     * @param earlier a token that they had; what isn't one of this link's is as good as none
     * @throws ProblemException {@code viewer-limit-reached}, {@code upload-link}, {@code link-closed}, {@code link-expired}, {@code link-not-active}, {@code blocked}, and those of {@link
     *     PasswordGate} and {@link TokenMint}
     */
    Admission open(
            LinkSecret secret, @Nullable LinkPassword password, @Nullable String earlier, ClientAddress address) {
        Optional<LinkRecord> found = find(secret, password != null);
        found.ifPresent(LinkExchange::requireViewLink);
        found.ifPresent(link -> StandingCheck.requireOpen(link, clock.instant()));
        LinkRecord link = gate.pass(secret.hash(), found, password, address);
        return admit(link, earlier == null ? Arrival.First.unseen() : arrival(earlier, link));
    }

    /**
     * The link, if the read model has it. While that is behind, an unknown secret without a password is 503 rather than 404: a guess learns no more from it, and costs two reads
     * of Redis more and no wait. With a password, the gate answers as to a wrong one, after the same computation: that may say more than is known, but any other answer
     * would tell an unknown secret from a wrong password.
     */
    private Optional<LinkRecord> find(LinkSecret secret, boolean hasPassword) {
        if (hasPassword) {
            readYourWrites.await();
            return linkOf(secret);
        }
        return Optional.of(readYourWrites.find(() -> linkOf(secret), PasswordGate::notFound));
    }

    /** An upload link's holder is told so, whatever a projection of an earlier release has of the link. */
    private Optional<LinkRecord> linkOf(LinkSecret secret) {
        Optional<LinkRecord> found = readModel.linkOfSecret(secret.hash());
        if (found.isEmpty() && readModel.linkOfSecret(secret.uploadHash()).isPresent()) {
            throw takesFiles();
        }
        return found;
    }

    /**
     * @throws ProblemException as {@link #open}, {@code revoked}, and those of {@link TokenVerifier}
     */
    Admission renew(String token) {
        MediaClaims claims = verifier.verify(token);
        return admit(linkOf(claims), new Arrival.Renewal(claims));
    }

    /**
     * A token and the link that it rests on, if both are still good.
     *
     * @throws ProblemException as {@link #renew}
     */
    Good requireGood(String token) {
        MediaClaims claims = verifier.verify(token);
        LinkRecord link = linkOf(claims);
        MintOrder order = order(link, new Arrival.Renewal(claims));
        requireGranted(link, order, readModel.snapshot(order.handles(), link.id()), claims);
        return new Good(link, claims);
    }

    private Arrival arrival(String earlier, LinkRecord link) {
        try {
            MediaClaims claims = verifier.verifyEvenIfExpired(earlier);
            return link.id().equals(claims.link()) ? new Arrival.Again(claims.subject()) : Arrival.First.unseen();
        } catch (ProblemException e) {
            if (e.problem().status() != HTTP_UNAUTHORIZED) {
                throw e;
            }
            return Arrival.First.unseen();
        }
    }

    private Admission admit(LinkRecord found, Arrival comes) {
        LinkRecord link = found;
        Arrival arrival = comes;
        while (true) {
            MintOrder order = order(link, arrival);
            Snapshot snapshot = readModel.snapshot(order.handles(), link.id());
            LinkRecord now = snapshot.link();
            if (now != null && !now.equals(link)) {
                // Edited between the two reads: the handles of the new terms are asked for.
                requireSamePassword(found, now, arrival.renewed());
                link = now;
                continue;
            }
            requireGranted(link, order, snapshot, arrival.renewed());
            // Asked after the snapshot: a removal that isn't there yet is later than the token's position.
            if (arrival instanceof Arrival.Again && readModel.isRemoved(arrival.subject())) {
                arrival = Arrival.First.unseen();
                continue;
            }
            return new Admission(link, mint(order, link, arrival, snapshot));
        }
    }

    private MintedToken mint(MintOrder order, LinkRecord link, Arrival arrival, Snapshot snapshot) {
        Integer limit = link.terms().maxViewers();
        return limit != null && arrival instanceof Arrival.First
                ? seats.seated(
                        link.id(),
                        limit,
                        arrival.subject(),
                        () -> mint.mint(order, settings.maxLifetime(), snapshot),
                        () -> notices.seatsFull(link.id(), link.terms(), limit))
                : mint.mint(order, settings.maxLifetime(), snapshot);
    }

    private LinkRecord linkOf(MediaClaims claims) {
        String link = claims.link();
        if (link == null) {
            throw ProblemType.invalid("token", "not from a share link (expected: a token that this call gave)");
        }
        return readYourWrites.find(() -> readModel.link(link), PasswordGate::notFound);
    }

    private MintOrder order(LinkRecord link, Arrival arrival) {
        requireViewLink(link);
        MediaClaims renewed = arrival.renewed();
        LinkTerms terms = link.terms();
        return MintOrder.ofViewer(
                arrival.subject(),
                link.tenant(),
                link.id(),
                RequestedPaths.known(terms.paths()),
                terms.allowDownload(),
                AllowedOrigins.embedders(terms.allowedOrigins(), publicSettings.origin()),
                terms.uncounted(),
                terms.expiresAt() == null ? Instant.MAX : terms.expiresAt(),
                renewed == null ? null : renewed.id());
    }

    private static void requireSamePassword(LinkRecord checked, LinkRecord now, @Nullable MediaClaims previous) {
        String hash = now.terms().passwordHash();
        if (previous == null && hash != null && !hash.equals(checked.terms().passwordHash())) {
            throw PasswordGate.required();
        }
    }

    private void requireGranted(LinkRecord link, MintOrder order, Snapshot snapshot, @Nullable MediaClaims previous) {
        StandingCheck.requireOpen(link, clock.instant());
        if (order.blocked(snapshot).isPresent()) {
            throw StandingCheck.blocked();
        }
        if (previous != null && order.isCutOff(snapshot, previous.position())) {
            throw ProblemType.refused(Refusal.REVOKED, "Open the share link again.");
        }
    }

    /** Whatever token it would be: an upload link opens nothing. */
    private static void requireViewLink(LinkRecord link) {
        if (link.terms().upload() != null) {
            throw takesFiles();
        }
    }

    private static ProblemException takesFiles() {
        return ProblemType.UPLOAD_LINK.because("It takes files: its page is /u/SECRET.");
    }
}
