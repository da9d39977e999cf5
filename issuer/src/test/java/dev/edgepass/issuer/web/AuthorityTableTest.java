package dev.edgepass.issuer.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class AuthorityTableTest {
    @Test
    void the_documentation_has_the_same_table() throws IOException {
        assertThat(Files.readAllLines(Path.of("../docs/identity.md")).stream()
                        .filter(line -> line.matches("\\| `[A-Z]+ /.*")))
                .containsExactlyElementsOf(AuthorityTable.rows().stream()
                        .map(AuthorityTableTest::line)
                        .toList());
    }

    private static String line(AuthorityTable.Row row) {
        String who = row.authority() == Authority.PUBLIC
                ? "anybody"
                : row.authority().name().toLowerCase(Locale.ROOT);
        return "| `" + row.method() + " " + row.pattern() + "` | " + who + " |";
    }
}
