package dev.edgepass.issuer.views;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.event.Topics;
import dev.edgepass.event.UsageEvent.ViewerErased;
import dev.edgepass.issuer.log.UsagePartition;
import dev.edgepass.issuer.testing.Api;
import dev.edgepass.issuer.testing.LogReader;
import dev.edgepass.issuer.testing.TestIssuer;
import dev.edgepass.issuer.testing.TestProjection;
import dev.edgepass.token.UnverifiedToken;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What owners see of the views that the projection has. Here the projection's keys are written as docs/read-model.md has them. */
class CountedViewsIT {
    private static final String COUNTS = """
            {"opens":4,"requests":40,"bytes":4096,"objects":7,"firstAt":1795000000000,"lastAt":1795000900000,
             "lastOpenedAt":1795000600000,"countries":{"DE":30,"FR":10},"refusals":{"revoked":2,"expired":1},
             "lastRefusedAt":1795001000000,"audience":{"week":2900,"countries":["DE"],"networks":["0123abcd"]}}""";

    /** Than every link of a test, in ms. */
    private static final String LATER = Long.toString(System.currentTimeMillis() + 3_600_000);

    private static final String EARLIER = "1700000000000";

    private final Api api = TestIssuer.shared().api();
    private final RedisCommands<String, String> redis = TestProjection.redis();
    private final String owner = TestIssuer.user("counted-owner", "counted/");

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
    void a_link_has_what_was_counted_of_it() {
        String id = link("");
        complete(id, "1794000000000");
        reported(id, LATER);
        redis.hset("ep:views:" + id, "*", COUNTS);

        JsonNode link = api.get("/share-links/" + id, owner).json();

        JsonNode views = link.get("views");
        assertThat(views.get("opens").longValue()).isEqualTo(4);
        assertThat(views.get("requests").longValue()).isEqualTo(40);
        assertThat(views.get("bytes").longValue()).isEqualTo(4096);
        assertThat(views.get("objects").longValue()).isEqualTo(7);
        assertThat(views.get("firstAt").stringValue()).isEqualTo("2026-11-18T11:06:40Z");
        assertThat(views.get("lastAt").stringValue()).isEqualTo("2026-11-18T11:21:40Z");
        assertThat(views.get("lastOpenedAt").stringValue()).isEqualTo("2026-11-18T11:16:40Z");
        assertThat(views.get("countries").get("FR").longValue()).isEqualTo(10);
        assertThat(views.get("refused").longValue()).isEqualTo(3);
        assertThat(views.get("refusals").get("revoked").longValue()).isEqualTo(2);
        assertThat(views.get("lastRefusedAt").stringValue()).isEqualTo("2026-11-18T11:23:20Z");
        assertThat(views.get("completeFrom").stringValue()).isEqualTo("2026-11-06T21:20:00Z");
        assertThat(views.has("audience")).isFalse();
        assertThat(link.get("countViews").booleanValue()).isTrue();
        JsonNode listed = inList(id);
        assertThat(listed.get("timesOpened").longValue()).isEqualTo(4);
        assertThat(listed.get("lastOpenedAt").stringValue()).isEqualTo("2026-11-18T11:16:40Z");
    }

    @Test
    void nothing_counted_is_zero_only_where_that_is_known() {
        String id = link("");

        assertNothingKnown(id);

        // A projection that no location ever reported to.
        complete(id, EARLIER);
        assertNothingKnown(id);

        // A location, whose reports aren't of this link's partition.
        redis.hset("ep:locations:" + (UsagePartition.of(id) + 1) % Topics.USAGE_PARTITIONS, "FRA", LATER);
        assertNothingKnown(id);

        // Reports of this partition, and no projection of it.
        reported(id, LATER);
        redis.hdel("ep:usage", "complete:" + UsagePartition.of(id));
        assertNothingKnown(id);

        // Reports of the time since the link was made may be missing.
        complete(id, LATER);
        assertNothingKnown(id);

        // The last report is older than the link: the projection may have stopped since.
        complete(id, EARLIER);
        reported(id, EARLIER);
        assertNothingKnown(id);

        redis.hset("ep:locations:" + UsagePartition.of(id), "CDG", LATER);
        JsonNode views = api.get("/share-links/" + id, owner).json().get("views");
        assertThat(views.get("opens").longValue()).isZero();
        assertThat(views.has("lastOpenedAt")).isFalse();
        assertThat(inList(id).get("timesOpened").longValue()).isZero();
    }

    private void assertNothingKnown(String id) {
        assertThat(api.get("/share-links/" + id, owner).json().has("views")).isFalse();
        assertThat(inList(id).has("timesOpened")).isFalse();
    }

    @Test
    void a_link_whose_views_arent_counted_says_so_and_no_zero() {
        String id = link(",\"countViews\":false");
        complete(id, EARLIER);
        reported(id, LATER);

        JsonNode link = api.get("/share-links/" + id, owner).json();

        assertThat(link.get("countViews").booleanValue()).isFalse();
        assertThat(link.has("views")).isFalse();
        assertThat(inList(id).has("timesOpened")).isFalse();

        // What was counted before that stays.
        redis.hset("ep:views:" + id, "*", COUNTS);
        assertThat(api.get("/share-links/" + id, owner)
                        .json()
                        .get("views")
                        .get("opens")
                        .longValue())
                .isEqualTo(4);
    }

