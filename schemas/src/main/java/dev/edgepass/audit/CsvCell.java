package dev.edgepass.audit;

import java.util.regex.Pattern;

/** A cell of CSV (RFC 4180) for people and their spreadsheets. */
public final class CsvCell {
    /** What spreadsheets take for a formula's begin, and the white space that some of them skip before it. */
    private static final String FORMULA = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    private static final Pattern QUOTED = Pattern.compile("[\",\r\n]");

    private CsvCell() {}

    /** The text as a cell: in quotes where need be, and with an apostrophe before what a spreadsheet would take for a formula. */
    public static String of(String text) {
        boolean isFormula = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
        String inert = isFormula ? "'" + text : text;
        return QUOTED.matcher(inert).find() ? '"' + inert.replace("\"", "\"\"") + '"' : inert;
    }
}
