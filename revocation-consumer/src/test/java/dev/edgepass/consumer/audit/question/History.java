package dev.edgepass.consumer.audit.question;

import dev.edgepass.consumer.audit.index.TestIndex;
import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.Effect;
import dev.edgepass.event.IssuanceEvent;
import dev.edgepass.event.LinkTerms;
import dev.edgepass.event.Target;
import dev.edgepass.feed.Handle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A history of few links, people and files by a seed, so that they meet often; written to an index, and kept for a fold of all. */
final class History {
    static final String ACTOR = "ada";
    private static final List<String> FILES = List.of("a/b/1.jpg", "a/b/2.jpg", "a/c/3.jpg", "d/4.jpg");
    private static final List<String> SCOPES = List.of("a/", "a/b/", "a/b/1.jpg", "d/");
    private static final List<String> TENANTS = List.of("acme", "umbrella");
    private static final List<String> KIDS = List.of("k1", "k2");

    private final Random random;
    private final TestIndex index;
    private Instant now = Instant.parse("2026-11-30T10:00:00Z");
    final List<Recorded> control = new ArrayList<>();
    final List<Issued> tokens = new ArrayList<>();
    private final List<ControlEvent.Revoked> revoked = new ArrayList<>();
    private long position;

    /** A record of the control log. */
    record Recorded(long position, Instant at, ControlEvent event) {}

    /** A token, and where the control log was when it was issued. */
    record Issued(IssuanceEvent.Grant grant, long issuedAt) {}

    History(long seed, TestIndex index) {
        this.random = new Random(seed);
        this.index = index;
    }

    void live(int steps) {
        KIDS.forEach(kid -> append(keyAdded(kid)));
        for (int link = 0; link < 3; link++) {
            append(created("L" + link));
        }
        for (int step = 0; step < steps; step++) {
            now = now.plus(Duration.ofSeconds(1 + random.nextInt(120)));
            if (random.nextInt(3) == 0) {
                issue("T" + step);
            } else {
                append(event(step));
            }
        }
        index.current(now);
    }

    static List<String> files() {
        return FILES;
    }

    private void append(ControlEvent event) {
        now = now.plusMillis(random.nextInt(3));
        position = index.append(event, now);
        control.add(new Recorded(position, now, event));
        if (event instanceof ControlEvent.Revoked one) {
            revoked.add(one);
        }
    }

    private ControlEvent event(int step) {
        String link = "L" + random.nextInt(3);
        // As a command that was decided on a state of some records before.
        long basis = Math.max(0, position - random.nextInt(4));
        return switch (random.nextInt(12)) {
            case 0 -> new ControlEvent.LinkSuspended(link, ACTOR);
            case 1 -> new ControlEvent.LinkResumed(link, basis, ACTOR);
            case 2 -> new ControlEvent.LinkEdited(link, terms(), random.nextBoolean(), basis, ACTOR);
            case 3 ->
                random.nextInt(4) == 0
                        ? new ControlEvent.LinksClosed(List.of(link, "L9"), null, ACTOR)
                        : new ControlEvent.LinkClosed("L" + (3 + random.nextInt(3)), null, ACTOR);
            case 4 -> new ControlEvent.LinkViewerRemoved(link, subject(), ACTOR);
            case 5, 6, 7 -> revoke(step);
            case 8, 9 -> lift(basis, step);
            case 10 ->
                random.nextInt(3) == 0 ? new ControlEvent.KeyWithdrawn(one(KIDS), null, ACTOR) : keyAdded(one(KIDS));
            default ->
                random.nextInt(6) == 0
                        ? new ControlEvent.EpochBegan("another", 1, ACTOR)
                        : created("L" + (3 + random.nextInt(3)));
        };
    }

    private ControlEvent revoke(int step) {
        List<Target> targets = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(2); i++) {
            targets.add(target());
        }
        return new ControlEvent.Revoked(
                "R" + step, targets, random.nextBoolean() ? Effect.BLOCK : Effect.CUTOFF, null, ACTOR);
    }

    private ControlEvent lift(long basis, int step) {
        if (revoked.isEmpty()) {
            return revoke(step);
        }
        ControlEvent.Revoked one = one(revoked);
        List<String> also = random.nextInt(3) == 0 ? List.of("another") : List.of();
        return new ControlEvent.RevocationLifted(one.revocationId(), one.targets(), one.effect(), basis, also, ACTOR);
    }

    private Target target() {
        return switch (random.nextInt(7)) {
            case 0 -> new Target(Handle.Kind.LINK, "L" + random.nextInt(3));
            case 1 -> new Target(Handle.Kind.SUBJECT, subject());
            case 2 -> new Target(Handle.Kind.TENANT, one(TENANTS));
            case 3 -> new Target(Handle.Kind.FILE, one(FILES));
            case 4 -> new Target(Handle.Kind.FOLDER, random.nextBoolean() ? "a/" : "a/b/");
            case 5 -> new Target(Handle.Kind.ALL, "");
            default ->
                tokens.isEmpty()
                        ? new Target(Handle.Kind.TOKEN, "none")
                        : new Target(Handle.Kind.TOKEN, one(tokens).grant().jti());
        };
    }

    private void issue(String jti) {
        @Nullable String link = random.nextBoolean() ? "L" + random.nextInt(3) : null;
        Instant at = Instant.ofEpochSecond(now.getEpochSecond());
        IssuanceEvent.Grant grant = new IssuanceEvent.Grant(
                jti,
                one(KIDS),
                subject(),
                random.nextBoolean() ? one(TENANTS) : null,
                link,
                List.of(one(SCOPES)),
                false,
                null,
                at,
                at.plus(Duration.ofMinutes(1 + random.nextInt(60))),
                Math.max(0, position - random.nextInt(3)));
        index.append(new IssuanceEvent.TokenIssued(grant), now);
        tokens.add(new Issued(grant, position));
    }

    private ControlEvent.LinkCreated created(String id) {
        return new ControlEvent.LinkCreated(id, "0".repeat(64), terms(), one(TENANTS), null, null, now, ACTOR);
    }

    private LinkTerms terms() {
        return LinkTerms.of(one(SCOPES));
    }

    private static ControlEvent.KeyAdded keyAdded(String kid) {
        return new ControlEvent.KeyAdded(
                kid, Map.of("kty", "EC", "crv", "P-256", "kid", kid, "x", "eA", "y", "eQ"), ACTOR);
    }

    private String subject() {
        return "u-" + random.nextInt(3);
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
