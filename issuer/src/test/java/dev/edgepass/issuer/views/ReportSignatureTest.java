package dev.edgepass.issuer.views;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.webhook.WebhookSecret;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportSignatureTest {
    private static final Instant NOW = Instant.ofEpochSecond(1_614_265_330);
    private static final WebhookSecret SECRET = WebhookSecret.parse("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "it");
    private static final byte[] BODY = "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8);

    /** By Python's hmac, for the secret and the body of the specification's example. */
    private static final String GOOD = "v1,QrJNJnDDbO5++XSCgM8WRHlv04Y4v0uTxs9XtlSZ2Eo=";

    private static final String OTHER = "v1," + "A".repeat(43) + "=";

    @Test
    void a_signature_is_that_of_standard_webhooks() {
        ReportSignature signature = parse("isolate_A-1.7", "1614265330", GOOD, NOW);

        assertThat(signature.isolate()).isEqualTo("isolate_A-1");
        assertThat(signature.number()).isEqualTo(7);
        assertThat(signature.isOf(SECRET, BODY)).isTrue();
    }

    @Test
    void any_of_several_signatures_will_do_and_later_versions_are_passed_over() {
        for (String text : List.of(OTHER + " " + GOOD, GOOD + " " + OTHER, "v9,x " + GOOD)) {
            assertThat(parse("isolate_A-1.7", "1614265330", text, NOW).isOf(SECRET, BODY))
                    .isTrue();
        }
        assertThat(parse("isolate_A-1.7", "1614265330", OTHER, NOW).isOf(SECRET, BODY))
                .isFalse();
    }

    @Test
    void another_id_time_body_or_secret_has_another_signature() {
        WebhookSecret other = WebhookSecret.parse("NfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "it");

        assertThat(parse("isolate_A-1.7", "1614265330", GOOD, NOW).isOf(other, BODY))
                .isFalse();
        assertThat(parse("isolate_A-1.8", "1614265330", GOOD, NOW).isOf(SECRET, BODY))
                .isFalse();
        assertThat(parse("isolate_A-1.7", "1614265331", GOOD, NOW).isOf(SECRET, BODY))
                .isFalse();
        assertThat(parse("isolate_A-1.7", "1614265330", GOOD, NOW).isOf(SECRET, new byte[0]))
                .isFalse();
    }

    @Test
    void five_minutes_to_either_side_are_taken_and_no_more() {
        for (long seconds : List.of(-300L, 300L)) {
            assertThat(parse("a.1", "1614265330", GOOD, NOW.plusSeconds(seconds))
                            .number())
                    .isEqualTo(1);
        }
        for (long seconds : List.of(-301L, 301L)) {
            assertRefused(() -> parse("a.1", "1614265330", GOOD, NOW.plusSeconds(seconds)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", ".1", "a.", "a.0", "a.01", "a.-1", "a b.1", "a.1.2", "a.1000000000000000", "ä.1"})
    void an_id_is_an_isolate_and_the_number_of_its_report(String id) {
        assertRefused(() -> parse(id, "1614265330", GOOD, NOW));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "1614265330.5", "+1614265330", "1614265330 ", "9999999999999"})
    void a_time_is_a_number_of_seconds(String time) {
        assertRefused(() -> parse("a.1", time, GOOD, NOW));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "v1", "v1,", "v1,AAAA", "v2,AAAA", "AAAA"})
    void a_signature_has_version_and_length(String signature) {
        assertRefused(() -> parse("a.1", "1614265330", signature, NOW));
    }

    @Test
    void a_field_comes_once_and_is_short() {
        assertRefused(() -> ReportSignature.parse(List.of(), List.of("1614265330"), List.of(GOOD), NOW));
        assertRefused(() -> ReportSignature.parse(List.of("a.1", "a.1"), List.of("1614265330"), List.of(GOOD), NOW));
        assertRefused(() -> parse("a.1", "1614265330", (GOOD + " ").repeat(5).strip(), NOW));
        assertRefused(() -> parse("a.1", "1614265330", "v2," + "A".repeat(1_100) + " " + GOOD, NOW));
    }

    private static ReportSignature parse(String id, String time, String signature, Instant now) {
        return ReportSignature.parse(List.of(id), List.of(time), List.of(signature), now);
    }

    private static void assertRefused(Runnable parse) {
        assertThatThrownBy(parse::run)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.is(ProblemType.UNAUTHENTICATED)).isTrue());
    }
}
