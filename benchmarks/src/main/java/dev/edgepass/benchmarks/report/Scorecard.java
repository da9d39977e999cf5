package dev.edgepass.benchmarks.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Results beside promises and goals. A broken promise fails the run; a missed goal is reported. Not thread-safe. */
public final class Scorecard {
    /** A longer text, such as a failure's, stands outside of its column. */
    private static final int WIDEST = 72;

    private final List<Row> rows = new ArrayList<>();
    private boolean promises;

    /** How a row stands. */
    public enum Verdict {
        /** Nothing was wanted. */
        MEASURED(""),
        HELD("held"),
        MISSED("missed"),
        BROKEN("BROKEN");

        final String word;

        Verdict(String word) {
            this.word = word;
        }
    }

    public record Row(String what, String measured, String wanted, Verdict verdict) {
        public Map<String, Object> json() {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("what", what);
            json.put("measured", measured);
            if (verdict != Verdict.MEASURED) {
                json.put("wanted", wanted);
                json.put("verdict", verdict.word);
            }
            return json;
        }
    }

    public void measured(String what, String value) {
        rows.add(new Row(what, value, "", Verdict.MEASURED));
    }

    /** A goal of speed. */
    public void goal(String what, String value, String wanted, boolean held) {
        rows.add(new Row(what, value, wanted, held ? Verdict.HELD : Verdict.MISSED));
    }

    /** A promise of the product. */
    public void promise(String what, String value, String wanted, boolean held) {
        promises = true;
        rows.add(new Row(what, value, wanted, held ? Verdict.HELD : Verdict.BROKEN));
    }

    /** Whether no promise was broken. */
    public boolean promisesHeld() {
        return rows.stream().noneMatch(row -> row.verdict == Verdict.BROKEN);
    }

    public List<Row> rows() {
        return List.copyOf(rows);
    }

    /** A table and a last line. */
    public String text() {
        int what = width(Row::what);
        int measured = width(Row::measured);
        int wanted = width(Row::wanted);
        StringBuilder text = new StringBuilder();
        String line = "-".repeat(what + measured + wanted + 12);
        text.append(line).append('\n');
        for (Row row : rows) {
            String cells = pad(row.what, what) + "  " + pad(row.measured, measured) + "  " + pad(row.wanted, wanted)
                    + "  " + row.verdict.word;
            text.append(cells.stripTrailing()).append('\n');
        }
        text.append(line).append('\n');
        long missed = rows.stream().filter(row -> row.verdict == Verdict.MISSED).count();
        if (promises) {
            text.append(promisesHeld() ? "Every promise held; " : "NOT EVERY PROMISE HELD; ");
        }
        return text.append(missed == 0 ? "every goal was met." : "goals missed: " + missed + ".")
                .toString();
    }

    private int width(Function<Row, String> column) {
        return rows.stream()
                .map(column)
                .mapToInt(String::length)
                .filter(length -> length <= WIDEST)
                .max()
                .orElse(0);
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
