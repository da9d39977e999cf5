package dev.edgepass.issuer.sharelink.list;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.issuer.testing.Api;
import dev.edgepass.issuer.testing.TestIssuer;
import dev.edgepass.local.testing.RealBackends;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.IntConsumer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import tools.jackson.databind.JsonNode;

/** The list at 100,000 links, in a database of its own, so that other tests keep theirs small. */
class LinkListIT {
    private static final int LINKS = 100_000;
    private static final int BATCH = 5_000;
    private static final int DATABASE = 5;

    /** Past whatever the issuer writes to the log itself. */
    private static final long FIRST_POSITION = 10_000_000;

    /** The round of an edit that a test looks for. */
    private static final int MARKED = -1;

    private static RedisClient client;
    private static RedisCommands<String, String> redis;
    private static TestIssuer issuer;
    private static long position = FIRST_POSITION;

    @BeforeAll
    static void start() {
        client = RedisClient.create(RedisURI.builder()
                .withHost(RealBackends.redis().host())
                .withPort(RealBackends.redis().port())
                .withDatabase(DATABASE)
                .withTimeout(Duration.ofMinutes(2))
                .build());
        redis = client.connect().sync();
        redis.flushdb();
        for (int from = 0; from < LINKS; from += BATCH) {
            List<String> batch = new ArrayList<>();
            for (int i = from; i < from + BATCH; i++) {
                batch.add(id(i));
            }
            write(batch, 0);
        }
        issuer = TestIssuer.with(Map.of("spring.data.redis.database", Integer.toString(DATABASE)));
        Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .until(() -> page("limit=1", TestIssuer.admin()).status() == 200);
    }

    @AfterAll
    static void stop() {
        issuer.close();
        redis.flushdb();
        client.shutdown();
    }

    @Test
    void a_walk_under_edits_meets_every_untouched_link_exactly_once(TestReporter report) {
        Random random = new Random(42);

        List<String> met = walk("sort=label", page -> edit(random, page), report);

        List<String> untouched = met.stream().filter(LinkListIT::isUntouched).toList();
        assertThat(new HashSet<>(untouched)).as("twice").hasSameSizeAs(untouched);
        assertThat(untouched).as("hidden").hasSize(LINKS / 2);
    }

    @Test
    void filters_and_search_find_what_fits_and_nothing_else() {
        assertThat(walk("createdBy=owner-3&path=projects/7&limit=200"))
                .hasSize(LINKS / 100)
                .allMatch(id -> number(id) % 10 == 3 && number(id) / 10 % 10 == 7);
        assertThat(walk("q=" + id(4_242))).containsExactly(id(4_242));
        assertThat(walk("q=LABEL%20004242&status=active")).contains(id(4_242)).hasSizeLessThan(LINKS / 100);
        assertThat(walk("tenant=nobody")).isEmpty();
        assertThat(walk("q=label%20000&expiresBefore=2099-01-01T00:00:00Z")).isEmpty();
    }

    @Test
    void a_change_shows_in_the_next_list_and_a_block_counts() {
        String id = id(1);
        write(List.of(id), MARKED);
        assertThat(walk("q=just%20changed")).containsExactly(id);

        redis.multi();
        redis.hset("ep:handle", "lnk:" + id, "0:" + ++position);
        redis.zadd("ep:link-changes", position, id);
        redis.hset("ep:control", "position", Long.toString(position));
        redis.exec();
        assertThat(walk("status=blocked")).containsExactly(id);
    }

    @Test
    void a_user_lists_their_own_and_an_auditor_all() {
        assertThat(page("limit=200&q=link-00000", TestIssuer.tenant("owner-5", "tenant"))
                        .json()
                        .get("shareLinks")
                        .findValuesAsString("createdBy"))
                .containsOnly("owner-5");
        String auditor = TestIssuer.login("x", List.of(), List.of("auditor"), Instant.now());
        assertThat(page("limit=200&q=link-00000", auditor).json().get("shareLinks"))
                .hasSize(10);
    }

    @Test
    void a_parameter_that_isnt_exact_is_400() {
        for (String field : List.of(
                "sort=position",
                "sort=",
                "cursor=x",
                "status=new",
                "limit=0",
                "limit=201",
                "limit=x",
                "expiresBefore=soon",
                "expiresAfter=1",
                "q=" + "x".repeat(201))) {
            Api.Answer answer = page(field, TestIssuer.admin());
            assertThat(answer.status()).as(field).isEqualTo(400);
            assertThat(answer.string("field")).isEqualTo(field.substring(0, field.indexOf('=')));
        }
    }

    private static List<String> walk(String query) {
        return walk(query, page -> {}, null);
    }

    /** @param between is told how many pages there were so far, after each of them */
    private static List<String> walk(String query, IntConsumer between, @Nullable TestReporter report) {
        List<String> ids = new ArrayList<>();
        String next = "";
        int pages = 0;
        long begin = System.nanoTime();
        do {
            String limit = query.contains("limit=") ? "" : "&limit=200";
            JsonNode page = page(query + limit + next, TestIssuer.admin()).json();
            ids.addAll(page.required("shareLinks").findValuesAsString("id"));
            next = page.has("next")
                    ? "&cursor=" + URLEncoder.encode(page.get("next").stringValue(), StandardCharsets.UTF_8)
                    : "";
            pages++;
            between.accept(pages);
        } while (!next.isEmpty());
        if (report != null) {
            report.publishEntry(query, pages + " pages, " + (System.nanoTime() - begin) / 1_000_000 + " ms");
        }
        return ids;
    }

    private static Api.Answer page(String query, String login) {
        return issuer.api().get("/share-links?" + query, login);
    }

    /** Some of one half of the links get other labels and times, and a new one comes. */
    private static void edit(Random random, int round) {
        Set<String> batch = new HashSet<>();
        while (batch.size() < 50) {
            batch.add(id(random.nextInt(LINKS / 2) * 2 + 1));
        }
        batch.add("new-" + position);
        write(List.copyOf(batch), round);
    }

    private static void write(List<String> ids, int round) {
        Map<String, String> links = new HashMap<>();
        List<Object> places = new ArrayList<>();
        position++;
        for (String id : ids) {
            links.put("ep:link:" + id, json(id, round));
            places.add((double) position);
            places.add(id);
        }
        redis.multi();
        redis.mset(links);
        redis.zadd("ep:links", places.toArray());
        redis.zadd("ep:link-changes", places.toArray());
        redis.hset("ep:control", Map.of("position", Long.toString(position), "topicId", "t"));
        redis.exec();
    }

    private static String json(String id, int round) {
        int number = number(id);
        String label = round == 0 || isUntouched(id)
                ? "label %06d".formatted(number)
                : "label %06d edit %d".formatted((number + round * 7919) % LINKS, round);
        return """
                {"id":"%s","label":"%s","tenant":"tenant","paths":["projects/%d/"],"createdAt":"2026-11-25T12:00:%02d.%03dZ",\
                "createdBy":"owner-%d","allowDownload":false,"allowedOrigins":[],"state":"active","position":%d}""".formatted(
                        id,
                        round == MARKED ? "Just changed" : label,
                        number / 10 % 10,
                        number % 60,
                        number / 60 % 1000,
                        number % 10,
                        number + 1);
    }

    private static String id(int number) {
        return "link-%06d".formatted(number);
    }

    private static int number(String id) {
        return id.startsWith("link-") ? Integer.parseInt(id.substring(5)) : 1;
    }

    private static boolean isUntouched(String id) {
        return id.startsWith("link-") && number(id) % 2 == 0;
    }
}
