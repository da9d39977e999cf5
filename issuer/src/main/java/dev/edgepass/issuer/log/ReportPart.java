package dev.edgepass.issuer.log;

import dev.edgepass.event.UsageEvent.TokenViews;
import dev.edgepass.event.UsageEvent.ViewsReported;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What one partition of the usage topic gets of a report: its tokens. What isn't of a token is in the part with the lowest partition alone, so that it counts once.
 *
 * @param key of the record: the owner of the first token; the isolate where there is none
 */
record ReportPart(int partition, String key, ViewsReported report) {
    /** By partition, ascending. The same for the same report. */
    static List<ReportPart> split(ViewsReported report) {
        if (report.tokens().isEmpty()) {
            return List.of(new ReportPart(UsagePartition.of(report.isolate()), report.isolate(), report));
        }
        Map<Integer, List<TokenViews>> byPartition = new TreeMap<>();
        for (TokenViews views : report.tokens()) {
            byPartition
                    .computeIfAbsent(UsagePartition.of(views.owner()), none -> new ArrayList<>())
                    .add(views);
        }
        List<ReportPart> parts = new ArrayList<>();
        byPartition.forEach((partition, tokens) ->
                parts.add(new ReportPart(partition, tokens.get(0).owner(), part(report, tokens, parts.isEmpty()))));
        return parts;
    }

    /** Of the record's event: a part that comes again has the same. */
    String eventId() {
        return report.isolate() + "." + report.number() + "." + partition;
    }

    private static ViewsReported part(ViewsReported report, List<TokenViews> tokens, boolean first) {
        return new ViewsReported(
                report.isolate(),
                report.number(),
                report.location(),
                report.from(),
                report.until(),
                tokens,
                first ? report.refusals() : Map.of(),
                first ? report.dropped() : 0);
    }
}
