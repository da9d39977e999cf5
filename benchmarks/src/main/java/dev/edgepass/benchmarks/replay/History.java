package dev.edgepass.benchmarks.replay;

import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.Effect;
import dev.edgepass.event.IssuanceEvent;
import dev.edgepass.event.LinkTerms;
import dev.edgepass.event.Target;
import dev.edgepass.event.Topics;
import dev.edgepass.feed.Handle;
import dev.edgepass.local.audit.Counts;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Issuance of twenty days, all of it past: share links of ten viewers each, whose tokens are renewed in {@value #ROUNDS} rounds; four links open a folder. Of every {@value #EACH_REVOKED} tokens one is revoked
 * in the midst of its life. The same number is the same token.
 *
 * @param events in the issuance log
 * @param begin of the first token, whole seconds
 * @param kid of the key that signed them
 */
record History(int events, Instant begin, String kid) {
    static final Duration LENGTH = Duration.ofDays(20);

    /** Longer than a round, so that a token is renewed before its end. */
    static final Duration LIFETIME = Duration.ofHours(12);

    static final int VIEWERS = 10;
    static final int LINKS_OF_A_FOLDER = 4;

    private static final int ROUNDS = 50;
    private static final int EACH_REVOKED = 1_000;
    private static final int PROGRESS = 250_000;

    int links() {
        return Math.max(1, events / (VIEWERS * ROUNDS));
    }

    int folders() {
        return Math.max(1, links() / LINKS_OF_A_FOLDER);
    }

    private int viewers() {
        return links() * VIEWERS;
    }

    static String jti(int token) {
        return Tokens.id("jti", token);
    }

    Instant issuedAt(int token) {
        return begin.plusSeconds(LENGTH.toSeconds() * token / events);
    }

    Instant revokedAt(int token) {
        return isRevoked(token) ? issuedAt(token).plus(LIFETIME.dividedBy(2)) : Instant.MAX;
    }

    /** A token that is revoked, near {@code token}. */
    int revokedNear(int token) {
        int found = token - token % EACH_REVOKED + EACH_REVOKED / 2;
        return found < events ? found : token;
    }

    private static boolean isRevoked(int token) {
        return token % EACH_REVOKED == EACH_REVOKED / 2;
    }

    boolean isGood(int token, Instant at) {
        return !at.isBefore(issuedAt(token))
                && at.isBefore(issuedAt(token).plus(LIFETIME))
                && at.isBefore(revokedAt(token));
    }

    static String folder(int number) {
        return "projects/" + number + "/";
    }

    /** The {@code jti} of all tokens that open a folder's files. */
    Set<String> good(int folder, Instant at) {
        Set<String> good = new HashSet<>();
        int first = folder * LINKS_OF_A_FOLDER * VIEWERS;
        int end = folder == folders() - 1 ? viewers() : first + LINKS_OF_A_FOLDER * VIEWERS;
        for (int viewer = first; viewer < end; viewer++) {
            for (int token = viewer; token < events; token += viewers()) {
                if (isGood(token, at)) {
                    good.add(jti(token));
                }
            }
        }
        return good;
    }

    int folderOf(int link) {
        return Math.min(link / LINKS_OF_A_FOLDER, folders() - 1);
    }

    int linkOf(int token) {
        return token % viewers() / VIEWERS;
    }

    private IssuanceEvent event(int token) {
        int viewer = token % viewers();
        int link = linkOf(token);
        IssuanceEvent.Grant grant = new IssuanceEvent.Grant(
                jti(token),
                kid,
                "v-" + Tokens.id("viewer", viewer),
                null,
                Tokens.id("link", link),
                List.of(folder(folderOf(link))),
                false,
                null,
                issuedAt(token),
                issuedAt(token).plus(LIFETIME),
                // Behind the key and the links.
                links() + 1L);
        return token < viewers()
                ? new IssuanceEvent.TokenIssued(grant)
                : new IssuanceEvent.TokenRefreshed(grant, jti(token - viewers()));
    }

    /**
     * Writes the issuance log.
     *
     * @param progress gets a line now and then
     */
    void writeIssuance(LogWriter log, Consumer<String> progress) {
        for (int token = 0; token < events; token++) {
            IssuanceEvent event = event(token);
            log.write(Topics.ISSUANCE, Tokens.id("link", linkOf(token)), event, issuedAt(token));
            if ((token + 1) % PROGRESS == 0) {
                progress.accept("Written " + Counts.of(token + 1) + " of " + Counts.of(events) + " events");
            }
        }
    }

    /** Writes the control log, in the order of time: the key, the links, the revocations. */
    void writeControl(LogWriter log, Map<String, String> jwk) {
        Instant before = begin.minus(Duration.ofHours(1));
        log.write(Topics.CONTROL, kid, new ControlEvent.KeyAdded(kid, jwk, "bench"), before);
        for (int link = 0; link < links(); link++) {
            String id = Tokens.id("link", link);
            ControlEvent made = new ControlEvent.LinkCreated(
                    id, "0".repeat(64), LinkTerms.of(folder(folderOf(link))), null, null, null, before, "bench");
            log.write(Topics.CONTROL, id, made, before);
        }
        for (int token = 0; token < events; token++) {
            if (isRevoked(token)) {
                ControlEvent revoked = new ControlEvent.Revoked(
                        Tokens.id("revocation", token),
                        List.of(new Target(Handle.Kind.TOKEN, jti(token))),
                        Effect.CUTOFF,
                        null,
                        "bench");
                log.write(Topics.CONTROL, jti(token), revoked, revokedAt(token));
            }
        }
    }
}
