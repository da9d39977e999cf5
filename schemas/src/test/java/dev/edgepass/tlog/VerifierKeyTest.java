package dev.edgepass.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.encoding.MalformedException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerifierKeyTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.com/foo",
                "example.com/foo+530d903a",
                "example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/bar+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/foo+530d903a+BOkyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/foo+530d903a+AukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2",
                "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k\n",
                "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv",
                "example.com/foo+530d903a+",
                "+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
                "example com+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
            })
    void what_isnt_a_verifier_key_is_refused(String text) {
        assertThatThrownBy(() -> VerifierKey.parse(text)).isInstanceOf(MalformedException.class);
    }

    @Test
    void a_key_may_have_a_plus_in_its_base64() {
        VerifierKey key = key("a");
        for (int i = 0; !key.toString().matches(".*\\+.*\\+.*\\+.*"); i++) {
            key = key("a" + i);
        }

        assertThat(VerifierKey.parse(key.toString())).isEqualTo(key);
    }

    @Test
    void bytes_that_are_no_point_of_the_curve_are_no_key() {
        byte[] notOnTheCurve = new byte[32];
        notOnTheCurve[0] = 2;

        assertThatThrownBy(() -> VerifierKey.of("a", VerifierKey.Type.ED25519, notOnTheCurve))
                .isInstanceOf(MalformedException.class);
    }

    @Test
    void a_key_is_for_the_log_of_its_name_and_those_below_it() {
        VerifierKey key = key("example.com/audit");

        assertThat(List.of("example.com/audit", "example.com/audit/edgepass.control/0/abc"))
                .allMatch(key::isFor);
        assertThat(List.of("example.com", "example.com/auditor", "example.org/example.com/audit"))
                .noneMatch(key::isFor);
    }

    @Test
    void a_witness_has_another_id_with_the_same_key_and_signs_for_no_log() {
        SigningKey key = SigningKey.generate();

        assertThat(key.cosignerKey("w").id()).isNotEqualTo(key.verifierKey("w").id());
        assertThat(key.cosignerKey("w").isFor("w")).isFalse();
        assertThat(VerifierKey.parse(key.cosignerKey("w").toString())).isEqualTo(key.cosignerKey("w"));
    }

    @Test
    void a_signing_key_is_kept_by_its_seed_and_public_key() {
        SigningKey key = SigningKey.generate();
        SigningKey other = SigningKey.generate();

        assertThat(SigningKey.of(key.seed(), key.publicKey()).verifierKey("a")).isEqualTo(key.verifierKey("a"));
        assertThatThrownBy(() -> SigningKey.of(key.seed(), other.publicKey())).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> SigningKey.of(new byte[31], key.publicKey())).isInstanceOf(MalformedException.class);
    }

    private static VerifierKey key(String name) {
        return SigningKey.generate().verifierKey(name);
    }
}
