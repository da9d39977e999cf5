package dev.edgepass.issuer.token;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OpaqueSubjectTest {
    private final OpaqueSubject subjects = new OpaqueSubject("");

    @Test
    void a_subject_has_one_opaque_form_everywhere() {
        // Fixed: another value here would part tokens that are out from revocations to come.
        assertThat(subjects.of("alice@example.com"))
                .isEqualTo("u-CD20A5NtARroaImpvSeShQ")
                .matches("u-[A-Za-z0-9_-]{22}")
                .isNotEqualTo(subjects.of("bob@example.com"));
    }

    @Test
    void what_is_opaque_stays_as_it_is() {
        String viewer = OpaqueSubject.newViewer();

        assertThat(subjects.of(viewer)).isEqualTo(viewer);
        assertThat(subjects.of(subjects.of("alice"))).isEqualTo(subjects.of("alice"));
    }

    @Test
    void another_pepper_gives_another_form() {
        assertThat(new OpaqueSubject("pepper").of("alice")).isNotEqualTo(subjects.of("alice"));
    }
}
