package dev.edgepass.local.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Help of 80 columns whose lines end between words: picocli also ends them at dots and hyphens, in the middle of a name. So it is asked for one line each. */
final class HelpLayout {
    static final int COLUMNS = 80;

    private static final int UNBROKEN = 2_000;
    private static final Set<String> TABLES = Set.of(
            UsageMessageSpec.SECTION_KEY_OPTION_LIST,
            UsageMessageSpec.SECTION_KEY_PARAMETER_LIST,
            UsageMessageSpec.SECTION_KEY_COMMAND_LIST,
            UsageMessageSpec.SECTION_KEY_EXIT_CODE_LIST,
            UsageMessageSpec.SECTION_KEY_FOOTER);

    /** In a table, what stands before the text: an option or a command, and two spaces or more; or spaces alone. */
    private static final Pattern BEFORE_TEXT = Pattern.compile("^ *(\\S.*?)?  +(?=\\S)");

    private HelpLayout() {}

    /** For the command and all its subcommands. */
    static void set(CommandLine commandLine) {
        commandLine.setUsageHelpWidth(UNBROKEN);
        Map<String, IHelpSectionRenderer> sections = new LinkedHashMap<>(commandLine.getHelpSectionMap());
        sections.replaceAll((section, renderer) -> help -> broken(section, help, renderer.render(help)));
        commandLine.setHelpSectionMap(sections);
    }

    private static String broken(String section, CommandLine.Help help, String text) {
        if (section.equals(UsageMessageSpec.SECTION_KEY_SYNOPSIS)) {
            // Its heading is the beginning of its first line.
            String heading = help.synopsisHeading();
            int command = heading.length() + help.commandSpec().qualifiedName().length() + 1;
            return broken(heading + text, command).substring(heading.length());
        }
        int indent = TABLES.contains(section)
                ? text.lines().mapToInt(HelpLayout::textColumn).max().orElse(0)
                : 0;
        return broken(text, indent);
    }

    private static int textColumn(String line) {
        Matcher before = BEFORE_TEXT.matcher(line);
        return before.find() ? before.end() : 0;
    }

    private static String broken(String text, int indent) {
        return text.lines().map(line -> brokenLine(line, indent)).collect(Collectors.joining(System.lineSeparator()))
                + (text.endsWith("\n") ? System.lineSeparator() : "");
    }

    private static String brokenLine(String line, int indent) {
        StringBuilder lines = new StringBuilder();
        String rest = line;
        while (rest.length() > COLUMNS) {
            int end = rest.lastIndexOf(' ', COLUMNS);
            if (end <= indent) {
                end = rest.indexOf(' ', Math.min(rest.length(), Math.max(indent, COLUMNS)));
                if (end < 0) {
                    break;
                }
            }
            lines.append(rest.substring(0, end).stripTrailing()).append(System.lineSeparator());
            rest = " ".repeat(indent) + rest.substring(end + 1).stripLeading();
        }
        return lines.append(rest).toString();
    }
}
