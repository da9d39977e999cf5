package dev.edgepass.issuer.sharelink.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.issuer.identity.Caller;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.readmodel.AllLinks;
import dev.edgepass.issuer.readmodel.ReadYourWrites;
import dev.edgepass.issuer.sharelink.ShareLinkView;
import dev.edgepass.issuer.sharelink.ShareLinks;
import dev.edgepass.issuer.testing.TestIssuer;
import dev.edgepass.local.testing.RealBackends;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An index with room for three links, over a database of its own. */
class LinkFollowerIT {
    private static final int DATABASE = 6;
    private static final int MOST = 3;

    /** Of the heap, for one of this test's links. */
    private static final long LINK_BYTES = 900;

    private static final Caller OWNER = new Caller("u", null, List.of(), Set.of());

    private static RedisClient client;
    private static RedisCommands<String, String> redis;
    private static TestIssuer issuer;
    /** Past whatever the issuer writes to the log itself. */
    private static long position = 10_000_000;

    private final LinkFollower follower = new LinkFollower(issuer.bean(AllLinks.class), MOST * LINK_BYTES);

    @BeforeAll
    static void start() {
        client = RedisClient.create(RedisURI.builder()
                .withHost(RealBackends.redis().host())
                .withPort(RealBackends.redis().port())
                .withDatabase(DATABASE)
                .build());
        redis = client.connect().sync();
        issuer = TestIssuer.with(Map.of("spring.data.redis.database", Integer.toString(DATABASE)));
    }

    @AfterAll
    static void stop() {
        issuer.close();
        redis.flushdb();
        client.shutdown();
    }

    @BeforeEach
    void write() {
        redis.flushdb();
        for (int i = 0; i < MOST; i++) {
            add("link-" + i);
        }
        // The issuer's own, so that it loads nothing during a test.
        issuer.bean(LinkFollower.class).current();
    }

    @Test
    void as_many_as_it_holds_are_listed() {
        assertThat(follower.current().orElseThrow().size()).isEqualTo(MOST);
        add("link-0");
        assertThat(follower.current().orElseThrow().size()).isEqualTo(MOST);
    }

    @Test
    void past_the_limit_the_number_of_links_is_asked_for_and_none_is_read() {
        add("one-too-many");
        assertTooMany();
        long scans = calls("zrevrange");
        long changes = calls("zrangebyscore");
        long counts = calls("zcard");

        for (int i = 0; i < 10; i++) {
            assertTooMany();
        }

        assertThat(calls("zcard") - counts).isEqualTo(10);
        assertThat(calls("zrevrange") - scans).isZero();
        assertThat(calls("zrangebyscore") - changes).isZero();
    }

    @Test
    void an_index_that_grows_past_the_limit_is_given_up() {
        assertThat(follower.current().orElseThrow().size()).isEqualTo(MOST);
        add("one-too-many");
        long scans = calls("zrevrange");

        assertTooMany();
        assertTooMany();

        assertThat(calls("zrevrange") - scans).isZero();
    }

    @Test
    void once_there_are_few_enough_they_are_listed_again() {
        add("one-too-many");
        assertTooMany();

        redis.flushdb();
        add("link-of-a-new-read-model");

        assertThat(follower.current().orElseThrow().size()).isEqualTo(1);
    }

    @Test
    void links_that_are_too_many_to_be_listed_are_found_for_closing_all_the_same() {
        add("one-too-many");

        assertThat(lists().openOf("u", null, 10)).containsExactly("one-too-many", "link-2", "link-1", "link-0");
        assertThat(lists().openOf("u", null, 3)).hasSize(3);
        assertThat(lists().openOf("u", "another tenant", 10)).isEmpty();
    }

    @Test
    void past_the_limit_lists_come_from_redis_newest_first_and_are_filtered() {
        add("one-too-many");
        LinkLists lists = lists();

        LinkLists.Page first = lists.list(OWNER, query("-createdAt", null, "2"));
        LinkLists.Page second = lists.list(OWNER, query(null, first.next(), "2"));

        assertThat(ids(first)).containsExactly("one-too-many", "link-2");
        assertThat(ids(second)).containsExactly("link-1", "link-0");
        assertThat(second.next()).isNull();
        assertThat(first.notice()).contains("newest first");
        assertThat(ids(lists.list(OWNER, query("LINK-1", null)))).containsExactly("link-1");
        assertThat(ids(lists.list(new Caller("other", null, List.of(), Set.of()), query(null, null, "2"))))
                .isEmpty();
        assertThatThrownBy(() -> lists.list(OWNER, query("label", null, "2")))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("sort: label (expected: -createdAt or none)");
    }

    @Test
    void a_cursor_goes_on_where_the_index_is_given_up_between_two_pages() {
        LinkLists lists = lists();
        LinkLists.Page first = lists.list(OWNER, query("-createdAt", null, "2"));
        assertThat(first.notice()).isNull();
        add("one-too-many");

        assertThat(ids(lists.list(OWNER, query("-createdAt", first.next(), "2"))))
                .containsExactly("link-0");
    }

    private LinkLists lists() {
        return new LinkLists(
                issuer.bean(ShareLinks.class),
                follower,
                issuer.bean(LinkScan.class),
                issuer.bean(AllLinks.class),
                issuer.bean(ReadYourWrites.class));
    }

    private static List<String> ids(LinkLists.Page page) {
        return page.shareLinks().stream().map(ShareLinkView::id).toList();
    }

    private static LinkQuery.Parsed query(@Nullable String sort, @Nullable String cursor, String limit) {
        return new LinkQuery(null, null, null, null, null, null, null, null, sort, cursor, limit)
                .parse(Instant.now(), OWNER);
    }

    private static LinkQuery.Parsed query(String search, @Nullable String cursor) {
        return new LinkQuery(search, null, null, null, null, null, null, null, null, cursor, null)
                .parse(Instant.now(), OWNER);
    }

    private void assertTooMany() {
        assertThat(follower.current()).isEmpty();
    }

    private static void add(String id) {
        position++;
        redis.multi();
        redis.set("ep:link:" + id, """
                {"id":"%s","paths":["p/"],"createdAt":"2026-11-25T12:00:00Z","createdBy":"u","allowDownload":false,\
                "allowedOrigins":[],"state":"active","position":%d}""".formatted(id, position));
        redis.zadd("ep:links", position, id);
        redis.zadd("ep:link-changes", position, id);
        redis.hset("ep:control", Map.of("position", Long.toString(position), "topicId", "t"));
        redis.exec();
    }

    /** How often the server was asked so, by whomever. */
    private static long calls(String command) {
        Matcher calls =
                Pattern.compile("cmdstat_" + command + ":calls=([0-9]+)").matcher(redis.info("commandstats"));
        return calls.find() ? Long.parseLong(calls.group(1)) : 0;
    }
}
