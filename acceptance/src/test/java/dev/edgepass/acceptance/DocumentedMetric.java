package dev.edgepass.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A row of the tables in {@code docs/metrics.md}.
 *
 * @param name as the page has it: one that ends in {@code *} stands for all that begin so
 * @param service {@code issuer}, {@code consumer} or {@code both}
 * @param values of labels, as the meaning names them
 * @param type {@code counter}, {@code gauge}, {@code timer} or {@code histogram}; of a library's it isn't said
 */
record DocumentedMetric(String name, String service, String type, Set<String> labels, Set<String> values) {
    private static final Pattern WORD = Pattern.compile("`([a-z_0-9-]+\\*?)`");

    private static final Pattern SUFFIX = Pattern.compile("_(count|sum|max|bucket)$");

    private static final int OWN_COLUMNS = 5;
    private static final int LIBRARY_COLUMNS = 4;
    private static final List<DocumentedMetric> ROWS = rows();

    /** Edgepass' own. */
    static List<DocumentedMetric> own() {
        return ROWS.stream().filter(DocumentedMetric::isOurs).toList();
    }

    /** What is kept of the libraries'. */
    static List<DocumentedMetric> libraries() {
        return ROWS.stream().filter(row -> !row.isOurs()).toList();
    }

    private static List<DocumentedMetric> rows() {
        List<DocumentedMetric> rows = new ArrayList<>();
        for (String line : lines()) {
            String[] cells = line.split("\\|");
            boolean typed = cells.length == OWN_COLUMNS + 1;
            int columns = typed ? OWN_COLUMNS : LIBRARY_COLUMNS;
            if (cells.length == columns + 1 && cells[1].strip().startsWith("`")) {
                words(cells[1])
                        .forEach(name -> rows.add(new DocumentedMetric(
                                name,
                                cells[2].strip(),
                                typed ? cells[3].strip() : "",
                                words(cells[typed ? 4 : 3]).collect(Collectors.toCollection(TreeSet::new)),
                                words(cells[columns]).collect(Collectors.toSet()))));
            }
        }
        return rows;
    }

    private static Stream<String> words(String cell) {
        return WORD.matcher(cell).results().map((MatchResult word) -> word.group(1));
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(EdgepassCommand.ROOT.resolve("docs/metrics.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isOf(String otherService) {
        return service.equals("both") || service.equals(otherService);
    }

    boolean covers(String family) {
        return name.endsWith("*") ? family.startsWith(name.substring(0, name.length() - 1)) : family.equals(name);
    }

    /** The row of a series, ours or a library's. */
    static Optional<DocumentedMetric> of(String series) {
        return Stream.concat(
                        own().stream().filter(row -> List.of(row.series()).contains(series)),
                        libraries().stream()
                                .filter(row -> row.covers(series)
                                        || row.covers(SUFFIX.matcher(series).replaceFirst(""))))
                .findFirst();
    }

    boolean isOurs() {
        return name.startsWith("edgepass_");
    }

    /** What it is in a scrape. */
    String prometheusType() {
        return type.equals("timer") ? "summary" : type;
    }

    /** The names of its series. */
    String[] series() {
        return switch (type) {
            case "timer" -> new String[] {name + "_count", name + "_sum", name + "_max"};
            case "histogram" -> new String[] {name + "_count", name + "_sum", name + "_max", name + "_bucket"};
            default -> new String[] {name};
        };
    }
}
