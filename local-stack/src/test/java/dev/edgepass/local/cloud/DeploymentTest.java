package dev.edgepass.local.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeploymentTest {
    private static final String ACCOUNT = FakeCloudflare.ACCOUNT;

    @ParameterizedTest
    @CsvSource({
        "--account, ACCOUNT, example.com, media.example.com, issuer.example.com, my-media, https://a.example",
        "--zone, 0123456789abcdef0123456789abcdef, example, media.example.com, issuer.example.com, my-media, https://a.example",
        "--media-host, 0123456789abcdef0123456789abcdef, example.com, media.example.org, issuer.example.com, my-media, https://a.example",
        "--media-host, 0123456789abcdef0123456789abcdef, example.com, a/../b.example.com, issuer.example.com, my-media, https://a.example",
        "--issuer-host, 0123456789abcdef0123456789abcdef, example.com, media.example.com, notexample.com, my-media, https://a.example",
        "--issuer-host, 0123456789abcdef0123456789abcdef, example.com, media.example.com, media.example.com, my-media, https://a.example",
        "--bucket, 0123456789abcdef0123456789abcdef, example.com, media.example.com, issuer.example.com, My_Media, https://a.example",
        "--bucket, 0123456789abcdef0123456789abcdef, example.com, media.example.com, issuer.example.com, edgepass-feed, https://a.example",
        "--app-origin, 0123456789abcdef0123456789abcdef, example.com, media.example.com, issuer.example.com, my-media, https://a.example/",
        "--app-origin, 0123456789abcdef0123456789abcdef, example.com, media.example.com, issuer.example.com, my-media, *"
    })
    void a_value_that_cant_be_is_named_with_what_is_expected(
            String option, String account, String zone, String media, String issuer, String bucket, String origin) {
        assertThatThrownBy(
                        () -> new Deployment(account, zone, media, issuer, bucket, Optional.empty(), List.of(origin)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(option + ": ")
                .hasMessageContaining("(expected: ");
    }

    @Test
    void only_known_jurisdictions_are_taken() {
        assertThatThrownBy(() -> new Deployment(
                        ACCOUNT,
                        "example.com",
                        "media.example.com",
                        "issuer.example.com",
                        "my-media",
                        Optional.of("moon"),
                        List.of()))
                .hasMessage("--jurisdiction: moon (expected: eu or fedramp)");
    }

    @Test
    void a_local_app_may_upload_too() {
        Deployment deployment = new Deployment(
                ACCOUNT,
                "example.com",
                "example.com",
                "issuer.example.com",
                "my-media",
                Optional.empty(),
                List.of("http://localhost:5173", "https://app.example.org:8443"));

        assertThat(deployment.appOrigins()).hasSize(2);
    }
}
