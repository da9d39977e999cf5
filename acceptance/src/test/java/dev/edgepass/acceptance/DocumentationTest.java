package dev.edgepass.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The documents name nothing that isn't there, and no command that no test runs. */
class DocumentationTest {
    private static final Path ROOT = EdgepassCommand.ROOT;
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)[^)]*\\)");
    private static final Pattern SHELL = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);

    /** What the other tests run, in the form in which the documents write it. {@code mvn verify} runs this test. */
    private static final Set<String> EXERCISED = Set.of(
            "./edgepass demo", // CommandLineIT
            "./edgepass up --pops 4 --media path/to/your/pictures", // SharedStack, with other values
            "./edgepass up --media path/to/your/streams", // SharedStack, with other values
            "./edgepass status", // TokenLifeIT
            "./edgepass status --json", // TokenLifeIT
            "./edgepass rotate-feed-key", // FeedKeyRotationIT
            "./edgepass bench revocation --quick", // CommandLineIT
            "./edgepass bench edge --quick", // CommandLineIT
            "./edgepass bench edge --json docs/edge-bench.json --svg docs/edge-bench.svg", // CommandLineIT, with
            // --quick
            // CommandLineIT, with --quick
            "./edgepass bench revocation --json docs/revocation-bench.json --svg docs/revocation-bench.svg",
            "./edgepass bench issue --quick", // CommandLineIT, without peers
            "./edgepass bench issue --soak 300", // the same, shorter
            "./edgepass login --sub anna --paths projects/42/", // TokenLifeIT
            "./edgepass login --admin", // TokenLifeIT
            "./edgepass replay --dry-run", // TokenLifeIT
            "./edgepass replay --new-epoch", // TokenLifeIT refuses it, NewEpochIT of the consumer goes through with it
            "./edgepass bench revocation", // CommandLineIT, with --quick
            "mvn verify",
            "mvn -DskipTests package", // what ./edgepass runs where nothing is built
            // Need a Docker engine; their file is checked by ComposeFileTest.
            "docker compose --profile cloudflare up --build",
            "docker compose --profile local up --build");

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
    void every_command_in_a_shell_block_is_run_by_a_test(Path document) throws IOException {
        Matcher blocks = SHELL.matcher(Files.readString(document));
        while (blocks.find()) {
            assertThat(blocks.group(1)
                            .replaceAll("(?m)^\\s+", "")
                            .lines()
                            .map(String::strip)
                            .filter(line -> !line.isEmpty()))
                    .allSatisfy(line -> assertThat(EXERCISED).contains(line));
        }
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
