package dev.edgepass.issuer.sharelink;

import dev.edgepass.decision.Refusal;
import dev.edgepass.issuer.limit.ClientAddress;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.issuer.readmodel.LinkRecord;
import dev.edgepass.issuer.readmodel.ReadModel;
import dev.edgepass.issuer.readmodel.ReadYourWrites;
import dev.edgepass.issuer.readmodel.Snapshot;
import dev.edgepass.issuer.token.MintOrder;
import dev.edgepass.issuer.token.MintedToken;
import dev.edgepass.issuer.token.OpaqueSubject;
import dev.edgepass.issuer.token.RequestedPaths;
import dev.edgepass.issuer.token.TokenMint;
import dev.edgepass.issuer.token.TokenSettings;
import dev.edgepass.issuer.token.TokenVerifier;
import dev.edgepass.token.MediaClaims;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A secret, or a token of the same link, for a viewer's token. Every exchange of a secret is another viewer; a renewal stays the same. Thread-safe. */
@Component
class LinkExchange {
    private final ReadModel readModel;
    private final ReadYourWrites readYourWrites;
    private final TokenVerifier verifier;
    private final TokenMint mint;
    private final TokenSettings settings;
    private final PasswordGate gate;
    private final Clock clock;

    /** A viewer's token and the terms that it rests on. */
    record Admission(LinkRecord link, MintedToken token) {}

    LinkExchange(
            ReadModel readModel,
            ReadYourWrites readYourWrites,
            TokenVerifier verifier,
            TokenMint mint,
            TokenSettings settings,
            PasswordGate gate,
            Clock clock) {
        this.readModel = readModel;
        this.readYourWrites = readYourWrites;
        this.verifier = verifier;
        this.mint = mint;
        this.settings = settings;
        this.gate = gate;
        this.clock = clock;
    }

    /**
     * Who holds the secret learns of the link's state without the password.
     *
     * @throws ProblemException {@code link-closed}, {@code link-expired}, {@code link-not-active}, {@code blocked}, and those of {@link PasswordGate} and {@link
     *     TokenMint}
     */
    Admission open(LinkSecret secret, @Nullable LinkPassword password, ClientAddress address) {
        readYourWrites.await();
        Optional<LinkRecord> found = readModel.linkOfSecret(secret.hash());
        found.ifPresent(this::requireOpen);
        return admit(gate.pass(secret, found, password, address), OpaqueSubject.newViewer(), null);
    }

    /**
     * @throws ProblemException as {@link #open}, {@code revoked}, and those of {@link TokenVerifier}
     */
    Admission renew(String token) {
        MediaClaims claims = verifier.verify(token);
        return admit(linkOf(claims), claims.subject(), claims);
    }

    /**
     * The link that a token rests on, if both are still good.
     *
     * @throws ProblemException as {@link #renew}
     */
    LinkRecord requireGood(String token) {
        MediaClaims claims = verifier.verify(token);
        LinkRecord link = linkOf(claims);
        Snapshot snapshot =
                readModel.snapshot(order(link, claims.subject(), claims).handles(), link.id());
        requireGranted(link, snapshot, claims);
        return link;
    }

    private Admission admit(LinkRecord found, String subject, @Nullable MediaClaims previous) {
        LinkRecord link = found;
        while (true) {
            MintOrder order = order(link, subject, previous);
            Snapshot snapshot = readModel.snapshot(order.handles(), link.id());
            LinkRecord now = snapshot.link();
            if (now != null && !now.equals(link)) {
                // Edited between the two reads: the handles of the new terms are asked for.
                requireSamePassword(found, now, previous);
                link = now;
                continue;
            }
            requireGranted(link, snapshot, previous);
            return new Admission(link, mint.mint(order, settings.maxLifetime(), snapshot));
        }
    }

    private LinkRecord linkOf(MediaClaims claims) {
        if (claims.link() == null) {
            throw ProblemType.invalid("token", "not from a share link (expected: a token that this call gave)");
        }
        readYourWrites.await();
        return readModel.link(claims.link()).orElseThrow(LinkExchange::notFound);
    }

    private static MintOrder order(LinkRecord link, String subject, @Nullable MediaClaims previous) {
        return new MintOrder(
                subject,
                link.tenant(),
                link.id(),
                RequestedPaths.parse(new ArrayList<>(link.paths())),
                link.allowDownload(),
                Objects.requireNonNull(link.allowedOrigins()),
                link.expiresAt() == null ? Instant.MAX : link.expiresAt(),
                previous == null ? null : previous.id());
    }

    private static void requireSamePassword(LinkRecord checked, LinkRecord now, @Nullable MediaClaims previous) {
        if (previous == null
                && now.passwordHash() != null
                && !now.passwordHash().equals(checked.passwordHash())) {
            throw PasswordGate.required();
        }
    }

    private void requireGranted(LinkRecord link, Snapshot snapshot, @Nullable MediaClaims previous) {
        requireOpen(link);
        if (snapshot.blocked().isPresent()) {
            throw blocked();
        }
        if (previous != null && snapshot.isCutOff(previous.position())) {
            throw ProblemType.refused(Refusal.REVOKED, "Open the share link again.");
        }
    }

    private void requireOpen(LinkRecord link) {
        Instant now = clock.instant();
        if (link.state() == LinkRecord.State.CLOSED) {
            throw ProblemType.LINK_CLOSED.because("Whoever made the link has taken it back.");
        }
        if (link.state() != LinkRecord.State.ACTIVE) {
            throw blocked();
        }
        if (link.expiresAt() != null && !link.expiresAt().isAfter(now)) {
            throw ProblemType.LINK_EXPIRED.because("Ask whoever sent the link for a new one.");
        }
        if (link.activatesAt() != null && link.activatesAt().isAfter(now)) {
            throw ProblemType.LINK_NOT_ACTIVE.because("It opens at " + link.activatesAt() + ".");
        }
    }

    private static ProblemException blocked() {
        return ProblemType.BLOCKED.because("Ask whoever sent the link.");
    }

    static ProblemException notFound() {
        return ProblemType.LINK_NOT_FOUND.because("Check that the whole link was copied.");
    }
}
