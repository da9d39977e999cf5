package dev.edgepass.consumer.replay;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The arguments after {@code replay}: without one of the first flags or a moment, what differs in the live read model is replaced. Immutable.
 *
 * @param until the moment whose state is shown; empty: none is
 * @param link only events that name this link
 * @param time whether a listing says how long it took
 * @param limit how many events are listed, the newest ones
 * @param settings the others: Spring's {@code --name=value}
 */
public record ReplayOptions(
        boolean dryRun,
        boolean list,
        boolean newEpoch,
        boolean json,
        Optional<Until> until,
        Optional<String> link,
        boolean time,
        int limit,
        List<String> settings) {
    private static final int DEFAULT_LIMIT = 10_000;

    /** Arguments that make no sense. */
    public static final class Misused extends RuntimeException {
        Misused(String message) {
            super(message);
        }
    }

    /**
     * @throws Misused for an unknown argument
     */
    public static ReplayOptions parse(List<String> arguments) {
        boolean dryRun = false;
        boolean list = false;
        boolean newEpoch = false;
        boolean json = false;
        boolean time = false;
        Optional<Until> until = Optional.empty();
        Optional<String> link = Optional.empty();
        Optional<Integer> limit = Optional.empty();
        List<String> settings = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            switch (argument) {
                case "--dry-run" -> dryRun = true;
                case "--list" -> list = true;
                case "--new-epoch" -> newEpoch = true;
                case "--json" -> json = true;
                case "--time" -> time = true;
                case "--until" -> until = Optional.of(until(value(arguments, ++i, argument)));
                case "--link" -> link = Optional.of(value(arguments, ++i, argument));
                case "--limit" -> limit = Optional.of(limit(value(arguments, ++i, argument)));
                default -> settings.add(setting(argument));
            }
        }
        if (!list && (time || link.isPresent() || limit.isPresent())) {
            throw new Misused("--link, --limit and --time go with --list");
        }
        if (json && !list && until.isEmpty()) {
            throw new Misused("--json goes with --list or --until");
        }
        if (Stream.of(dryRun, list, newEpoch, until.isPresent())
                        .filter(chosen -> chosen)
                        .count()
                > 1) {
            throw new Misused("--dry-run, --list, --until and --new-epoch: one of them at most");
        }
        return new ReplayOptions(
                dryRun, list, newEpoch, json, until, link, time, limit.orElse(DEFAULT_LIMIT), settings);
    }

    private static String value(List<String> arguments, int at, String option) {
        if (at >= arguments.size()) {
            throw new Misused(option + " needs a value");
        }
        return arguments.get(at);
    }

    private static Until until(String value) {
        return Until.parse(value)
                .orElseThrow(() -> new Misused("--until " + value
                        + " (expected: a position of the control log, or a time such as 2026-11-30T10:00:00Z)"));
    }

    private static int limit(String value) {
        try {
            int limit = Integer.parseInt(value);
            if (limit > 0) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // As one that is too low.
        }
        throw new Misused("--limit " + value + " (expected: a number above 0)");
    }

    private static String setting(String argument) {
        if (!argument.startsWith("--") || !argument.contains("=")) {
            throw new Misused("unknown argument: " + argument
                    + " (expected: nothing, --dry-run, --list [--link ID] [--json] [--limit N], --until TIME|POSITION"
                    + " [--json], --new-epoch, or a"
                    + " setting --name=value)");
        }
        return argument;
    }
}
