package dev.edgepass.consumer.replay;

import static dev.edgepass.consumer.testing.TestEvents.linkCreated;
import static dev.edgepass.consumer.testing.TestEvents.tokenIssued;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.consumer.testing.CleanBackends;
import dev.edgepass.consumer.testing.TestLog;
import dev.edgepass.consumer.testing.TestService;
import dev.edgepass.consumer.views.core.Reports;
import dev.edgepass.readmodel.Keys;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Status;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Dropping the read model while the projections fold into it. */
@ExtendWith(CleanBackends.class)
class LiveModelIT {
    /** Keys beside those of the tokens, so that a drop takes long enough for many batches. */
    private static final int OTHER_KEYS = 200_000;

    private static final int DROPS = 3;
    private static final long NOW = System.currentTimeMillis();

    @TempDir
    private Path keys;

    @Test
    void what_is_issued_during_a_drop_is_counted_once() {
        try (TestService service = TestService.start(keys.resolve("feed.jwk"));
                TestLog log = new TestLog()) {
            log.append(linkCreated("L1"));
            AtomicBoolean dropped = new AtomicBoolean();
            CompletableFuture<Integer> issued = CompletableFuture.supplyAsync(() -> {
                int tokens = 0;
                while (!dropped.get()) {
                    log.append(tokenIssued("t" + ++tokens, "bob", "L1"));
                    log.append(Reports.report("i1", tokens, NOW, Reports.opened("v-1", "L1", NOW)));
                }
                return tokens;
            });
            LiveModel model = new LiveModel(service.redis(), Keys.LIVE);
            for (int i = 0; i < DROPS; i++) {
                fill(service.redis());
                awaitOpens(service, 1);
                assertThat(model.drop()).isGreaterThan(OTHER_KEYS);
            }
            dropped.set(true);

            int tokens = issued.join();
            awaitOpens(service, tokens);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() ->
                            service.health("issuanceProjectionHealthIndicator").equals(Status.UP));
            assertThat(service.redis().opsForHash().get("ep:opens", "L1")).isEqualTo(Integer.toString(tokens));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(
                                    (String) service.redis().opsForHash().get("ep:views:L1", "v-1"))
                            .contains("\"requests\":" + tokens + ","));
        }
    }

    private static void awaitOpens(TestService service, int least) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
            Object opens = service.redis().opsForHash().get("ep:opens", "L1");
            return opens != null && Integer.parseInt((String) opens) >= least;
        });
    }

    private static void fill(StringRedisTemplate redis) {
        Map<String, String> some = new HashMap<>();
        for (int i = 0; i < OTHER_KEYS; i++) {
            some.put("ep:token:other-" + i, "{}");
            if (some.size() == 10_000) {
                redis.opsForValue().multiSet(some);
                some.clear();
            }
        }
    }
}
