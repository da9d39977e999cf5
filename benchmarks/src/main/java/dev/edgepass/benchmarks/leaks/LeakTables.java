package dev.edgepass.benchmarks.leaks;

import dev.edgepass.benchmarks.leaks.Traces.Split;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Error rates as Markdown: false alarms by kind of audience, and leaks found by kind and size, each with its 95 % interval.
 *
 * @param weeks of each kind of audience
 * @param leaks of each kind and size
 */
record LeakTables(Split split, int weeks, int leaks) {
    String text() {
        Map<String, Judge> judges = new LinkedHashMap<>();
        AwsJudge.Site site = site();
        judges.put("Edgepass", RuleJudge.asSimulated());
        judges.put("Edgepass, three operators a country", RuleJudge.withThreeOperatorsACountry());
        judges.put("prefixes alone", new PrefixJudge());
        judges.put("AWS", new AwsJudge(site, true));
        judges.put("AWS without the rate", new AwsJudge(site, false));
        return falseAlarms(judges) + "\n" + found(judges);
    }

    private AwsJudge.Site site() {
        AwsJudge.Site site = new AwsJudge.Site();
        for (Innocent kind : Innocent.values()) {
            IntStream.range(0, weeks).forEach(index -> site.add(Traces.innocent(split, kind, index)));
        }
        site.sort();
        return site;
    }

    private String falseAlarms(Map<String, Judge> judges) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(row("false alarms a link and week, %", List.of(), judges));
        for (Innocent kind : Innocent.values()) {
            rows.add(falseAlarms(kind, judges));
        }
        return markdown(rows);
    }

    /** A row: the kind, then each judge's share. */
    List<String> falseAlarms(Innocent kind, Map<String, Judge> judges) {
        int[] hits = new int[judges.size()];
        for (int index = 0; index < weeks; index++) {
            LinkWeek week = Traces.innocent(split, kind, index);
            int column = 0;
            for (Judge judge : judges.values()) {
                hits[column++] += judge.alarm(week, 0).isPresent() ? 1 : 0;
            }
        }
        return row(kind.title, List.of(), hits, weeks);
    }

    private String found(Map<String, Judge> judges) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(row("leaks found, %", List.of("outsiders", "of whom got in", "hours to the notice"), judges));
        for (Leak kind : Leak.values()) {
            for (int people : Traces.LEAK_SIZES) {
                rows.add(found(kind, people, judges));
            }
        }
        return markdown(rows);
    }

    /** A row: the kind, its size, medians of how many got in and of the first judge's hours, then each judge's share. */
    List<String> found(Leak kind, int people, Map<String, Judge> judges) {
        int[] hits = new int[judges.size()];
        List<Integer> seconds = new ArrayList<>();
        List<Integer> insiders = new ArrayList<>();
        for (int index = 0; index < leaks; index++) {
            LinkWeek week = Traces.leak(split, kind, people, index);
            Integer leakedAt = week.leakedAt();
            if (leakedAt == null) {
                continue;
            }
            insiders.add(week.outsiders());
            int column = 0;
            for (Judge judge : judges.values()) {
                OptionalInt alarm = judge.alarm(week, leakedAt);
                hits[column] += alarm.isPresent() ? 1 : 0;
                if (column++ == 0 && alarm.isPresent()) {
                    seconds.add(alarm.getAsInt() - leakedAt);
                }
            }
        }
        // A median of a handful says nothing.
        String hours = seconds.size() < 10 ? "" : String.format(Locale.ROOT, "%.1f", median(seconds) / 3600.0);
        List<String> cells = List.of(String.valueOf(people), String.valueOf(median(insiders)), hours);
        return row(kind.title, cells, hits, insiders.size());
    }

    private static int median(List<Integer> values) {
        return values.isEmpty() ? 0 : values.stream().sorted().toList().get(values.size() / 2);
    }

    private static List<String> row(String first, List<String> cells, Map<String, Judge> judges) {
        List<String> row = new ArrayList<>(List.of(first));
        row.addAll(cells);
        row.addAll(judges.keySet());
        return row;
    }

    private static List<String> row(String first, List<String> cells, int[] hits, int trials) {
        List<String> row = new ArrayList<>(List.of(first));
        row.addAll(cells);
        for (int hit : hits) {
            row.add(new Proportion(hit, trials).toString());
        }
        return row;
    }

    private static String markdown(List<List<String>> rows) {
        List<String> lines = rows.stream().map(LeakTables::line).collect(Collectors.toCollection(ArrayList::new));
        lines.add(1, "|" + "---|".repeat(rows.get(0).size()));
        return String.join("\n", lines) + "\n";
    }

    static String line(List<String> row) {
        return "| " + String.join(" | ", row) + " |";
    }
}
