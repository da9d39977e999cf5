package dev.edgepass.issuer.revocation.receipts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.event.Topics;
import dev.edgepass.issuer.testing.Api;
import dev.edgepass.issuer.testing.TestIssuer;
import dev.edgepass.issuer.testing.TestProjection;
import dev.edgepass.issuer.testing.TestPublisher;
import dev.edgepass.issuer.token.RandomId;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Receipts of real revocations, beside keys of the projection that are written as docs/read-model.md has them. */
class ReceiptIT {
    private final Api api = TestIssuer.shared().api();
    private final String admin = TestIssuer.admin();
    private final RedisCommands<String, String> redis = TestProjection.redis();

    @BeforeEach
    void projection_is_current() {
        TestIssuer.awaitReady();
        TestProjection.catchUp();
        forget();
    }

    @AfterEach
    void forget() {
        redis.del("ep:usage");
        IntStream.range(0, Topics.USAGE_PARTITIONS).forEach(i -> redis.del("ep:locations:" + i));
    }

    @Test
    void locations_have_what_they_reported_and_the_bound_alone_says_that_it_is_enforced() {
        String link = RandomId.next();
        Api.Answer made = TestPublisher.during(() -> revoke("link", link));
        TestProjection.catchUp();
        assertThat(made.string("state")).isEqualTo("published");
        long position = made.json().get("position").longValue();
        Instant enforced = Instant.parse(made.string("enforcedBy"));
        String path = "/revocations/" + made.string("id") + "/receipts";
        long bound = Instant.parse(api.get(path, admin).string("enforcedBy")).toEpochMilli();
        complete("1794000000000");
        redis.hset("ep:locations:1", "CDG", "1795000000000");
        redis.hset(
                "ep:receipts:3:lnk:" + link,
                "FRA",
                "{\"firstAt\":" + (bound - 4000) + ",\"firstPosition\":" + position + ",\"lastAt\":" + bound
                        + ",\"lastPosition\":" + position + "}");
        redis.hset("ep:grants:2:lnk:" + link, "AMS", "[[1," + (bound + 4000) + "],[9," + (bound + 9000) + "]]");

        JsonNode receipts = TestPublisher.during(() -> api.get(path, admin)).json();

        assertThat(receipts.get("judged").booleanValue()).isTrue();
        assertThat(receipts.get("reported").booleanValue()).isTrue();
        assertThat(receipts.get("completeFrom").stringValue()).isEqualTo("2026-11-06T21:20:00Z");
        assertThat(receipts.get("locations").toString())
                .isEqualTo("[{\"location\":\"AMS\",\"state\":\"granted-after\",\"grantedAt\":\""
                        + Instant.ofEpochMilli(bound + 9000) + "\"},"
                        + "{\"location\":\"CDG\",\"state\":\"silent\",\"lastReportAt\":\"2026-11-18T11:06:40Z\"},"
                        + "{\"location\":\"FRA\",\"state\":\"refusal-seen\",\"refusalSeenAt\":\""
                        + Instant.ofEpochMilli(bound - 4000) + "\"}]");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> api.get(path, admin).string("state").equals("enforced"));
        assertThat(Instant.now()).isAfterOrEqualTo(enforced);
    }

    @Test
    void without_a_head_and_without_reports_nothing_is_claimed() {
        String link = RandomId.next();
        Api.Answer made = revoke("link", link);
        TestProjection.catchUp();
        redis.hset("ep:grants:2:lnk:" + link, "AMS", "[[0,9795000000000]]");

        Api.Answer receipts = api.get("/revocations/" + made.string("id") + "/receipts", admin);

        assertThat(receipts.status()).as(receipts.text()).isEqualTo(200);
        assertThat(receipts.string("state")).isEqualTo("accepted");
        assertThat(receipts.json().get("judged").booleanValue()).isFalse();
        assertThat(receipts.string("notJudged")).isEqualTo("not-published");
        assertThat(receipts.json().get("reported").booleanValue()).isFalse();
        assertThat(receipts.json().get("locations").toString())
                .isEqualTo("[{\"location\":\"AMS\",\"state\":\"silent\"}]");
    }

    @Test
    void what_is_missing_of_a_partition_is_told() {
        Api.Answer made = revoke("token", RandomId.next());
        TestProjection.catchUp();
        redis.hset("ep:usage", "complete:0", "1794000000000");
        redis.hset("ep:usage", "complete:2", "1795000000000");

        JsonNode receipts = api.get("/revocations/" + made.string("id") + "/receipts", admin)
                .json();

        assertThat(receipts.get("completeFrom").stringValue()).isEqualTo("2026-11-18T11:06:40Z");
        assertThat(receipts.get("reported").booleanValue()).as("by no location").isFalse();

        redis.hset("ep:locations:2", "CDG", "1795000000000");
        assertThat(api.get("/revocations/" + made.string("id") + "/receipts", admin)
                        .json()
                        .get("reported")
                        .booleanValue())
                .isTrue();
        assertThat(api.get("/revocations/none/receipts", admin).problem()).isEqualTo("revocation-not-found");
    }

    private void complete(String from) {
        IntStream.range(0, Topics.USAGE_PARTITIONS).forEach(i -> redis.hset("ep:usage", "complete:" + i, from));
    }

    private Api.Answer revoke(String kind, String id) {
        return api.post("/revocations", admin, "{\"target\":{\"kind\":\"" + kind + "\",\"id\":\"" + id + "\"}}");
    }
}
