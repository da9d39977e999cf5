package dev.edgepass.revocation;

import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.Effect;
import dev.edgepass.event.Target;
import dev.edgepass.feed.Handle;
import dev.edgepass.feed.HandleState;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What one event does to one handle.
 *
 * <p>A lift and a resumption undo nothing that their decider hadn't seen: they carry the position that was decided on, their basis, and end no later block
 * or cutoff. One whose basis lies more than {@link #LIFT_WINDOW} records back undoes nothing at all, so that every fold of the log has to know the exact
 * positions of recent blocks only.
 *
 * @param change from the state before to the state after
 */
public record HandleChange(Handle handle, UnaryOperator<HandleState> change) {
    /** Records of the control log that a lift's basis may lie back. */
    public static final long LIFT_WINDOW = 10_000;

    /**
     * The changes that {@code event} makes, as the record with which the log reaches {@code position}.
     *
     * @param position the record's offset plus one: a token with a lower {@code pos} was decided on without it
     */
    public static List<HandleChange> of(ControlEvent event, long position) {
        if (event instanceof ControlEvent.Revoked revoked) {
            return Stream.concat(
                            each(revoked.targets(), revoke(revoked.effect(), position)).stream(),
                            former(revoked.targets(), position))
                    .toList();
        }
        if (event instanceof ControlEvent.RevocationLifted lifted) {
            return isVoid(lifted.basis(), position) ? List.of() : each(lifted.targets(), lift(lifted));
        }
        if (event instanceof ControlEvent.LinkSuspended suspended) {
            return link(suspended.linkId(), state -> state.block(position));
        }
        if (event instanceof ControlEvent.LinkResumed resumed) {
            return isVoid(resumed.basis(), position)
                    ? List.of()
                    : link(resumed.linkId(), state -> state.unblock(resumed.basis()));
        }
        if (event instanceof ControlEvent.LinkClosed closed) {
            return link(closed.linkId(), state -> state.raiseCutoff(position));
        }
        if (event instanceof ControlEvent.LinksClosed closed) {
            return closed.linkIds().stream()
                    .flatMap(id -> link(id, state -> state.raiseCutoff(position)).stream())
                    .toList();
        }
        if (event instanceof ControlEvent.LinkViewerRemoved removed) {
            return List.of(new HandleChange(
                    new Handle(Handle.Kind.SUBJECT, removed.subject()), state -> state.raiseCutoff(position)));
        }
        if (event instanceof ControlEvent.LinkEdited edited && edited.narrowed()) {
            return link(edited.linkId(), state -> state.raiseCutoff(position));
        }
        if (event instanceof ControlEvent.EpochBegan) {
            return List.of(new HandleChange(Handle.ALL, state -> state.raiseCutoff(position)));
        }
        return List.of();
    }

    /** Whether a lift or resumption at {@code position} was decided too long ago to undo anything. */
    public static boolean isVoid(long basis, long position) {
        return position - basis > LIFT_WINDOW;
    }

    private static UnaryOperator<HandleState> revoke(Effect effect, long position) {
        return switch (effect) {
            case CUTOFF -> state -> state.raiseCutoff(position);
            case BLOCK -> state -> state.block(position);
        };
    }

    private static UnaryOperator<HandleState> lift(ControlEvent.RevocationLifted lifted) {
        long basis = lifted.basis();
        if (!lifted.alsoLifted().isEmpty()) {
            return state -> state.unblock(basis).liftCutoff(basis);
        }
        return switch (lifted.effect()) {
            case CUTOFF -> state -> state.liftCutoff(basis);
            case BLOCK -> state -> state.unblock(basis);
        };
    }

    private static List<HandleChange> each(List<Target> targets, UnaryOperator<HandleState> change) {
        return targets.stream()
                .map(target -> new HandleChange(target.handle(), change))
                .toList();
    }

    /** Tokens of release 0 end whatever the effect; a lift doesn't bring them back, since new ones are to be had. */
    private static Stream<HandleChange> former(List<Target> targets, long position) {
        return targets.stream()
                .map(Target::formerHandle)
                .filter(Objects::nonNull)
                .map(handle -> new HandleChange(handle, state -> state.raiseCutoff(position)));
    }

    private static List<HandleChange> link(String linkId, UnaryOperator<HandleState> change) {
        return List.of(new HandleChange(new Handle(Handle.Kind.LINK, linkId), change));
    }
}
