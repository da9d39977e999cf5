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

    /** Without the kind that is a hundred times as big as the others, and takes as long. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "OPEN_EVENT")
    void the_false_alarms_of_the_rule_are_the_published_ones(Innocent kind) throws IOException {
        assertPublished(PUBLISHED.falseAlarms(kind, RULE));
    }

    @ParameterizedTest
    @EnumSource(names = {"URL_RECIPIENT", "LINK_RECIPIENT", "LINK_SEATS", "LINK_OPEN_FEW"})
    void the_leaks_of_10_that_the_rule_finds_are_the_published_ones(Leak kind) throws IOException {
        assertPublished(PUBLISHED.found(kind, 10, RULE));
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
