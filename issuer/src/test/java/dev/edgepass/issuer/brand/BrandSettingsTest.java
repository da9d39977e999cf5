package dev.edgepass.issuer.brand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrandSettingsTest {
    private static final byte[] PNG = "\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1);

    @TempDir
    Path folder;

    @Test
    void without_settings_the_page_is_as_it_was_and_has_no_empty_places() throws IOException {
        String page = page(new BrandSettings("", Path.of(""), " "));

        assertThat(page).contains("<h1 id=\"title\">").doesNotContain("<!--", "id=\"sender\"", "/assets/brand/");
    }

    @Test
    void name_logo_and_colour_stand_in_the_page() throws IOException {
        Path logo = Files.write(folder.resolve("logo.anything"), PNG);

        Brand pages = new Brand(new BrandSettings("Studio <Nord> & Söhne", logo, "#7a1f3d"));

        for (String page : List.of("share.html", "upload.html")) {
            assertThat(text(pages, page))
                    .contains(
                            "<img src=\"/assets/brand/logo.png\" alt=\"\">",
                            "<span>Studio &lt;Nord&gt; &amp; Söhne</span>",
                            "href=\"/assets/brand/colours.css\"");
        }
        assertThat(text(pages, "colours.css")).startsWith(":root{--accent:#7a1f3d;--accent-ink:#ffffff}");
        assertThat(pages.file("logo.png")).isNotNull();
        assertThat(pages.file("../application.properties")).isNull();
    }

    @Test
    void a_logo_needs_a_name_for_those_who_dont_see_it() {
        assertThatThrownBy(() -> new BrandSettings(null, Path.of("logo.png"), null))
                .hasMessageContaining("edgepass.brand.logo-file: without edgepass.brand.name");
    }

    @ParameterizedTest
    @CsvSource({"<!doctype html><script>, no picture", "GIF89a, no picture", ", can't be read"})
    void what_is_no_logo_is_refused(String content, String why) throws IOException {
        Path file = folder.resolve("logo.png");
        if (content != null) {
            Files.writeString(file, content);
        }

        assertThatThrownBy(() -> Logo.read(file)).hasMessageContaining(why);
    }

    @Test
    void a_logo_that_is_too_large_is_refused() throws IOException {
        Path file = Files.write(folder.resolve("logo.png"), new byte[200_001]);

        assertThatThrownBy(() -> Logo.read(file)).hasMessageContaining("200001 bytes (expected: at most 200000)");
    }

    @Test
    void a_logo_is_what_is_in_the_file() throws IOException {
        assertThat(Logo.read(Files.writeString(folder.resolve("a.png"), "<svg xmlns='http://www.w3.org/2000/svg'/>"))
                        .extension())
                .isEqualTo("svg");
        assertThat(Logo.read(Files.write(folder.resolve("b.svg"), PNG)).extension())
                .isEqualTo("png");
    }

    private static String page(BrandSettings settings) throws IOException {
        return text(new Brand(settings), "share.html");
    }

    private static String text(Brand pages, String path) throws IOException {
        return pages.file(path).getContentAsString(StandardCharsets.UTF_8);
    }
}
