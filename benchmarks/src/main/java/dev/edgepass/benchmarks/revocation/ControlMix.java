package dev.edgepass.benchmarks.revocation;

import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.Effect;
import dev.edgepass.event.LinkTerms;
import dev.edgepass.event.Target;
import dev.edgepass.feed.Handle;
import java.time.Instant;
import java.util.List;

/** Control events as a busy operator's log has them: links made, edited, suspended and resumed, and revocations of every kind, some lifted. Not thread-safe. */
final class ControlMix {
    private static final String ACTOR = "bench";
    private static final int KINDS = 10;

    private final RandomIds ids;
    private long position;
    private int next;
    private String link = "";
    private String revocation = "";

    /**
     * @param position of the log before the first of them, for the lifts' basis
     */
    ControlMix(RandomIds ids, long position) {
        this.ids = ids;
        this.position = position;
    }

    ControlEvent next() {
        ControlEvent event = switch (next) {
            case 0 -> created();
            case 1 -> new ControlEvent.LinkSuspended(link, ACTOR);
            case 2 -> new ControlEvent.LinkResumed(link, position, ACTOR);
            case 3 -> edited();
            case 4 -> revoked(new Target(Handle.Kind.LINK, link), Effect.BLOCK);
            case 5 ->
                new ControlEvent.RevocationLifted(
                        revocation,
                        List.of(new Target(Handle.Kind.LINK, link)),
                        Effect.BLOCK,
                        position,
                        List.of(),
                        ACTOR);
            case 6 -> revoked(new Target(Handle.Kind.SUBJECT, ids.next()), Effect.BLOCK);
            case 7 -> revoked(new Target(Handle.Kind.FILE, "archive/" + ids.next() + ".jpg"), Effect.BLOCK);
            default -> revoked(new Target(Handle.Kind.TOKEN, ids.next()), Effect.CUTOFF);
        };
        next = (next + 1) % KINDS;
        position++;
        return event;
    }

    private ControlEvent created() {
        link = ids.next();
        return new ControlEvent.LinkCreated(
                link, ids.nextHash(), LinkTerms.of("archive/"), null, null, null, Instant.now(), ACTOR);
    }

    private ControlEvent edited() {
        return new ControlEvent.LinkEdited(link, LinkTerms.of("archive/"), false, position, ACTOR);
    }

    private ControlEvent revoked(Target target, Effect effect) {
        revocation = ids.next();
        return new ControlEvent.Revoked(revocation, List.of(target), effect, null, ACTOR);
    }
}
