package dev.edgepass.issuer.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class BucketNameTest {
    @Test
    void a_name_shows_its_kind_and_nothing_else() {
        assertThat(BucketName.of("password-address", "ann@example.com").key())
                .matches("il:password-address:[A-Za-z0-9_-]{22}");
    }

    @Test
    void parts_are_not_glued_together() {
        assertThat(BucketName.of("a", "bc", "d")).isNotEqualTo(BucketName.of("a", "b", "cd"));
        assertThat(BucketName.of("a", "b")).isEqualTo(BucketName.of("a", "b"));
        assertThat(BucketName.of("a", "b")).isNotEqualTo(BucketName.of("c", "b"));
    }

    @Test
    void a_kind_is_no_free_text() {
        assertThatThrownBy(() -> BucketName.of("Ann@example.com")).isInstanceOf(IllegalArgumentException.class);
    }
}
