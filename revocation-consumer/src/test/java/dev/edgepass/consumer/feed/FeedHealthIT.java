package dev.edgepass.consumer.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.consumer.feed.core.FeedStatus.Role;
import dev.edgepass.consumer.testing.CleanBackends;
import dev.edgepass.consumer.testing.TestService;
import dev.edgepass.local.testing.CutProxy;
import dev.edgepass.local.testing.RealBackends;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The publisher's health while R2 is away, asked from outside. */
@ExtendWith(CleanBackends.class)
class FeedHealthIT {
    private static final int UP = 200;
    private static final int DOWN = 503;

    private final URI r2 = URI.create(RealBackends.r2().endpoint());
    private final CutProxy proxy = new CutProxy(r2);

    @TempDir
    private Path keys;

    @AfterEach
    void close() {
        proxy.close();
    }

    private TestService start(String publisherId, URI r2Endpoint) {
        return TestService.start(
                keys.resolve("feed.jwk"),
                "edgepass.feed.publisher-id=" + publisherId,
                "edgepass.feed.heartbeat=PT1S",
                "edgepass.feed.min-interval=PT0.2S",
                "edgepass.r2.timeout=PT2S",
                "edgepass.r2.endpoint=" + r2Endpoint);
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(200));
    }

    private static void awaitRole(TestService service, Role role) {
        await().until(() -> service.bean(FeedPublisher.class).status().role() == role);
    }

    @Test
    void a_leader_that_cant_write_heads_isnt_ready_until_r2_is_back_and_stays_alive() {
        try (TestService service = start("p1", proxy.in(r2))) {
            awaitRole(service, Role.LEADING);
            await().until(() -> service.healthGroup("readiness") == UP);

            proxy.cut();
            await().until(() -> service.healthGroup("readiness") == DOWN);
            assertThat(service.bean(FeedPublisher.class).status().role()).isEqualTo(Role.LEADING);
            assertThat(service.healthGroup("liveness")).isEqualTo(UP);

            proxy.heal();
            await().until(() -> service.healthGroup("readiness") == UP);
        }
    }

    @Test
    void a_standby_that_cant_read_the_head_isnt_ready_while_the_leader_is() {
        try (TestService leader = start("p1", r2)) {
            awaitRole(leader, Role.LEADING);
            try (TestService standby = start("p2", proxy.in(r2))) {
                awaitRole(standby, Role.STANDBY);
                await().until(() -> standby.healthGroup("readiness") == UP);

                proxy.cut();
                await().until(() -> standby.healthGroup("readiness") == DOWN);
                await().until(() -> leader.healthGroup("readiness") == UP);
                assertThat(standby.healthGroup("liveness")).isEqualTo(UP);

                proxy.heal();
                await().until(() -> standby.healthGroup("readiness") == UP);
            }
        }
    }
}
