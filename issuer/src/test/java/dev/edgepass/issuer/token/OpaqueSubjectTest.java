package dev.edgepass.issuer.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class OpaqueSubjectTest {
    private static final byte[] KEY = "a pepper's key that tests have!!".getBytes(StandardCharsets.US_ASCII);

    private final OpaqueSubject subjects = new OpaqueSubject(KEY, "");

    @Test
    void a_login_has_one_opaque_form_everywhere() {
        // Fixed: another value here would part tokens that are out from revocations to come.
        assertThat(subjects.of(null, "alice@example.com"))
                .isEqualTo("u-mFePwYaMWfpIJyPqNGPLlQ")
                .matches("u-[A-Za-z0-9_-]{22}");
        assertThat(subjects.of("acme", "alice@example.com"))
                .isEqualTo("u-5Fds3Ph_sMidGNIvI25Tfw")
                .matches("u-[A-Za-z0-9_-]{22}");
    }

    @Test
    void another_tenant_subject_or_pepper_gives_another_form() {
        assertThat(new String[] {
                    subjects.of(null, "alice"),
                    subjects.of("", "alice"),
                    subjects.of("acme", "alice"),
                    subjects.of("acm", "ealice"),
                    subjects.of("5:acme", "alice"),
                    subjects.of("acme", "bob"),
                    subjects.of(null, "4:acme:alice"),
                    new OpaqueSubject(KEY.clone(), "former").of("acme", "alice") + "'",
                    new OpaqueSubject(new byte[32], "").of("acme", "alice")
                })
                .doesNotHaveDuplicates();
        assertThat(new OpaqueSubject(KEY.clone(), "former").of("acme", "alice"))
                .isEqualTo(subjects.of("acme", "alice"));
    }

    @Test
    void a_name_that_looks_opaque_is_hashed_as_any_other() {
        String victim = subjects.of("acme", "alice");
        String viewer = OpaqueSubject.newViewer();

        assertThat(subjects.of("acme", victim)).isNotEqualTo(victim);
        assertThat(subjects.of(null, viewer)).isNotEqualTo(viewer).startsWith("u-");
        assertThat(subjects.isOf(subjects.formerOf("alice"), null, subjects.formerOf("alice")))
                .isFalse();
    }

    @Test
    void the_form_of_release_0_is_known_as_the_same_logins() {
        // As release 0 made them: its tokens and its blocks are out.
        assertThat(subjects.formerOf("alice@example.com")).isEqualTo("u-CD20A5NtARroaImpvSeShQ");
        assertThat(subjects.formerOf("u-CD20A5NtARroaImpvSeShQ")).isEqualTo("u-CD20A5NtARroaImpvSeShQ");
        assertThat(new OpaqueSubject(KEY, "pepper").formerOf("alice")).isNotEqualTo(subjects.formerOf("alice"));
        assertThat(subjects.isOf("u-CD20A5NtARroaImpvSeShQ", "acme", "alice@example.com"))
                .isTrue();
        assertThat(subjects.isOf(subjects.of("acme", "alice"), "acme", "alice")).isTrue();
        assertThat(subjects.isOf(subjects.of("acme", "alice"), "other", "alice"))
                .isFalse();
    }
}
