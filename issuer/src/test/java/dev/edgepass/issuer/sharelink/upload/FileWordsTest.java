package dev.edgepass.issuer.sharelink.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.edgepass.issuer.problem.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileWordsTest {
    private static final String FOLDER = "secret-folder/" + "deep/".repeat(180);

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "*", "**", "a/b", "a\\b", "a\u0000", "a%2eb", "\uD800", "a.thumb.webp"})
    void a_name_that_is_none_is_refused_in_words_without_the_folder(String name) {
        ProblemException problem = catchThrowableOfType(
                ProblemException.class, () -> FileWords.name("files[0].name", name, "secret-folder/"));

        assertThat(problem).hasMessageContaining("files[0].name: ").hasMessageNotContaining("secret");
    }

    @Test
    void a_name_that_is_too_long_with_its_folder_is_refused_in_words_without_the_folder() {
        ProblemException problem =
                catchThrowableOfType(ProblemException.class, () -> FileWords.name("name", "a".repeat(250), FOLDER));

        assertThat(problem).hasMessageContaining("name: ").hasMessageNotContaining("deep");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.png", "*.png", "a*", "***", "Z\u00fcrich 1.png"})
    void other_names_are_names(String name) {
        assertThat(FileWords.name("name", name, "in/")).isEqualTo(name);
    }
}
