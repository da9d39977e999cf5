package dev.edgepass.issuer.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.issuer.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestedPathTest {
    @ParameterizedTest
    @ValueSource(strings = {"*", "**", "/", "*/", "**/", "*/a/", "/*"})
    void what_was_meant_for_everything_is_told_that_folders_are_named(String path) {
        assertThatThrownBy(() -> RequestedPath.scope("paths[0]", path))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("paths[0]: ")
                .hasMessageContaining("folder with its slash such as album/");
    }

    @ParameterizedTest
    @CsvSource({"projects/*, projects/", "projects/**, projects/", "a/b/*/c.jpg, a/b/", "a/**/, a/"})
    void a_pattern_is_told_the_folder_to_write(String path, String folder) {
        assertThatThrownBy(() -> RequestedPath.scope("paths[0]", path))
                .hasMessageContaining("paths[0]: a pattern (expected: " + folder + " for everything in that folder)");
        assertThatThrownBy(() -> RequestedPath.key("key", path)).hasMessageContaining("expected: " + folder);
        assertThatThrownBy(() -> RequestedPath.prefix("prefix", path)).hasMessageContaining("expected: " + folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a*b.jpg", "*.jpg", "a/***", "a*/b", "f/*x/"})
    void a_star_beside_other_characters_is_part_of_a_name(String path) {
        assertThat(RequestedPath.scope("paths[0]", path).value()).isEqualTo(path);
        assertThat(RequestedPath.prefix("prefix", path)).isEqualTo(path);
    }

    @Test
    void nothing_is_no_path_but_a_prefix() {
        assertThatThrownBy(() -> RequestedPath.scope("paths[0]", "")).hasMessageContaining("paths[0]: empty");
        assertThatThrownBy(() -> RequestedPath.key("key", null)).hasMessageContaining("key: empty");
        assertThat(RequestedPath.prefix("prefix", "")).isEmpty();
    }
}
