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
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The documents name nothing that isn't there, and no command that no test runs but a few that are named. */
class DocumentationTest {
    private static final Path ROOT = EdgepassCommand.ROOT;
    private static final Path SECURITY = ROOT.resolve("SECURITY.md");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)[^)]*\\)");
    private static final Pattern SHELL = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);

    /** A document that the code names: by its path, or as a decision's number. */
    private static final Pattern NAMED = Pattern.compile("\\bdocs/[\\w./-]+\\.md\\b|\\bADR \\d+");

    private static final Pattern DECISION = Pattern.compile("docs/adr/0*(\\d+)-");

    /** A line that a test runs. */
    private static final Pattern RUN = Pattern.compile(
            "(?:DocumentedCommand\\s*\\.command|\\.and|\\.documented|DocumentedLine\\s*\\.(?:run|start)Line)\\(\\s*\"([^\"]+)\"");

    /** A threat of SECURITY.md: its name, and what the page says of it. */
    private static final Pattern THREAT = Pattern.compile("(?ms)^### ([^\\n]+)\\n(.*?)(?=^### |\\z)");

    private static final Pattern TESTS = Pattern.compile("(?ms)^- \\*Tests\\*: (.*?)$");
    private static final Pattern TEST_CLASS = Pattern.compile("`([A-Z]\\w*(?:Test|IT))`");

    /** What no test of the build runs, and why. */
    private static final Map<String, String> NOT_RUN = Map.of(
            "mvn verify",
            "runs this test",
            "mvn verify -Dtest=none -Dit.test=ReplicatedIT -Dedgepass.replicated.minutes=30 -Dedgepass.replicated.seed=20261129"
                    + " -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false",
            "takes half an hour; its short form is a test",
            "sudo systemd/install edgepass-issuer-0.1.0.jar edgepass-revocation-consumer-0.1.0.jar",
            "changes the machine; SystemdIT installs into another root",
            "sudo systemctl enable --now edgepass-consumer edgepass-issuer",
            "needs systemd as the first process",
            ".ci/release 0.1.0",
            "builds everything once more; ReleaseFilesIT runs its second half",
            "docker compose --profile cloudflare up --build --wait",
            "needs a Docker engine and an account",
            "docker compose --profile cloudflare --profile observe up --build --wait",
            "needs a Docker engine and an account; ObservabilityTest and ComposeFileTest read its files");

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

    @Test
    void every_document_that_the_code_names_is_there() throws IOException {
        Set<String> there = new TreeSet<>();
        for (Path document : documents().toList()) {
            String path = ROOT.relativize(document).toString();
            there.add(path);
            Matcher decision = DECISION.matcher(path);
            if (decision.find()) {
                there.add("ADR " + decision.group(1));
            }
        }
        Set<String> named = new TreeSet<>();
        for (Path source : sources()) {
            NAMED.matcher(Files.readString(source))
                    .results()
                    .map(MatchResult::group)
                    .forEach(named::add);
        }

        assertThat(named).isNotEmpty().isSubsetOf(there);
    }

    @Test
    void every_test_that_the_threat_model_names_is_there() throws IOException {
        Set<String> there = new TreeSet<>();
        for (Path source : sources()) {
            if (source.toString().contains("/src/test/java/")) {
                there.add(source.getFileName().toString().replace(".java", ""));
            }
        }

        assertThat(TEST_CLASS.matcher(Files.readString(SECURITY)).results().map(test -> test.group(1)))
                .isNotEmpty()
                .allSatisfy(test -> assertThat(there).contains(test));
    }

    @Test
    void every_threat_says_what_remains_and_names_its_tests_or_that_there_is_none() throws IOException {
        String threats = Files.readString(SECURITY).split("(?m)^## Threats$")[1];

        assertThat(THREAT.matcher(threats).results()).isNotEmpty().allSatisfy(threat -> {
            Matcher tests = TESTS.matcher(threat.group(2));
            assertThat(threat.group(2)).as(threat.group(1)).contains("- *Protected*: ", "- *Remains*: ");
            assertThat(tests.find()).as(threat.group(1)).isTrue();
            assertThat(TEST_CLASS.matcher(tests.group(1)).find()
                            || tests.group(1).equals("none."))
                    .as(threat.group(1))
                    .isTrue();
        });
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

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        try (Stream<Path> modules = Files.list(ROOT)) {
            for (Path folder : modules.map(module -> module.resolve("src"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (Stream<Path> files = Files.walk(folder)) {
                    files.filter(file -> file.toString().matches(".*\\.(java|m?js)")
                                    && !file.toString().contains("/node_modules/"))
                            .forEach(sources::add);
                }
            }
        }
        return sources;
    }

    private static Stream<Path> documents() throws IOException {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(
                    Stream.of(
                                    "README.md",
                                    "CONTRIBUTING.md",
                                    "CHANGELOG.md",
                                    "SECURITY.md",
                                    "media-client/README.md",
                                    "examples/agency/README.md")
                            .map(ROOT::resolve),
                    docs.filter(file -> file.toString().endsWith(".md")).toList().stream())
                    .toList()
                    .stream();
        }
    }
}
