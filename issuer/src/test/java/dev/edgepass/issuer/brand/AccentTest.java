package dev.edgepass.issuer.brand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccentTest {
    private static final Path STYLE = Path.of("src/main/resources/static/assets/style.css");

    @Test
    void contrast_is_as_the_guidelines_have_it() {
        assertThat(Colour.WHITE.contrast(Colour.BLACK)).isCloseTo(21, within(0.001));
        assertThat(Colour.parse("#767676").contrast(Colour.WHITE)).isCloseTo(4.54, within(0.01));
    }

    @ParameterizedTest
    @ValueSource(strings = {"#7a1f3d", "#000000", "#1F5EFF", "#0b6e4f", "#5b2a86"})
    void an_accent_is_readable_on_the_light_page_and_a_lighter_one_on_the_dark_page(String text) {
        Accent accent = Accent.of(text);

        assertThat(accent.light()).hasToString(text.toLowerCase(Locale.ROOT));
        assertThat(accent.dark().contrast(new Colour(0x131416))).isGreaterThanOrEqualTo(Colour.READABLE);
        assertThat(accent.dark().contrast(new Colour(0x1e2023))).isGreaterThanOrEqualTo(Colour.READABLE);
        assertThat(accent.css()).contains("--accent:" + accent.dark(), "--accent-ink:#10131a");
    }

    @Test
    void an_accent_that_is_too_light_for_the_page_is_refused_with_one_that_isnt() {
        assertThatThrownBy(() -> Accent.of("#ffcc00"))
                .hasMessageContaining("#ffcc00 has a contrast of 1.4 to the page (expected: at least 4.5, such as #");
        assertThat(Accent.of(Colour.parse("#ffcc00")
                                .readableOn(new Colour(0xf7f7f5), Colour.BLACK)
                                .toString())
                        .light()
                        .contrast(Colour.WHITE))
                .isGreaterThan(Colour.READABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"red", "#fff", "#12345g", "#123456;}body{display:none", "url(https://example.com/)"})
    void what_is_no_colour_is_refused(String text) {
        assertThatThrownBy(() -> Accent.of(text)).hasMessageContaining("expected: a colour such as #7a1f3d");
    }

    @Test
    void the_pages_have_the_grounds_that_it_is_checked_against() throws IOException {
        assertThat(Files.readString(STYLE)).contains("--ground: #f7f7f5;", "--ground: #131416;", "--surface: #1c1e21;");
    }
}
