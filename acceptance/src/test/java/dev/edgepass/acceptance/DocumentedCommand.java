package dev.edgepass.acceptance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A command of {@code ./edgepass} as a document writes it, run by a test with values of its own. The line is what the test runs, and {@link DocumentationTest} finds
 * it in the test's source: a document's command that stops working fails that test. Immutable.
 */
final class DocumentedCommand {
    private static final String PROGRAM = "./edgepass ";

    private final List<String> words;

    private DocumentedCommand(List<String> words) {
        this.words = words;
    }

    /**
     * @param line the whole line of the document; give it as a literal
     */
    static DocumentedCommand command(String line) {
        if (!line.startsWith(PROGRAM)) {
            throw new IllegalArgumentException("line: " + line + " (expected: " + PROGRAM + "...)");
        }
        return new DocumentedCommand(
                Arrays.asList(line.substring(PROGRAM.length()).split(" ")));
    }

    /** Another line of a document that the same run covers: its words are added where they are missing. */
    DocumentedCommand and(String line) {
        List<String> all = new ArrayList<>(words);
        command(line).words.stream().filter(word -> !words.contains(word)).forEach(all::add);
        return new DocumentedCommand(all);
    }

    /** The test's value in the place of the document's. */
    DocumentedCommand with(String written, Object value) {
        if (!words.contains(written)) {
            throw new IllegalArgumentException("written: " + written + " (expected: one of " + words + ")");
        }
        return new DocumentedCommand(words.stream()
                .map(word -> word.equals(written) ? value.toString() : word)
                .toList());
    }

    /** Further words, such as a data folder. */
    DocumentedCommand plus(Object... more) {
        List<String> all = new ArrayList<>(words);
        Arrays.stream(more).map(Object::toString).forEach(all::add);
        return new DocumentedCommand(all);
    }

    /** The words after {@code ./edgepass}. */
    String[] arguments() {
        return words.toArray(String[]::new);
    }

    /** Runs it to its end, with lines on its standard input. */
    EdgepassCommand.Result run(Duration timeout, String input) {
        return EdgepassCommand.run(timeout, input, words);
    }

    /** Runs it to its end, with further variables in its environment. */
    EdgepassCommand.Result run(Duration timeout, Map<String, String> environment) {
        return EdgepassCommand.run(timeout, "", environment, words);
    }

    /** Runs it to its end. */
    EdgepassCommand.Result run(Duration timeout) {
        return EdgepassCommand.run(timeout, arguments());
    }
}
