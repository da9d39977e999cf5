package dev.edgepass.consumer.notice.mail;

import dev.edgepass.consumer.notice.delivery.NoticeKinds;
import dev.edgepass.consumer.notice.delivery.PlainLine;
import dev.edgepass.event.NoticeRaised;
import java.time.temporal.ChronoUnit;

/** A notice for people. Labels are the user's words: one line each, and bounded. */
final class NoticeText {
    private static final int LONGEST_LABEL = 100;
    private static final int LONGEST_DETAIL = 500;
    private static final int LONGEST_NAME = 200;

    private NoticeText() {}

    static String subject(NoticeRaised notice) {
        return "Edgepass: " + occasion(notice) + ": " + label(notice);
    }

    static String body(NoticeRaised notice) {
        return String.join(
                "\r\n",
                "Share link: " + label(notice),
                "What: " + occasion(notice),
                "When: " + notice.at().truncatedTo(ChronoUnit.SECONDS),
                "",
                PlainLine.of(notice.detail(), LONGEST_DETAIL),
                "",
                "The link's id is " + PlainLine.of(notice.linkId(), LONGEST_NAME)
                        + ". This mail has neither its URL nor its secret.",
                "Kind " + NoticeKinds.name(notice.kind()) + ", notice " + PlainLine.of(notice.id(), LONGEST_NAME)
                        + ", destination " + PlainLine.of(notice.destination(), LONGEST_NAME) + ".",
                "");
    }

    private static String label(NoticeRaised notice) {
        String label = notice.label() == null ? "" : PlainLine.of(notice.label(), LONGEST_LABEL);
        return label.isBlank() ? "link " + PlainLine.of(notice.linkId(), LONGEST_NAME) : label;
    }

    private static String occasion(NoticeRaised notice) {
        return switch (notice.kind()) {
            case FIRST_OPEN -> "first open";
            case SEATS_FULL -> "all seats are taken";
            case OPENED_AFTER_REVOCATION -> "opened after it was revoked";
            case UNUSUAL_AUDIENCE -> "unusual audience";
        };
    }
}
