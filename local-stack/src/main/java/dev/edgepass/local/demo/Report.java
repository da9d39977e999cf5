package dev.edgepass.local.demo;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** The results of the demo: figures, and claims that have to hold. Not thread-safe. */
final class Report {
    private record Row(String what, String measured, String verdict) {}

    private final List<Row> rows = new ArrayList<>();
    private final PrintStream out;
    private boolean held = true;

    Report(PrintStream out) {
        this.out = out;
    }

    void step(String what) {
        out.println("  " + what);
    }

    void measured(String what, String value) {
        rows.add(new Row(what, value, ""));
    }

    /** A claim that has to hold, with the figure it stands on. */
    void claim(String what, String value, boolean holds) {
        rows.add(new Row(what, value, holds ? "held" : "DID NOT HOLD"));
        held &= holds;
    }

    boolean held() {
        return held;
    }

    void print() {
        int what = rows.stream().mapToInt(row -> row.what.length()).max().orElse(0);
        int measured =
                rows.stream().mapToInt(row -> row.measured.length()).max().orElse(0);
        String line = "-".repeat(what + measured + 18);
        out.println();
        out.println(line);
        for (Row row : rows) {
            out.println(pad(row.what, what) + "  " + pad(row.measured, measured) + "  " + row.verdict);
        }
        out.println(line);
        out.println(held ? "All of it held." : "Not all of it held.");
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
