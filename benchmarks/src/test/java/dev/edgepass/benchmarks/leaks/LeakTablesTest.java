package dev.edgepass.benchmarks.leaks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.benchmarks.leaks.Traces.Split;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The published figures are those that the benchmark prints. BenchmarksIT compares all of them, which takes a minute. */
class LeakTablesTest {
    private static final Path PAGE = Path.of("../docs/leaks.md");
    private static final Path QUICK = Path.of("src/test/resources/dev/edgepass/benchmarks/leaks/quick.md");
    private static final LeakTables PUBLISHED = LeaksCommand.full(Split.TEST);
    private static final Map<String, Judge> RULE = Map.of("Edgepass", RuleJudge.asSimulated());

    @ParameterizedTest
    @EnumSource
    void the_false_alarms_of_the_rule_are_the_published_ones(Innocent kind) throws IOException {
        assertPublished(PUBLISHED.falseAlarms(kind, RULE));
    }

    @ParameterizedTest
    @EnumSource
    void the_leaks_of_10_and_of_30_that_the_rule_finds_are_the_published_ones(Leak kind) throws IOException {
        assertPublished(PUBLISHED.found(kind, 10, RULE));
        assertPublished(PUBLISHED.found(kind, 30, RULE));
    }

    /** All columns, with fewer weeks than are published. */
    @Test
    void every_judge_says_what_it_said_when_the_figures_were_published() throws IOException {
        assertThat(LeaksCommand.quick(Split.TEST).text()).isEqualTo(Files.readString(QUICK));
    }

    private static void assertPublished(List<String> row) throws IOException {
        assertThat(Files.readAllLines(PAGE)).anyMatch(line -> line.startsWith(LeakTables.line(row)));
    }
}
