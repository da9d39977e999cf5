package dev.edgepass.issuer.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.event.ControlEvent.Revoked;
import dev.edgepass.event.Effect;
import dev.edgepass.event.Target;
import dev.edgepass.event.Topics;
import dev.edgepass.issuer.testing.Api;
import dev.edgepass.issuer.testing.LogReader;
import dev.edgepass.issuer.testing.TestIssuer;
import dev.edgepass.issuer.testing.TestProjection;
import dev.edgepass.issuer.testing.TestPublisher;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RevocationIT {
    private final Api api = TestIssuer.shared().api();
    private final String admin = TestIssuer.admin();

    @BeforeEach
    void projectionIsCurrent() {
        TestIssuer.awaitReady();
        TestProjection.catchUp();
    }

    @Test
    void it_is_published_once_a_head_in_r2_has_its_position() {
        Instant before = Instant.now();
        Api.Answer answer = TestPublisher.during(
                () -> revoke("{\"target\":{\"kind\":\"token\",\"id\":\"some-jti\"},\"reason\":\"leak\"}"));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.string("state")).isEqualTo("published");
        Instant publishedAt = Instant.parse(answer.string("publishedAt"));
        assertThat(Instant.parse(answer.string("acceptedAt"))).isAfterOrEqualTo(before);
        assertThat(Duration.between(publishedAt, Instant.parse(answer.string("enforcedBy"))))
                .isEqualTo(Duration.ofSeconds(5));
        assertThat(answer.header("Location")).endsWith("/revocations/" + answer.string("id"));
    }

    @Test
    void without_waiting_it_is_accepted_and_no_more_is_said() {
        Api.Answer answer = revoke("{\"target\":{\"kind\":\"all\"}}", "Prefer", "wait=0");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.string("state")).isEqualTo("accepted");
        assertThat(answer.json().has("publishedAt")).isFalse();
        assertThat(answer.json().has("enforcedBy")).isFalse();
        assertThat(answer.header("Preference-Applied")).isEqualTo("wait=0");
    }

    @Test
    void the_answers_position_is_that_of_the_record_on_the_log() {
        Api.Answer answer = revoke("{\"target\":{\"kind\":\"folder\",\"id\":\"gone/\"}}", "Prefer", "wait=0");

        LogReader.Entry entry = LogReader.all(Topics.CONTROL).stream()
                .filter(read -> read.event().data() instanceof Revoked revoked
                        && revoked.revocationId().equals(answer.string("id")))
                .findFirst()
                .orElseThrow();
        Revoked revoked = (Revoked) entry.event().data();
        assertThat(answer.json().get("position").longValue()).isEqualTo(entry.position());
        assertThat(entry.key()).isEqualTo("folder:gone/");
        assertThat(revoked.effect()).isEqualTo(Effect.BLOCK);
        assertThat(revoked.targets()).containsExactly(new Target(Target.Kind.FOLDER, "gone/"));
        assertThat(revoked.actor()).isEqualTo("boss");
    }

    @Test
    void it_can_be_asked_for_later() {
        Api.Answer made = revoke("{\"target\":{\"kind\":\"tenant\",\"id\":\"acme\"}}", "Prefer", "wait=0");
        TestProjection.catchUp();

        Api.Answer read = api.get("/revocations/" + made.string("id"), admin);

        assertThat(read.status()).isEqualTo(200);
        assertThat(read.string("state")).isEqualTo("accepted");
        assertThat(read.json().get("position")).isEqualTo(made.json().get("position"));
        assertThat(api.get("/revocations/none", admin).problem()).isEqualTo("revocation-not-found");
    }

    private Api.Answer revoke(String body, String... headers) {
        return api.post("/revocations", admin, body, headers);
    }
}
