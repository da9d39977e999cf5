package dev.edgepass.consumer.audit.question;

import dev.edgepass.consumer.projection.core.ControlFold;
import dev.edgepass.consumer.projection.core.ControlRecord;
import dev.edgepass.consumer.projection.core.ReadModel;
import dev.edgepass.event.LinkTerms;
import dev.edgepass.event.LoggedEvent;
import dev.edgepass.feed.Handle;
import dev.edgepass.feed.HandleState;
import dev.edgepass.readmodel.LinkRecord;
import dev.edgepass.readmodel.LinkStanding;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A share link after some records of the control log, by the read model's own fold. Not thread-safe. */
final class LinkLife {
    private final String id;
    private final ReadModel model = new ReadModel();
    private final HandleFold handles;
    private long termsAt;

    /** @param wanted handles of which it may ask, see {@link LinkSteps} */
    LinkLife(String id, Set<Handle> wanted) {
        this.id = id;
        this.handles = new HandleFold(wanted);
    }

    /** Takes the next record. */
    void apply(Step step) {
        handles.apply(step);
        step.event().ifPresent(event -> {
            LinkTerms before = terms();
            ControlFold.fold(
                    List.of(new ControlRecord(
                            step.position(), new LoggedEvent<>("-", "/", step.at(), event), List.of())),
                    model);
            if (!Objects.equals(before, terms())) {
                termsAt = step.position();
            }
        });
    }

    private @Nullable LinkTerms terms() {
        return link().map(LinkRecord::terms).orElse(null);
    }

    /** Empty where it wasn't made yet. */
    Optional<LinkRecord> link() {
        return Optional.ofNullable(model.links().get(id));
    }

    /** Of a link that is there. */
    LinkStanding standing(Instant now) {
        return LinkStanding.of(link().orElseThrow(), now, () -> !blocks().isEmpty());
    }

    private List<Handle> blocks() {
        return LinkStanding.blocks(link().orElseThrow(), handles);
    }

    /** Positions of the records that decide on its standing. */
    Set<Long> because(Instant now) {
        LinkRecord link = link().orElseThrow();
        Set<Long> positions = new LinkedHashSet<>(List.of(link.position()));
        switch (standing(now)) {
            case CLOSED -> positions.add(link.version());
            case SUSPENDED ->
                positions.add(link.suspendedAtPosition() == null ? link.version() : link.suspendedAtPosition());
            case BLOCKED ->
                blocks().stream()
                        .map(handles::stateOf)
                        .map(HandleState::blockedAt)
                        .forEach(positions::add);
            case EXPIRED, NOT_YET_ACTIVE, OPEN -> positions.add(termsAt);
        }
        return positions;
    }
}
