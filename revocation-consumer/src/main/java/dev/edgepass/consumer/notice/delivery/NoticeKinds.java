package dev.edgepass.consumer.notice.delivery;

import dev.edgepass.event.NoticeRaised.Kind;
import java.util.Locale;

/** The kinds' names on the wire. */
public final class NoticeKinds {
    private NoticeKinds() {}

    /** Such as {@code first-open}, as its JSON has it. */
    public static String name(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
