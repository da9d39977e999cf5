package dev.edgepass.issuer.notice;

import dev.edgepass.event.LinkTerms;
import dev.edgepass.event.NoticeRaised;
import dev.edgepass.issuer.log.NoticeLog;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** The occasions that the issuer sees before the edge does. A notice that can't be written is logged and lost: it never fails or delays a viewer's token. Thread-safe. */
@Component
public class Notices {
    private final NoticeLog log;
    private final Clock clock;

    Notices(NoticeLog log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    /** The last of a link's seats was taken. After one became free and was taken again, it is the same occasion: it is told once. */
    public void seatsFull(String linkId, LinkTerms terms, int seats) {
        String destination = terms.notices();
        if (destination != null) {
            log.raise(new NoticeRaised(
                    linkId + ":seats-full:" + seats,
                    destination,
                    NoticeRaised.Kind.SEATS_FULL,
                    clock.instant(),
                    linkId,
                    terms.label(),
                    "All " + seats + " seats of the link are taken."));
        }
    }
}
