package dev.edgepass.acceptance;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The names in a PromQL expression. It parses what alerts and dashboards here are made of; that an expression is one is promtool's to say.
 *
 * @param grouping labels that the expression groups or joins by
 */
record PromQl(List<Selector> selectors, Set<String> grouping) {
    private static final Pattern RANGE = Pattern.compile("\\[[^\\]]*]");
    private static final Pattern GROUPING =
            Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
    private static final Pattern NAME = Pattern.compile("(?<![\\w.])([a-zA-Z_:][\\w:]*)\\s*(?:\\{([^}]*)})?(\\s*\\()?");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(=~|!~|!=|=)\\s*\"([^\"]*)\"");
    private static final Set<String> KEYWORDS = Set.of("and", "or", "unless", "bool", "offset");

    /** A metric with its matchers. */
    record Selector(String metric, List<Match> matches) {}

    /** @param values those that it names, or the pieces of its pattern */
    record Match(String label, List<String> values) {}

    static PromQl parse(String expression) {
        String text = RANGE.matcher(expression).replaceAll("");
        Set<String> grouping = new TreeSet<>();
        Matcher groups = GROUPING.matcher(text);
        while (groups.find()) {
            Arrays.stream(groups.group(1).split(",")).map(String::strip).forEach(grouping::add);
        }
        List<Selector> selectors = new ArrayList<>();
        for (MatchResult name : NAME.matcher(groups.replaceAll(" ")).results().toList()) {
            boolean isFunction = name.group(3) != null;
            if (!isFunction && !KEYWORDS.contains(name.group(1))) {
                selectors.add(new Selector(name.group(1), matches(name.group(2))));
            }
        }
        return new PromQl(selectors, grouping);
    }

    private static List<Match> matches(String matchers) {
        return matchers == null
                ? List.of()
                : MATCHER.matcher(matchers)
                        .results()
                        .map(match -> new Match(
                                match.group(1),
                                match.group(2).contains("~")
                                        ? List.of(match.group(3).split("\\|"))
                                        : List.of(match.group(3))))
                        .toList();
    }
}
