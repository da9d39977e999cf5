package dev.edgepass.issuer.key;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import dev.edgepass.issuer.testing.Api;
import dev.edgepass.issuer.testing.TestFeed;
import dev.edgepass.issuer.testing.TestIssuer;
import dev.edgepass.issuer.testing.TestProjection;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class JwksIT {
    private static final String JWKS = "/.well-known/jwks.json";
    private static final String NOBODY_LISTENS = "1";

    private final Api api = TestIssuer.shared().api();

    @BeforeEach
    void projectionIsCurrent() {
        TestIssuer.awaitReady();
        TestProjection.catchUp();
    }

    @Test
    void the_set_has_public_keys_for_es256_only() throws ParseException {
        JWKSet set = JWKSet.parse(api.page(JWKS).text());

        assertThat(set.getKeys()).isNotEmpty().allSatisfy(key -> {
            assertThat(key.isPrivate()).isFalse();
            assertThat(key.getAlgorithm().getName()).isEqualTo("ES256");
            assertThat(key.getKeyUse().identifier()).isEqualTo("sig");
        });
    }

    @Test
    void it_is_cached_for_less_than_a_key_is_published_before_its_use_and_validated_by_its_tag() {
        try (TestIssuer usual = TestIssuer.with(Map.of("edgepass.keys.published-for", "PT10S"))) {
            Api.Answer first = usual.api().page(JWKS);

            assertThat(first.header("Cache-Control")).isEqualTo("max-age=5, public");
            Api.Answer again = usual.api().send("GET", JWKS, null, null, "If-None-Match", first.header("ETag"));
            assertThat(again.status()).isEqualTo(304);
            assertThat(again.text()).isEmpty();
            assertThat(usual.api()
                            .send("GET", JWKS, null, null, "If-None-Match", "\"other\"")
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void without_redis_it_is_what_the_edge_goes_by() {
        String known = api.page(JWKS).text();
        TestFeed.publish(TestProjection.catchUp());
        try (TestIssuer without = TestIssuer.with(Map.of("spring.data.redis.port", NOBODY_LISTENS))) {
            Awaitility.await()
                    .untilAsserted(
                            () -> assertThat(without.api().page(JWKS).text()).isEqualTo(known));
        }
    }

    @Test
    void nothing_of_a_private_key_is_logged_or_shown_by_the_actuator() {
        List<ECKey> keys = KeyFolder.of(TestIssuer.KEYS).load();
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        logged.start();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        try (TestIssuer issuer =
                TestIssuer.with(Map.of("edgepass.keys.jwks", new JWKSet(List.copyOf(keys)).toString(false)))) {
            root.addAppender(logged);
            String admin = TestIssuer.admin();
            issuer.api().post("/access-token", admin, "{\"paths\":[\"a/\"]}");
            for (String endpoint : List.of("env", "configprops", "beans", "heapdump", "loggers")) {
                assertThat(issuer.api()
                                .send("GET", "/actuator/" + endpoint, admin, null)
                                .status())
                        .isEqualTo(404);
            }
            assertThat(issuer.bean(KeyRing.class).toString()
                            + issuer.bean(KeySettings.class)
                            + issuer.api()
                                    .send("GET", "/actuator/health", admin, null)
                                    .text()
                            + issuer.api().get("/keys", admin).text()
                            + logged.list)
                    .doesNotContain(
                            keys.stream().map(key -> key.getD().toString()).toList());
        } finally {
            root.detachAppender(logged);
        }
    }
}
