package dev.edgepass.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

class HelpLayoutTest {
    @ParameterizedTest
    @MethodSource("commands")
    void help_fits_in_80_columns_and_ends_no_line_within_a_word(CommandLine command) {
        String help = help(command);

        assertThat(help.lines())
                .allSatisfy(line -> assertThat(line.length()).as(line).isLessThanOrEqualTo(HelpLayout.COLUMNS));
        assertThat(help.split("\\s+")).contains(words(command).toArray(String[]::new));
    }

    @Test
    void every_command_with_help_is_looked_at() {
        assertThat(commands().map(command -> command.getCommandSpec().qualifiedName()))
                .contains("edgepass", "edgepass up", "edgepass prepare-containers", "edgepass cloud up");
    }

    @Test
    void a_name_with_dots_and_hyphens_goes_to_the_next_line_as_a_whole() {
        assertThat(help(EdgepassCommand.commandLine().getSubcommands().get("login")))
                .contains("""
                              --data=DIR         Folder of keys, log, projections and buckets (default:
                                                 .edgepass).
                        """.indent(0));
    }

    /** Of the text that the command was given, and of the synopsis. */
    private static List<String> words(CommandLine command) {
        UsageMessageSpec usage = command.getCommandSpec().usageMessage();
        Stream<String> texts = Stream.concat(
                Stream.of(usage.description(), usage.footer()).flatMap(Arrays::stream),
                command.getCommandSpec().options().stream()
                        .filter(option -> !option.hidden())
                        .flatMap(option ->
                                Stream.concat(Arrays.stream(option.description()), Stream.of(option.longestName()))));
        return texts.flatMap(
                        text -> Arrays.stream(text.replace("%n", " ").strip().split("\\s+")))
                .filter(word -> !word.startsWith("--"))
                .toList();
    }

    static Stream<CommandLine> commands() {
        return all(EdgepassCommand.commandLine());
    }

    private static Stream<CommandLine> all(CommandLine command) {
        return Stream.concat(
                Stream.of(command),
                command.getSubcommands().values().stream().distinct().flatMap(HelpLayoutTest::all));
    }

    private static String help(CommandLine command) {
        StringWriter help = new StringWriter();
        command.usage(new PrintWriter(help, true));
        return help.toString();
    }
}
