package dev.edgepass.consumer.archive;

import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.LinkTerms;
import org.jspecify.annotations.Nullable;

/** What a person wrote that stands in an event itself, as releases before ADR 20 wrote it. */
final class PlainWords {
    private PlainWords() {}

    /** Whether the event has any. */
    static boolean areIn(ControlEvent event) {
        if (event instanceof ControlEvent.LinkCreated created) {
            return areIn(created.terms(), created.recipient());
        }
        if (event instanceof ControlEvent.LinksCreated created) {
            return areIn(created.terms(), null) || created.links().stream().anyMatch(link -> link.recipient() != null);
        }
        return event instanceof ControlEvent.LinkEdited edited && areIn(edited.terms(), null);
    }

    private static boolean areIn(LinkTerms terms, @Nullable String recipient) {
        boolean hasHash = terms.passwordHash() != null && !LinkTerms.AMONG_WORDS.equals(terms.passwordHash());
        return recipient != null || terms.label() != null || hasHash;
    }
}
