package dev.edgepass.issuer.sharelink.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.issuer.key.Pepper;
import dev.edgepass.issuer.limit.Rate;
import dev.edgepass.issuer.problem.ProblemException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinkPasswordTest {
    private static final Rate RATE = Rate.valueOf("10/h");
    private static final PasswordSettings SETTINGS = new PasswordSettings(19_456, 2, RATE, RATE, RATE);

    @TempDir
    Path folder;

    @Test
    void a_new_one_has_eight_to_128_characters() {
        assertThat(LinkPassword.parseNew(null)).isNull();
        assertThat(LinkPassword.parseNew("12345678").text()).isEqualTo("12345678");
        assertThat(LinkPassword.parseNew("\uD83D\uDD11".repeat(128)).text()).hasSize(256);
        for (String bad : new String[] {"", "1234567", "x".repeat(129), "\uD83D\uDD11".repeat(129), "\uD83D1234567"}) {
            assertThatThrownBy(() -> LinkPassword.parseNew(bad))
                    .isInstanceOf(ProblemException.class)
                    .hasMessageContaining("8 to 128 characters");
        }
    }

    @Test
    void one_that_is_tried_may_be_short_and_is_then_wrong() {
        assertThat(LinkPassword.parse("1").text()).isEqualTo("1");
        assertThatThrownBy(() -> LinkPassword.parse("x".repeat(129))).hasMessageContaining("password");
    }

    @Test
    void the_same_characters_are_the_same_password_however_they_were_typed() {
        assertThat(LinkPassword.parse("Bu\u0308cherei")).isEqualTo(LinkPassword.parse("B\u00FCcherei"));
    }

    @Test
    void it_is_in_no_text() {
        assertThat(LinkPassword.parse("correct horse")).hasToString("LinkPassword");
    }

    @Test
    void a_hash_is_salted_argon2id_and_bound_to_the_pepper() {
        PasswordHashes hashes = new PasswordHashes(SETTINGS, new Pepper(folder.resolve("pepper")));
        LinkPassword password = new LinkPassword("correct horse");

        String hash = hashes.hash(password);

        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").isNotEqualTo(hashes.hash(password));
        assertThat(hashes.matches(password, hash)).isTrue();
        assertThat(hashes.matches(new LinkPassword("battery staple"), hash)).isFalse();
        assertThat(new PasswordHashes(SETTINGS, new Pepper(folder.resolve("another"))).matches(password, hash))
                .isFalse();
    }

    @Test
    void without_a_hash_the_answer_is_no_at_the_same_cost() {
        PasswordHashes hashes = new PasswordHashes(SETTINGS, new Pepper(folder.resolve("pepper")));
        long before = hashes.computations();

        assertThat(hashes.matches(new LinkPassword("correct horse"), null)).isFalse();

        assertThat(hashes.computations()).isEqualTo(before + 1);
    }

    @Test
    void as_many_hashes_at_once_as_cores_and_a_quarter_of_the_heap_allow() {
        long mib = 1 << 20;
        assertThat(PasswordHashes.atOnce(4, 4_096 * mib, 19_456)).isEqualTo(4);
        assertThat(PasswordHashes.atOnce(4, 160 * mib, 19_456)).isEqualTo(2);
        assertThat(PasswordHashes.atOnce(4, 32 * mib, 19_456)).isEqualTo(1);
    }

    @Test
    void weaker_hashes_than_the_recommendation_cant_be_configured() {
        assertThatThrownBy(() -> new PasswordSettings(1_024, 2, RATE, RATE, RATE))
                .hasMessageContaining("19456");
        assertThatThrownBy(() -> new PasswordSettings(65_536, 1, RATE, RATE, RATE))
                .hasMessageContaining("at least");
    }
}
