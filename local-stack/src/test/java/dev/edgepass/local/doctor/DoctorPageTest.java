package dev.edgepass.local.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/doctor.md and the checks have the same ids. */
class DoctorPageTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z]+\\.[a-z-]+)` \\|");

    @Test
    void the_page_has_a_row_for_each_check_in_their_order() throws Exception {
        String page = Files.readString(Path.of("../docs/doctor.md"));

        List<String> rows = ROW.matcher(page)
                .results()
                .map((MatchResult row) -> row.group(1))
                .toList();

        assertThat(rows)
                .containsExactlyElementsOf(
                        Arrays.stream(CheckId.values()).map(CheckId::id).toList());
    }
}
