package dev.edgepass.local.cli;

import java.io.PrintWriter;
import java.util.function.Consumer;

/** Says a line at once. */
record Lines(PrintWriter out) implements Consumer<String> {
    @Override
    public void accept(String line) {
        out.println(line);
        out.flush();
    }
}
