package dev.edgepass.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Times each call of R2, {@code edgepass.r2.call}, and counts the requests that it made by the class by which R2 bills them, {@code edgepass.r2.operations}: one that is refused
 * or goes unanswered counts too. Deletes are free. Thread-safe.
 */
public final class R2Meters {
    /** The status of a request without an answer. */
    public static final int NO_ANSWER = 0;

    private static final int CLIENT_ERROR = 400;
    private static final int SERVER_ERROR = 500;

    private static final Map<String, Operation> OPERATIONS = Map.of(
            "GetObject", new Operation("get", "b"),
            "HeadObject", new Operation("head", "b"),
            "HeadBucket", new Operation("head", "b"),
            "PutObject", new Operation("put", "a"),
            "ListObjectsV2", new Operation("list", "a"),
            "DeleteObject", new Operation("delete", "free"),
            "DeleteObjects", new Operation("delete", "free"),
            "AbortMultipartUpload", new Operation("other", "free"));

    /** Class A is the dearer one. */
    private static final Operation OTHER = new Operation("other", "a");

    private record Operation(String name, String billedAs) {}

    private final MeterRegistry meters;

    public R2Meters(MeterRegistry meters) {
        this.meters = meters;
        for (String billedAs : List.of("a", "b", "free")) {
            count(billedAs, 0);
        }
    }

    /**
     * Takes a call that has ended.
     *
     * @param operation as the S3 API names it
     * @param requests how many it made: one, and one for each repetition
     * @param status HTTP status of the last one, or {@link #NO_ANSWER}
     */
    public void record(String operation, int requests, int status, Duration took) {
        Operation known = OPERATIONS.getOrDefault(operation, OTHER);
        count(known.billedAs(), requests);
        meters.timer("edgepass.r2.call", "operation", known.name(), "outcome", outcome(status))
                .record(took);
    }

    private static String outcome(int status) {
        if (status == NO_ANSWER || status >= SERVER_ERROR) {
            return "failed";
        }
        return status < CLIENT_ERROR ? "answered" : "refused";
    }

    private void count(String billedAs, int requests) {
        meters.counter("edgepass.r2.operations", "class", billedAs).increment(requests);
    }
}
