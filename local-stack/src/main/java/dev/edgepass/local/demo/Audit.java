package dev.edgepass.local.demo;

import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.EdgepassEvent;
import dev.edgepass.event.EventType;
import dev.edgepass.event.IssuanceEvent;
import dev.edgepass.event.Target;
import dev.edgepass.feed.Handle;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The events of the demo, read from the log. */
final class Audit {
    private final LogReader log;
    private final Report report;

    Audit(String kafka, Report report) {
        this.log = new LogReader(kafka);
        this.report = report;
    }

    /**
     * Reads the events of the two links and of the frontend since {@code begin}, and reports whether they are complete.
     *
     * @param revoked id of the link that was revoked
     * @param kept id of the other
     */
    void run(String revoked, String kept, Instant begin) {
        Set<String> links = Set.of(revoked, kept);
        List<LogReader.Entry> entries = log.read(event -> links.contains(linkOf(event)) || isOfFrontend(event)).stream()
                .filter(entry -> !entry.event().time().isBefore(begin))
                .toList();
        for (LogReader.Entry entry : entries) {
            report.step("  " + entry.event().time() + "  " + entry.topic() + "/" + entry.partition() + "@"
                    + entry.offset() + "  " + EventType.of(entry.event().data()).ceType() + "  "
                    + linkOf(entry.event().data()));
        }
        List<String> eventsOfRevoked = eventsOfLink(entries, revoked);
        List<String> eventsOfKept = eventsOfLink(entries, kept);
        report.claim(
                "Log: the revoked link",
                String.join(", ", eventsOfRevoked),
                eventsOfRevoked.equals(List.of("LinkCreated", "TokenIssued", "Revoked")));
        report.claim(
                "Log: the other link",
                String.join(", ", eventsOfKept),
                eventsOfKept.equals(List.of("LinkCreated", "TokenIssued", "TokenRefreshed")));
        long frontend = entries.stream()
                .filter(entry -> isOfFrontend(entry.event().data()))
                .count();
        report.claim("Log: the frontend's tokens", Long.toString(frontend), frontend == 1);
    }

    private static List<String> eventsOfLink(List<LogReader.Entry> entries, String linkId) {
        return entries.stream()
                .map(entry -> entry.event().data())
                .filter(event -> linkOf(event).equals(linkId))
                .map(event -> event.getClass().getSimpleName())
                .collect(Collectors.toList());
    }

    private static String linkOf(EdgepassEvent event) {
        if (event instanceof ControlEvent.LinkCreated created) {
            return created.linkId();
        }
        if (event instanceof ControlEvent.Revoked revoked) {
            return targets(revoked)
                    .filter(target -> target.kind() == Handle.Kind.LINK)
                    .map(Target::id)
                    .findFirst()
                    .orElse("");
        }
        if (event instanceof IssuanceEvent issuance && issuance.grant().linkId() != null) {
            return issuance.grant().linkId();
        }
        return "";
    }

    private static Stream<Target> targets(ControlEvent.Revoked revoked) {
        return revoked.targets().stream();
    }

    private static boolean isOfFrontend(EdgepassEvent event) {
        return event instanceof IssuanceEvent.TokenIssued issued
                && issued.grant().linkId() == null;
    }
}
