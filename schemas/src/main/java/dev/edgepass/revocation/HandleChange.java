package dev.edgepass.revocation;

import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.Effect;
import dev.edgepass.event.Target;
import dev.edgepass.feed.Handle;
import dev.edgepass.feed.HandleState;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What one event does to one handle.
 *
 * @param change from the state before to the state after
 */
public record HandleChange(Handle handle, UnaryOperator<HandleState> change) {

    /**
     * The changes that {@code event} makes, as the record with which the log reaches {@code position}.
     *
     * @param position the record's offset plus one: a token with a lower {@code pos} was decided on without it
     */
    public static List<HandleChange> of(ControlEvent event, long position) {
        if (event instanceof ControlEvent.Revoked revoked) {
            return each(revoked.targets(), revoke(revoked.effect(), position));
        }
        if (event instanceof ControlEvent.RevocationLifted lifted) {
            return each(lifted.targets(), lift(lifted.effect(), lifted.basis()));
        }
        if (event instanceof ControlEvent.LinkSuspended suspended) {
            return link(suspended.linkId(), state -> state.withBlocked(true));
        }
        if (event instanceof ControlEvent.LinkResumed resumed) {
            return link(resumed.linkId(), state -> state.withBlocked(false));
        }
        if (event instanceof ControlEvent.LinkClosed closed) {
            return link(closed.linkId(), state -> state.raiseCutoff(position));
        }
        if (event instanceof ControlEvent.LinkEdited edited && edited.narrowed()) {
            return link(edited.linkId(), state -> state.raiseCutoff(position));
        }
        return List.of();
    }

    private static UnaryOperator<HandleState> revoke(Effect effect, long position) {
        return switch (effect) {
            case CUTOFF -> state -> state.raiseCutoff(position);
            case BLOCK -> state -> state.withBlocked(true);
        };
    }

    private static UnaryOperator<HandleState> lift(Effect effect, long basis) {
        return switch (effect) {
            case CUTOFF -> state -> state.liftCutoff(basis);
            case BLOCK -> state -> state.withBlocked(false);
        };
    }

    private static List<HandleChange> each(List<Target> targets, UnaryOperator<HandleState> change) {
        return targets.stream()
                .map(target -> new HandleChange(target.handle(), change))
                .toList();
    }

    private static List<HandleChange> link(String linkId, UnaryOperator<HandleState> change) {
        return List.of(new HandleChange(new Handle(Handle.Kind.LINK, linkId), change));
    }
}
