package dev.edgepass.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A unit of the folder {@code systemd}, with the file of settings that it names.
 *
 * @param directives by name; one that may be repeated has several values
 * @param fixed the unit's own environment variables
 * @param settings those of the file as it is installed
 */
record SystemdUnit(Map<String, List<String>> directives, Map<String, String> fixed, Map<String, String> settings) {
    static final Path FOLDER = EdgepassCommand.ROOT.resolve("systemd");
    private static final String ENVIRONMENT = "Environment";

    /** @param name {@code issuer} or {@code consumer} */
    static SystemdUnit read(String name) {
        Map<String, List<String>> directives = new LinkedHashMap<>();
        for (String line : lines("edgepass-" + name + ".service")) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                directives
                        .computeIfAbsent(line.substring(0, equals), key -> new ArrayList<>())
                        .add(line.substring(equals + 1));
            }
        }
        return new SystemdUnit(
                directives,
                variables(directives.getOrDefault(ENVIRONMENT, List.of())),
                variables(lines(name + ".env")));
    }

    /** The only value of a directive. */
    String one(String directive) {
        assertThat(directives.get(directive)).as(directive).hasSize(1);
        return directives.get(directive).get(0);
    }

    /** All names of variables. */
    List<String> variables() {
        List<String> names = new ArrayList<>(fixed.keySet());
        names.addAll(settings.keySet());
        return names;
    }

    /** What holds for a service, whatever it is: all directives but these. */
    Map<String, List<String>> without(Set<String> own) {
        Map<String, List<String>> rest = new LinkedHashMap<>(directives);
        rest.keySet().removeAll(own);
        return rest;
    }

    private static List<String> lines(String file) {
        try {
            return Files.readAllLines(FOLDER.resolve(file)).stream()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, String> variables(List<String> lines) {
        Map<String, String> variables = new LinkedHashMap<>();
        for (String line : lines) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                assertThat(variables.put(line.substring(0, equals), line.substring(equals + 1)))
                        .as(line)
                        .isNull();
            }
        }
        return variables;
    }
}
