package dev.edgepass.consumer.replay;

import static dev.edgepass.consumer.testing.TestEvents.keyAdded;
import static dev.edgepass.consumer.testing.TestEvents.link;
import static dev.edgepass.consumer.testing.TestEvents.linkClosed;
import static dev.edgepass.consumer.testing.TestEvents.linkCreated;
import static dev.edgepass.consumer.testing.TestEvents.revoked;
import static dev.edgepass.consumer.testing.TestEvents.secretHash;
import static dev.edgepass.consumer.testing.TestEvents.subject;
import static dev.edgepass.consumer.testing.TestEvents.tokenIssued;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.consumer.testing.CleanBackends;
import dev.edgepass.consumer.testing.TestFeed;
import dev.edgepass.consumer.testing.TestLog;
import dev.edgepass.consumer.testing.TestService;
import dev.edgepass.event.Effect;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;

@ExtendWith(CleanBackends.class)
class ReplaySwitchIT {
    @TempDir
    private Path keys;

    private TestService service;
    private StringRedisTemplate redis;
    private ReplayCall replay;
    private TestLog log;

    @BeforeEach
    void someHistory() {
        service = TestService.start(keys.resolve("feed.jwk"));
        redis = service.redis();
        replay = new ReplayCall(keys.resolve("feed.jwk"));
        log = new TestLog();
        log.append(keyAdded("k1"));
        log.append(linkCreated("L1"));
        log.append(linkCreated("L2"));
        log.append(tokenIssued("t1", "bob", "L1"));
        log.append(tokenIssued("t2", "bob", null));
        log.append(linkClosed("L1"));
        awaitAll(log.append(revoked("R1", Effect.BLOCK, subject("bob"), link("L2"))));
        Awaitility.await().until(() -> Long.valueOf(2).equals(redis.opsForZSet().zCard("ep:live:sub:bob")));
    }

    private void awaitAll(long position) {
        try (TestFeed feed = new TestFeed(keys.resolve("feed.jwk"))) {
            service.awaitFolded(position);
            feed.awaitPosition(position);
        }
    }

    @AfterEach
    void stop() {
        log.close();
        service.close();
    }

    @Test
    void values_that_differ_are_replaced_while_the_consumer_runs_and_nothing_is_left_behind() {
        String link = redis.opsForValue().get("ep:link:L1");
        redis.opsForValue().set("ep:link:L1", link.replace("\"closed\"", "\"active\""));
        redis.opsForHash().delete("ep:handle", "sub:bob");
        redis.opsForHash().put("ep:handle", "lnk:other", "7:0");
        redis.opsForValue().set("ep:secret:" + "f".repeat(64), "L1");
        redis.delete(List.of("ep:secret:" + secretHash("L2"), "ep:live:lnk:L1", "ep:token:t2", "ep:links"));
        redis.opsForValue().set("ep:links", "of another type");
        redis.opsForZSet().add("ep:viewers:L1", "eve", 1);

        int exit = replay.run(List.of());

        assertThat(replay.complaint()).isEmpty();
        assertThat(replay.printed())
                .contains("different: link:L1: state live \"active\", replay \"closed\"")
                .contains("the live read model is equal to the log now");
        assertThat(exit).isZero();
        assertThat(redis.opsForValue().get("ep:link:L1")).isEqualTo(link);
        assertThat(redis.opsForHash().get("ep:handle", "sub:bob")).isEqualTo("0:5");
        assertThat(redis.opsForHash().hasKey("ep:handle", "lnk:other")).isFalse();
        assertThat(redis.getExpire("ep:token:t2")).as("a token's grant expires").isPositive();
        assertThat(redis.getExpire("ep:live:lnk:L1")).isPositive();
        assertThat(redis.opsForZSet().zCard("ep:links")).isEqualTo(2);
        assertThat(redis.keys("epr-*")).isEmpty();
        assertThat(redis.keys("rp:*")).isEmpty();
        replay.forgetOutput();
        assertThat(replay.run(List.of("--dry-run"))).isZero();
        awaitAll(log.append(linkClosed("L2")));
        assertThat(replay.run(List.of("--dry-run"))).as("goes on from there").isZero();
    }

    @Test
    void where_nothing_differs_nothing_is_replaced() {
        int exit = replay.run(List.of());

        assertThat(replay.printed()).contains(" 0 differences", "nothing to replace");
        assertThat(exit).isZero();
        assertThat(redis.opsForHash().hasKey("ep:marks", "replays")).isFalse();
    }

    @Test
    void a_key_that_no_event_makes_is_told_of_and_left_where_it_is() {
        redis.opsForValue().set("ep:something", "else");
        redis.opsForHash().delete("ep:handle", "sub:bob");

        assertThat(replay.run(List.of())).isEqualTo(1);

        assertThat(replay.printed()).contains("different: something: live has (a key that no event makes)");
        assertThat(redis.opsForValue().get("ep:something")).isEqualTo("else");
        assertThat(redis.opsForHash().get("ep:handle", "sub:bob")).isEqualTo("0:5");
    }

