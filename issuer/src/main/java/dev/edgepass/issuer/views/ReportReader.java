package dev.edgepass.issuer.views;

import dev.edgepass.event.UsageEvent.ViewsReported;
import dev.edgepass.issuer.json.StrictReading;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/**
 * The body of a signed report. Strict but for one thing: members that it doesn't know are ignored, since Workers are upgraded before issuers and may say more. Thread-safe.
 */
final class ReportReader {
    private static final int MAX_DEPTH = 16;
    private static final int MAX_TEXT = 4_096;

    private static final ObjectReader JSON = StrictReading.of(JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(MAX_TEXT)
                            .maxNameLength(MAX_TEXT)
                            .build())
                    .build()))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            // A number that is absent is 0, as for the log's readers; bounds refuse it where it has to be more.
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build()
            .readerFor(ViewsReported.class);

    private ReportReader() {}

    /**
     * @param signed what its signature covers beside the body
     * @throws ProblemException {@code invalid-request}, after which the report is to be dropped
     */
    static ViewsReported read(byte[] body, SignedReport signed, Instant now) {
        ViewsReported report;
        try {
            report = JSON.readValue(body);
        } catch (JacksonException e) {
            // Without its text, which may quote the body.
            throw ProblemType.INVALID_REQUEST.because(
                    "The body isn't a report of views" + at(e.getLocation()) + ". Its schema is views.reported.v1.");
        }
        if (report == null) {
            throw ProblemType.INVALID_REQUEST.because("The body isn't a report of views.");
        }
        ReportBounds.require(report, signed, now);
        return report;
    }

    private static String at(@Nullable TokenStreamLocation location) {
        return location == null ? "" : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }
}
