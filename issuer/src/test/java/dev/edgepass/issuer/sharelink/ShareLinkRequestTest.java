package dev.edgepass.issuer.sharelink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ShareLinkRequestTest {
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final LinkLifetime FREE = new LinkLifetime(null, null);
    private static final LinkLifetime BOUNDED = new LinkLifetime(Duration.ofDays(7), Duration.ofDays(30));

    @Test
    void without_a_policy_a_link_ends_only_when_that_is_asked_for() {
        assertThat(request(null, null).parse(NOW, FREE).expiresAt()).isNull();
        assertThat(request(null, "9998-01-01T00:00:00Z").parse(NOW, FREE).expiresAt())
                .isEqualTo("9998-01-01T00:00:00Z");
    }

    @Test
    void the_default_lifetime_counts_from_the_activation_and_never_passes_the_maximum() {
        assertThat(request(null, null).parse(NOW, BOUNDED).expiresAt()).isEqualTo(NOW.plus(Duration.ofDays(7)));
        assertThat(request("2026-12-01T12:00:00Z", null).parse(NOW, BOUNDED).expiresAt())
                .isEqualTo("2026-12-08T12:00:00Z");
        assertThat(request("2026-12-24T12:00:00Z", null).parse(NOW, BOUNDED).expiresAt())
                .isEqualTo(NOW.plus(Duration.ofDays(30)));
        assertThat(request(null, null)
                        .parse(NOW, new LinkLifetime(null, Duration.ofDays(30)))
                        .expiresAt())
                .isEqualTo(NOW.plus(Duration.ofDays(30)));
    }

    @Test
    void an_expiry_past_the_maximum_is_refused_with_the_latest_that_is_allowed() {
        assertThat(request(null, "2026-12-25T12:00:00Z").parse(NOW, BOUNDED).expiresAt())
                .isEqualTo("2026-12-25T12:00:00Z");
        assertThatThrownBy(() -> request(null, "2026-12-25T12:00:01Z").parse(NOW, BOUNDED))
                .hasMessageContaining("expiresAt")
                .hasMessageContaining("at most 2026-12-25T12:00:00Z");
    }

    @Test
    void a_link_begins_before_it_ends() {
        assertThat(request("2026-11-26T12:00:00+01:00", "2026-11-27T12:00:00Z")
                        .parse(NOW, FREE)
                        .activatesAt())
                .isEqualTo("2026-11-26T11:00:00Z");
        assertThatThrownBy(() ->
                        request("2026-11-27T12:00:00Z", "2026-11-27T12:00:00Z").parse(NOW, FREE))
                .hasMessageContaining("activatesAt")
                .hasMessageContaining("before the expiry");
        assertThatThrownBy(() -> request("2027-11-27T12:00:00Z", null).parse(NOW, BOUNDED))
                .hasMessageContaining("activatesAt");
    }

    @Test
    void times_have_the_form_of_rfc_3339() {
        for (String time : List.of("tomorrow", "2026-11-27", "2026-11-27T12:00:00", "+12026-11-27T12:00:00Z", "")) {
            assertThatThrownBy(() -> request(time, null).parse(NOW, FREE)).hasMessageContaining("activatesAt");
            assertThatThrownBy(() -> request(null, time).parse(NOW, FREE)).hasMessageContaining("expiresAt");
        }
        assertThatThrownBy(() -> request(null, "2026-11-25T12:00:00Z").parse(NOW, FREE))
                .hasMessageContaining("in the past");
    }

    @Test
    void a_limit_of_viewers_is_at_least_one() {
        assertThat(viewers(1).parse(NOW, FREE).maxViewers()).isEqualTo(1);
        assertThat(viewers(null).parse(NOW, FREE).maxViewers()).isNull();
        for (int viewers : List.of(0, -1, 1_000_001)) {
            assertThatThrownBy(() -> viewers(viewers).parse(NOW, FREE)).hasMessageContaining("maxViewers: " + viewers);
        }
    }

    @Test
    void lifetimes_are_positive() {
        assertThatThrownBy(() -> new LinkLifetime(Duration.ZERO, null)).hasMessageContaining("default-lifetime");
        assertThatThrownBy(() -> new LinkLifetime(null, Duration.ofDays(-1))).hasMessageContaining("max-lifetime");
    }

    private static ShareLinkRequest request(@Nullable String activatesAt, @Nullable String expiresAt) {
        return new ShareLinkRequest(
                null,
                List.of("a/"),
                activatesAt,
                expiresAt,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static ShareLinkRequest viewers(@Nullable Integer maxViewers) {
        return new ShareLinkRequest(
                null,
                List.of("a/"),
                null,
                null,
                null,
                null,
                null,
                maxViewers,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
