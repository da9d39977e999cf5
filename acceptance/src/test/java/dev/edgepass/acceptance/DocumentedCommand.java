package dev.edgepass.acceptance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command of {@code ./edgepass} as a document writes it, run by a test with values of its own. The line is what the test runs, and {@link DocumentationTest} finds
 * it in the test's source: a document's command that stops working fails that test. Immutable.
 */
final class DocumentedCommand {
    private static final String PROGRAM = "./edgepass ";
    private static final Pattern VARIABLE = Pattern.compile("([A-Z][A-Z0-9_]*)=(\\S+) ");

    private final Map<String, String> environment;
    private final List<String> words;

    private DocumentedCommand(Map<String, String> environment, List<String> words) {
        this.environment = Map.copyOf(environment);
        this.words = List.copyOf(words);
    }

    /**
     * @param line the whole line of the document, which may begin with variables; give it as a literal
     */
    static DocumentedCommand command(String line) {
        Map<String, String> environment = new LinkedHashMap<>();
        Matcher variable = VARIABLE.matcher(line);
        int begin = 0;
        for (; variable.region(begin, line.length()).lookingAt(); begin = variable.end()) {
            environment.put(variable.group(1), variable.group(2));
        }
        if (!line.startsWith(PROGRAM, begin)) {
            throw new IllegalArgumentException("line: " + line + " (expected: " + PROGRAM + "...)");
        }
        return new DocumentedCommand(
                environment,
                Arrays.asList(line.substring(begin + PROGRAM.length()).split(" ")));
    }

    /** Another line of a document that the same run covers: its words are added where they are missing. */
    DocumentedCommand and(String line) {
        List<String> all = new ArrayList<>(words);
        DocumentedCommand other = command(line);
        other.words.stream().filter(word -> !words.contains(word)).forEach(all::add);
        Map<String, String> both = new LinkedHashMap<>(environment);
        both.putAll(other.environment);
        return new DocumentedCommand(both, all);
    }

    /** The test's value in the place of the document's. */
    DocumentedCommand with(String written, Object value) {
        if (!words.contains(written) && !environment.containsValue(written)) {
            throw new IllegalArgumentException(
                    "written: " + written + " (expected: one of " + words + " or " + environment.values() + ")");
        }
        Map<String, String> changed = new LinkedHashMap<>(environment);
        changed.replaceAll((name, given) -> given.equals(written) ? value.toString() : given);
        return new DocumentedCommand(
                changed,
                words.stream()
                        .map(word -> word.equals(written) ? value.toString() : word)
                        .toList());
    }

    /** Further words, such as a data folder. */
    DocumentedCommand plus(Object... more) {
        List<String> all = new ArrayList<>(words);
        Arrays.stream(more).map(Object::toString).forEach(all::add);
        return new DocumentedCommand(environment, all);
    }

    /** The variables before {@code ./edgepass}. */
    Map<String, String> environment() {
        return environment;
    }

    /** The words after {@code ./edgepass}. */
    String[] arguments() {
        return words.toArray(String[]::new);
    }

    /** Runs it to its end, with lines on its standard input. */
    EdgepassCommand.Result run(Duration timeout, String input) {
        return EdgepassCommand.run(timeout, input, environment, words);
    }

    /** Runs it to its end, with further variables in its environment. */
    EdgepassCommand.Result run(Duration timeout, Map<String, String> environment) {
        Map<String, String> both = new LinkedHashMap<>(this.environment);
        both.putAll(environment);
        return EdgepassCommand.run(timeout, "", both, words);
    }

    /** Runs it to its end. */
    EdgepassCommand.Result run(Duration timeout) {
        return run(timeout, Map.of());
    }
}