    @Test
    void what_a_killed_run_left_is_deleted_and_what_a_running_one_needs_is_not() {
        redis.opsForValue().set("epr-killed:link:L1", "{}");
        redis.opsForHash().put("epr-killed:control", "position", "3");
        redis.opsForValue().set("epr-running:link:L1", "{}");
        redis.opsForValue().set("rp:epr-running:", "");

        assertThat(replay.run(List.of("--dry-run"))).isZero();

        assertThat(replay.printed()).startsWith("Deleted 2 keys that a replay left which was killed.");
        assertThat(redis.keys("epr-*")).containsExactly("epr-running:link:L1");
    }

    @Test
    void a_feed_that_differs_from_the_log_is_published_anew_and_its_publisher_goes_on_from_there() {
        try (TestFeed feed = new TestFeed(keys.resolve("feed.jwk"))) {
            feed.publishWithout("k1");
            long term = feed.head().term();

            int exit = replay.run(List.of());

            assertThat(replay.printed())
                    .contains("different: feed keys: live has [], replay has [k1]")
                    .contains("published the feed as the log has it: position 5 in term ");
            assertThat(exit).isZero();
            assertThat(feed.head().keys()).hasSize(1);
            assertThat(feed.head().term()).isGreaterThan(term);
            awaitAll(log.append(linkClosed("L2")));
            assertThat(feed.head().keys()).hasSize(1);
        }
        assertThat(replay.run(List.of("--dry-run"))).isZero();
    }

    @Test
    void a_feed_that_is_published_anew_still_says_where_its_publisher_has_stopped() {
        log.appendUnknown("dev.edgepass.revocation.created.v2");
        try (TestFeed feed = new TestFeed(keys.resolve("feed.jwk"))) {
            feed.await(head -> head.gaps().heldAt() == 5);
            feed.publishWithout("k1");

            replay.run(List.of());

            assertThat(replay.printed()).contains("published the feed as the log has it: position 5 in term ");
            assertThat(feed.head().keys()).hasSize(1);
            assertThat(feed.head().gaps().heldAt()).isEqualTo(5);
        }
    }

    /**
     * Each link was found open, and is to be closed; its handle was found blocked, and is to be clear: at no moment is one neither closed nor blocked, in how many steps soever they are replaced.
     */
    @Test
    void between_two_steps_nothing_is_open_that_is_open_neither_before_nor_after() throws Exception {
        int links = 3_000;
        log.appendAll(links, number -> linkCreated("M" + number));
        log.appendAll(links, number -> linkClosed("M" + number));
        awaitAll(5 + 2 * links);
        for (int number = 0; number < links; number++) {
            String link = Objects.requireNonNull(redis.opsForValue().get("ep:link:M" + number));
            redis.opsForValue().set("ep:link:M" + number, link.replace("\"closed\"", "\"active\""));
            redis.opsForHash().put("ep:handle", "lnk:M" + number, "0:1");
        }
        RedisScript<Long> countOpen = RedisScript.of("""
                local open = 0
                for i = 0, tonumber(ARGV[1]) - 1 do
                  local state = redis.call('HGET', 'ep:handle', 'lnk:M' .. i)
                  if not (state and string.find(state, ':1$'))
                      and string.find(redis.call('GET', 'ep:link:M' .. i), '"state":"active"', 1, true) then
                    open = open + 1
                  end
                end
                return open
                """, Long.class);
        AtomicBoolean over = new AtomicBoolean();
        AtomicLong mostOpen = new AtomicLong();
        AtomicLong looks = new AtomicLong();
        Thread reader = new Thread(() -> {
            while (!over.get()) {
                mostOpen.accumulateAndGet(
                        Objects.requireNonNull(redis.execute(countOpen, List.of(), Integer.toString(links))),
                        Math::max);
                looks.incrementAndGet();
            }
        });
        reader.start();

        int exit = replay.run(List.of());

        over.set(true);
        reader.join();
        assertThat(replay.printed()).contains("6,000 differences", "replaced 6,000 values");
        assertThat(exit).isZero();
        assertThat(looks.get()).isPositive();
        assertThat(mostOpen.get()).isZero();
        assertThat((String) redis.opsForHash().get("ep:handle", "lnk:M7"))
                .as("cut off, not blocked")
                .endsWith(":0");
        assertThat(Integer.parseInt(
                        Objects.requireNonNull((String) redis.opsForHash().get("ep:marks", "replays"))))
                .as("in more steps than one")
                .isGreaterThan(3);
    }
}
