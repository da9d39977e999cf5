package dev.edgepass.thumbnails.work;

import dev.edgepass.thumbnails.decode.Reason;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What a worker has done since it began. Thread-safe. */
public final class Counts {
    private long made;
    private long upToDate;
    private long removed;
    private long unreachable;
    private long passes;
    private Map<Reason, Integer> failing = new EnumMap<>(Reason.class);

    synchronized void made() {
        made++;
    }

    synchronized void upToDate() {
        upToDate++;
    }

    synchronized void removed() {
        removed++;
    }

    /** The store failed in the midst of one. */
    synchronized void unreachable() {
        unreachable++;
    }

    /** One more, until the listing that counts them ends. */
    synchronized void failed(Reason reason) {
        failing.merge(reason, 1, Integer::sum);
    }

    /** @param counts of objects that have no thumbnail, by why: all that a listing has found */
    synchronized void passed(Map<Reason, Integer> counts) {
        passes++;
        failing = new EnumMap<>(Reason.class);
        failing.putAll(counts);
    }

    /** Of the objects that get no thumbnail, why. */
    public synchronized Map<Reason, Integer> failing() {
        return Map.copyOf(failing);
    }

    public synchronized long madeCount() {
        return made;
    }

    synchronized long changes() {
        return made + removed + unreachable;
    }

    /** For a person. */
    public synchronized String line() {
        String why = failing.entrySet().stream()
                .map(entry -> entry.getKey().word() + " " + entry.getValue())
                .collect(Collectors.joining(", "));
        int sum = failing.values().stream().mapToInt(Integer::intValue).sum();
        return made + " made, " + upToDate + " there already, " + sum + " impossible"
                + (sum == 0 ? "" : " (" + why + ")")
                + (removed == 0 ? "" : ", " + removed + " removed with their originals")
                + (unreachable == 0 ? "" : ", " + unreachable + " left for later: the store failed");
    }

    /** In Prometheus' text format. */
    public synchronized String metrics() {
        StringBuilder text = new StringBuilder();
        counter(text, "edgepass_thumbnails_made_total", "Thumbnails that were written.", made);
        counter(
                text,
                "edgepass_thumbnails_removed_total",
                "Thumbnails that were deleted after their originals.",
                removed);
        counter(
                text,
                "edgepass_thumbnails_unreachable_total",
                "Objects left for later, since the store failed.",
                unreachable);
        counter(
                text,
                "edgepass_thumbnails_passes_total",
                "Listings of the bucket, from its first key to its last.",
                passes);
        text.append("# HELP edgepass_thumbnails_failing Objects of which no thumbnail can be made, by why.\n")
                .append("# TYPE edgepass_thumbnails_failing gauge\n");
        for (Reason reason : Reason.values()) {
            text.append("edgepass_thumbnails_failing{reason=\"")
                    .append(reason.word())
                    .append("\"} ")
                    .append(failing.getOrDefault(reason, 0))
                    .append('\n');
        }
        return text.toString();
    }

    private static void counter(StringBuilder text, String name, String help, long value) {
        text.append("# HELP ")
                .append(name)
                .append(' ')
                .append(help)
                .append("\n# TYPE ")
                .append(name);
        text.append(" counter\n").append(name).append(' ').append(value).append('\n');
    }
}
