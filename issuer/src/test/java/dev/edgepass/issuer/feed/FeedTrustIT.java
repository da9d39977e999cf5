package dev.edgepass.issuer.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.jwk.JWKSet;
import dev.edgepass.issuer.testing.Api;
import dev.edgepass.issuer.testing.TestFeed;
import dev.edgepass.issuer.testing.TestIssuer;
import dev.edgepass.issuer.testing.TestProjection;
import dev.edgepass.jdk.KeyFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The issuer says published of a head that it believes, whatever else has been written into the bucket. */
class FeedTrustIT {
    private static final String REVOKE = "{\"target\":{\"kind\":\"token\",\"id\":\"told-by-a-foreign-head\"}}";

    @TempDir
    private Path folder;

    @BeforeEach
    void projection_is_current() {
        TestIssuer.awaitReady();
        TestProjection.catchUp();
    }

    @AfterEach
    void leave_a_head_that_is_believed() {
        TestFeed.publish(TestProjection.catchUp());
    }

    @Test
    void a_head_under_a_foreign_key_publishes_nothing_whatever_kid_it_claims() {
        Api api = TestIssuer.shared().api();
        Api.Answer made = api.post("/revocations", TestIssuer.admin(), REVOKE, "Prefer", "wait=0");
        long position = made.json().get("position").longValue();
        TestProjection.catchUp();
        R2HeadReader heads = TestIssuer.shared().bean(R2HeadReader.class);

        for (String kid : new String[] {"foreign", TestFeed.kid()}) {
            TestFeed.publishForeign(position, kid);

            assertThat(heads.read()).isEmpty();
            assertThat(state(api, made)).isEqualTo("accepted");
        }
        TestFeed.publish(position);
        await().atMost(Duration.ofSeconds(30)).until(() -> state(api, made).equals("published"));
    }

    @Test
    void whoever_asks_is_told_how_old_the_feed_is_and_that_a_foreign_head_is_none() {
        Api api = TestIssuer.shared().api();
        TestFeed.publish(TestProjection.catchUp());

        Api.Answer current = api.get("/feed", TestIssuer.user("u", "a/"));

        assertThat(current.string("state")).isEqualTo("current");
        assertThat(current.json().get("ageMs").longValue()).isNotNegative();
        assertThat(current.json().get("position").longValue()).isNotNegative();
        TestFeed.publishForeign(1, "foreign");
        try (TestIssuer issuer = TestIssuer.with(Map.of())) {
            Api.Answer unknown = issuer.api().get("/feed", TestIssuer.user("u", "a/"));
            assertThat(unknown.string("state")).isEqualTo("unknown");
            assertThat(unknown.json().has("asOf")).isFalse();
        }
    }

    @Test
    void a_rotation_reaches_a_running_issuer_by_the_file_that_the_consumer_writes() throws Exception {
        Path file = folder.resolve("feed-public.jwks");
        JWKSet other =
                new JWKSet(KeyFile.loadOrCreate(folder.resolve("other.jwk")).toPublicJWK());
        Files.writeString(file, other.toString());
        TestFeed.publish(TestProjection.catchUp());
        try (TestIssuer issuer = TestIssuer.with(Map.of("edgepass.feed.jwks-file", file.toString()))) {
            R2HeadReader heads = issuer.bean(R2HeadReader.class);
            assertThat(heads.read()).isEmpty();

            Files.move(TestFeed.writePublicKeys(folder.resolve("fresh.jwks")), file, StandardCopyOption.ATOMIC_MOVE);

            await().atMost(Duration.ofSeconds(30)).until(() -> heads.read().isPresent());
        }
    }

    private static String state(Api api, Api.Answer made) {
        return api.get("/revocations/" + made.string("id"), TestIssuer.admin()).string("state");
    }
}
