package dev.edgepass.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvCellTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a b;c", "1-2", "a=b", "ü", "'a'", " a "})
    void a_plain_text_stays_as_it_is(String text) {
        assertThat(CsvCell.of(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    a,b           | "a,b"
                    say "a"       | "say ""a""\"
                    "             | \"""\"
                    `a\nb`        | `"a\nb"`
                    `a\rb`        | `"a\rb"`
                    `a\r\n`       | `"a\r\n"`
                    """)
    void separators_quotes_and_line_ends_are_quoted(String text, String cell) {
        assertThat(CsvCell.of(text)).isEqualTo(cell);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "\uFF1D1", "\uFF0B1", "\uFF0D1", "\uFF20SUM(A1)", "="})
    void a_formula_has_an_apostrophe_before_it(String text) {
        assertThat(CsvCell.of(text)).isEqualTo("'" + text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    =A1,B1                | "'=A1,B1"
                    =HYPERLINK("x")       | "'=HYPERLINK(""x"")"
                    `\r=1`                | `"'\r=1"`
                    `\n=1`                | `"'\n=1"`
                    """)
    void a_formula_that_has_to_be_quoted_has_the_apostrophe_within(String text, String cell) {
        assertThat(CsvCell.of(text)).isEqualTo(cell);
    }
}
