package dev.edgepass.issuer.sharelink.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.issuer.identity.Caller;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.sharelink.ShareLinkView;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LinkFollowerIT {
    private static final int MOST = SmallIndex.MOST;
    private static final Caller OWNER = new Caller("u", null, List.of(), Set.of());

    private static SmallIndex small;

    private final LinkFollower follower = small.follower();

    @BeforeAll
    static void start() {
        small = new SmallIndex(6);
    }

    @AfterAll
    static void stop() {
        small.close();
    }

    @BeforeEach
    void fill() {
        small.fill();
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

        small.redis().flushdb();
        add("link-of-a-new-read-model");

        assertThat(follower.current().orElseThrow().size()).isEqualTo(1);
    }

    @Test
    void a_link_that_a_replay_replaced_is_read_anew_though_no_position_has_changed() {
        assertThat(follower.current().orElseThrow().size()).isEqualTo(MOST);
        small.redis().del("ep:link:link-0");
        small.redis().zrem("ep:links", "link-0");
        assertThat(follower.current().orElseThrow().size()).isEqualTo(MOST);

        small.redis().hincrby("ep:marks", "replays", 1);

        assertThat(follower.current().orElseThrow().size()).isEqualTo(MOST - 1);
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
        return small.lists(follower);
    }

    private static List<String> ids(LinkLists.Page page) {
        return page.shareLinks().stream().map(ShareLinkView::id).toList();
    }

    private static LinkQuery.Parsed query(@Nullable String sort, @Nullable String cursor, String limit) {
        return new LinkQuery(null, null, null, null, null, null, null, null, null, sort, cursor, limit)
                .parse(Instant.now(), OWNER);
    }

    private static LinkQuery.Parsed query(String search, @Nullable String cursor) {
        return new LinkQuery(search, null, null, null, null, null, null, null, null, null, cursor, null)
                .parse(Instant.now(), OWNER);
    }

    private void assertTooMany() {
        assertThat(follower.current()).isEmpty();
    }

    private static void add(String id) {
        small.add(id);
    }

    /** How often the server was asked so, by whomever. */
    private static long calls(String command) {
        Matcher calls = Pattern.compile("cmdstat_" + command + ":calls=([0-9]+)")
                .matcher(small.redis().info("commandstats"));
        return calls.find() ? Long.parseLong(calls.group(1)) : 0;
    }
}
