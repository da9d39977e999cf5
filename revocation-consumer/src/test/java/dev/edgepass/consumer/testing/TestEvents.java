package dev.edgepass.consumer.testing;

import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.Effect;
import dev.edgepass.event.IssuanceEvent;
import dev.edgepass.event.LinkTerms;
import dev.edgepass.event.LinkWords;
import dev.edgepass.event.Target;
import dev.edgepass.feed.Handle;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Events with everything in them that a test doesn't care about. */
public final class TestEvents {
    /** Who asks for everything. */
    public static final String ACTOR = "ada";

    public static final LinkTerms.Upload UPLOAD = new LinkTerms.Upload(10, 1_000);

    private TestEvents() {}

    public static ControlEvent.LinkCreated linkCreated(String id) {
        return new ControlEvent.LinkCreated(
                id,
                secretHash(id),
                new LinkTerms(
                        "label of " + id,
                        List.of("projects/42/"),
                        null,
                        Instant.parse("2030-01-01T00:00:00Z"),
                        null,
                        true,
                        List.of("https://example.org"),
                        25,
                        true,
                        "office",
                        null,
                        null),
                "acme",
                null,
                null,
                Instant.parse("2026-11-22T13:00:00.125Z"),
                ACTOR);
    }

    public static ControlEvent.LinkCreated uploadLinkCreated(String id) {
        LinkTerms terms = new LinkTerms(
                null, List.of("projects/42/"), null, null, null, false, List.of(), null, false, null, null, UPLOAD);
        return new ControlEvent.LinkCreated(
                id, secretHash(id), terms, null, null, null, Instant.parse("2026-11-22T13:00:00.125Z"), ACTOR);
    }

    /** A link with what a person wrote about it, which the log has elsewhere. */
    public static ControlEvent.LinkCreated linkCreated(String id, LinkWords words) {
        LinkTerms terms = labelled(null).withPasswordHash(words.passwordHash()).withDigest(words.digest());
        return new ControlEvent.LinkCreated(
                id, secretHash(id), terms, "acme", null, null, Instant.parse("2026-11-22T13:00:00.125Z"), ACTOR);
    }

    /** The same link with other words. */
    public static ControlEvent.LinkEdited linkEdited(String id, LinkWords words, long basis) {
        LinkTerms terms = labelled(null).withPasswordHash(words.passwordHash()).withDigest(words.digest());
        return new ControlEvent.LinkEdited(id, terms, false, basis, ACTOR);
    }

    /** Links of a group, each for a recipient. */
    public static ControlEvent.LinksCreated linksCreated(String group, String... ids) {
        return new ControlEvent.LinksCreated(
                group,
                Stream.of(ids)
                        .map(id -> new ControlEvent.LinksCreated.Member(id, secretHash(id), "recipient of " + id, null))
                        .toList(),
                labelled("label of " + group),
                "acme",
                Instant.parse("2026-11-22T13:00:00.125Z"),
                ACTOR);
    }

    /** Terms with that label, and no others that matter. */
    public static LinkTerms labelled(@Nullable String label) {
        return new LinkTerms(
                label, List.of("projects/42/"), null, null, null, false, List.of(), null, false, null, null, null);
    }

    /** 64 hex digits that only this link has. */
    public static String secretHash(String linkId) {
        String hex = Integer.toHexString(linkId.hashCode());
        return hex + "0".repeat(64 - hex.length());
    }

    public static ControlEvent.LinkClosed linkClosed(String id) {
        return new ControlEvent.LinkClosed(id, "over", ACTOR);
    }

    public static ControlEvent.Revoked revoked(String id, Effect effect, Target... targets) {
        return new ControlEvent.Revoked(id, List.of(targets), effect, "because", ACTOR);
    }

    /** @param also ids of other revocations on the same targets */
    public static ControlEvent.RevocationLifted lifted(ControlEvent.Revoked revoked, long basis, String... also) {
        return new ControlEvent.RevocationLifted(
                revoked.revocationId(), revoked.targets(), revoked.effect(), basis, List.of(also), ACTOR);
    }

    public static ControlEvent.KeyAdded keyAdded(String kid) {
        return new ControlEvent.KeyAdded(
                kid, Map.of("kty", "EC", "crv", "P-256", "kid", kid, "x", "eA", "y", "eQ"), "issuer");
    }

    public static IssuanceEvent.TokenIssued tokenIssued(String jti, String subject, @Nullable String linkId) {
        return tokenIssued(jti, subject, linkId, Duration.ofHours(1));
    }

    public static IssuanceEvent.TokenIssued tokenIssued(
            String jti, String subject, @Nullable String linkId, Duration lifetime) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        return new IssuanceEvent.TokenIssued(new IssuanceEvent.Grant(
                jti, "kid-1", subject, null, linkId, List.of("projects/42/"), false, null, now, now.plus(lifetime), 1));
    }

    /** The renewal of a token, by the same subject. */
    public static IssuanceEvent.TokenRefreshed tokenRefreshed(IssuanceEvent.TokenIssued before, String jti) {
        IssuanceEvent.TokenIssued issued =
                tokenIssued(jti, before.grant().subject(), before.grant().linkId());
        return new IssuanceEvent.TokenRefreshed(issued.grant(), before.grant().jti());
    }

    public static Target link(String id) {
        return new Target(Handle.Kind.LINK, id);
    }

    public static Target subject(String id) {
        return new Target(Handle.Kind.SUBJECT, id);
    }
}
