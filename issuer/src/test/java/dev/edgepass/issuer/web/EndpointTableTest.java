package dev.edgepass.issuer.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class EndpointTableTest {
    @Test
    void the_documentation_has_the_same_table() throws IOException {
        assertThat(Files.readAllLines(Path.of("../docs/identity.md")).stream()
                        .filter(line -> line.matches("\\| `[A-Z]+ /.*")))
                .containsExactlyElementsOf(EndpointTable.rows().stream()
                        .map(EndpointTableTest::line)
                        .toList());
    }

    private static String line(Endpoint row) {
        String authority = row.authority() == Authority.PUBLIC
                ? "anybody"
                : row.authority().name().toLowerCase(Locale.ROOT);
        return String.format(
                "| `%s %s` | %s | %s | %s | %s |",
                row.method(),
                row.pattern(),
                authority,
                row.limit().label(),
                row.room().label(),
                size(row.maxBytes()));
    }

    private static String size(int bytes) {
        if (bytes == 0) {
            return "none";
        }
        return bytes < 1024 * 1024 ? bytes / 1024 + " KB" : bytes / 1024 / 1024 + " MB";
    }
}
