package dev.edgepass.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The documents name nothing that isn't there, and no command that no test runs but a few that are named. */
class DocumentationTest {
    private static final Path ROOT = EdgepassCommand.ROOT;
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)[^)]*\\)");
    private static final Pattern SHELL = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);

    /** A line that a test runs. */
    private static final Pattern RUN =
            Pattern.compile("(?:DocumentedCommand\\s*\\.command|\\.and|\\.documented)\\(\\s*\"([^\"]+)\"");

    /** What no test of the build runs, and why. */
    private static final Map<String, String> NOT_RUN = Map.of(
            "mvn verify", "runs this test",
            "docker compose --profile cloudflare up --build --wait", "needs a Docker engine and an account");

    @ParameterizedTest
    @MethodSource("documents")
    void every_link_inside_the_repository_leads_somewhere(Path document) throws IOException {
        List<String> broken = new ArrayList<>();
        Matcher links = LINK.matcher(Files.readString(document));
        while (links.find()) {
            String target = links.group(1);
            if (!target.contains("://") && !Files.exists(document.resolveSibling(target))) {
                broken.add(target);
            }
        }

        assertThat(broken).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void every_command_in_a_shell_block_is_run_by_a_test_but_those_that_no_test_can_run(Path document)
            throws IOException {
        Set<String> run = commandsThatTestsRun();

        assertThat(commandsOf(document))
                .allSatisfy(command -> assertThat(run.contains(command) || NOT_RUN.containsKey(command))
                        .as(command)
                        .isTrue());
    }

    @Test
    void a_command_that_tests_run_or_cant_run_stands_in_a_document() throws IOException {
        Set<String> documented = new TreeSet<>();
        for (Path document : documents().toList()) {
            documented.addAll(commandsOf(document));
        }

        assertThat(documented).containsAll(commandsThatTestsRun()).containsAll(NOT_RUN.keySet());
    }

    private static Set<String> commandsOf(Path document) throws IOException {
        Set<String> commands = new TreeSet<>();
        Matcher blocks = SHELL.matcher(Files.readString(document));
        while (blocks.find()) {
            blocks.group(1)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .forEach(commands::add);
        }
        return commands;
    }

    private static Set<String> commandsThatTestsRun() throws IOException {
        Set<String> commands = new TreeSet<>();
        try (Stream<Path> sources = Files.walk(ROOT.resolve("acceptance/src/test/java"))) {
            for (Path source :
                    sources.filter(file -> file.toString().endsWith(".java")).toList()) {
                Matcher runs = RUN.matcher(Files.readString(source));
                while (runs.find()) {
                    commands.add(runs.group(1));
                }
            }
        }
        return commands;
    }

    private static Stream<Path> documents() throws IOException {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(
                    Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md").map(ROOT::resolve),
                    docs.filter(file -> file.toString().endsWith(".md")).toList().stream())
                    .toList()
                    .stream();
        }
    }
}