    @Test
    void to_count_no_more_ends_the_tokens_that_are_counted_and_to_count_again_ends_none() {
        String id = link("");

        JsonNode off = edit(id, "{\"countViews\":false}");
        TestProjection.catchUp();
        JsonNode on = edit(id, "{\"countViews\":null}");

        assertThat(off.get("edit").get("narrowed").booleanValue()).isTrue();
        assertThat(on.get("edit").get("narrowed").booleanValue()).isFalse();
    }

    @Test
    void each_viewer_has_their_own_views_and_an_erased_one_has_none() {
        String secret =
                api.post("/share-links", owner, "{\"paths\":[\"counted/\"]}").string("secret");
        TestProjection.catchUp();
        String first = viewer(secret);
        String second = viewer(secret);
        String third = viewer(secret);
        TestProjection.catchUp();
        String id = api.get("/share-links?limit=1", owner)
                .json()
                .get("shareLinks")
                .get(0)
                .get("id")
                .stringValue();
        complete(id, EARLIER);
        reported(id, LATER);
        redis.hset("ep:views:" + id, first, COUNTS);
        redis.hset("ep:views:" + id, second, "{\"erased\":true}");

        JsonNode viewers =
                api.get("/share-links/" + id + "/viewers", owner).json().get("viewers");

        for (JsonNode viewer : viewers) {
            String subject = viewer.get("subject").stringValue();
            assertThat(viewer.has("viewsErased")).isEqualTo(subject.equals(second));
            if (subject.equals(second)) {
                assertThat(viewer.has("views")).isFalse();
            } else {
                assertThat(viewer.get("views").get("opens").longValue()).isEqualTo(subject.equals(first) ? 4 : 0);
            }
        }
        assertThat(viewers).hasSize(3);
        assertThat(third).isNotEqualTo(first);
    }

    @Test
    void an_owner_has_a_viewer_s_views_erased_and_no_other_login_has() {
        Api.Answer link = api.post("/share-links", owner, "{\"paths\":[\"counted/\"]}");
        TestProjection.catchUp();
        String subject = viewer(link.string("secret"));
        TestProjection.catchUp();
        String path = "/share-links/" + link.string("id") + "/viewers/";

        assertThat(api.delete(path + subject + "/views", TestIssuer.user("counted-other", "counted/"))
                        .problem())
                .isEqualTo("link-not-found");
        assertThat(api.delete(path + "v-none/views", owner).problem()).isEqualTo("viewer-not-found");
        assertThat(api.delete(path + "boss/views", TestIssuer.admin()).problem())
                .isEqualTo("viewer-not-found");
        assertThat(erased(subject)).isEmpty();

        Api.Answer erased = api.delete(path + subject + "/views", owner);

        assertThat(erased.status()).as(erased.text()).isEqualTo(202);
        assertThat(erased.text()).isEqualTo("{\"state\":\"accepted\"}");
        assertThat(erased(subject)).singleElement().satisfies(entry -> {
            assertThat(entry.event().data()).isEqualTo(new ViewerErased(link.string("id"), subject, "counted-owner"));
            assertThat(entry.partition()).isEqualTo(UsagePartition.of(link.string("id")));
        });
    }

    private static List<LogReader.Entry> erased(String subject) {
        return LogReader.all(Topics.USAGE).stream()
                .filter(entry -> entry.event().data() instanceof ViewerErased erased
                        && erased.subject().equals(subject))
                .toList();
    }

    private void complete(String id, String from) {
        redis.hset("ep:usage", "complete:" + UsagePartition.of(id), from);
    }

    private void reported(String id, String at) {
        redis.hset("ep:locations:" + UsagePartition.of(id), "FRA", at);
    }

    private String link(String more) {
        Api.Answer made = api.post("/share-links", owner, "{\"paths\":[\"counted/\"]" + more + "}");
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        TestProjection.catchUp();
        return made.string("id");
    }

    private JsonNode inList(String id) {
        for (JsonNode link : api.get("/share-links", owner).json().get("shareLinks")) {
            if (link.get("id").stringValue().equals(id)) {
                return link;
            }
        }
        throw new AssertionError(id + " isn't listed");
    }

    private JsonNode edit(String id, String patch) {
        Api.Answer answer = api.send("PATCH", "/api/v1/media/share-links/" + id, owner, patch, "Prefer", "wait=0");
        assertThat(answer.status()).as(answer.text()).isIn(200, 202);
        return answer.json();
    }

    private String viewer(String secret) {
        Api.Answer token = api.post("/share-links/access-token", null, "{\"secret\":\"" + secret + "\"}");
        return UnverifiedToken.parse(token.string("token")).unverifiedClaims().subject();
    }
}
