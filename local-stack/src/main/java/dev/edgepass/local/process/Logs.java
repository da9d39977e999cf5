package dev.edgepass.local.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Children's logs. */
final class Logs {
    static final OpenOption[] APPEND = {StandardOpenOption.CREATE, StandardOpenOption.APPEND};

    private static final int TAIL_LINES = 5;

    private Logs() {}

    /** The last lines, indented, after a line break; empty where there is no log. */
    static String tail(Path log) {
        try {
            List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            List<String> last = lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size());
            return last.isEmpty()
                    ? ""
                    : System.lineSeparator() + "  " + String.join(System.lineSeparator() + "  ", last);
        } catch (IOException e) {
            return "";
        }
    }
}
