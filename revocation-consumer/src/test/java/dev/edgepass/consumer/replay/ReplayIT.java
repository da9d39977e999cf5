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

import dev.edgepass.consumer.ReplayProgram;
import dev.edgepass.consumer.testing.CleanBackends;
import dev.edgepass.consumer.testing.TestFeed;
import dev.edgepass.consumer.testing.TestLog;
import dev.edgepass.consumer.testing.TestService;
import dev.edgepass.event.Effect;
import dev.edgepass.event.Topics;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

@ExtendWith(CleanBackends.class)
class ReplayIT {
    @TempDir
    private Path keys;

    private TestService service;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void someHistory() {
        service = TestService.start(keys.resolve("feed.jwk"));
        try (TestLog log = new TestLog();
                TestFeed feed = new TestFeed(keys.resolve("feed.jwk"))) {
            log.append(keyAdded("k1"));
            log.append(linkCreated("L1"));
            log.append(linkCreated("L2"));
            log.appendGarbage(Topics.CONTROL);
            log.append(tokenIssued("t1", "bob", "L1"));
            log.append(tokenIssued("t2", "bob", null));
            log.append(linkClosed("L1"));
            long position = log.append(revoked("R1", Effect.BLOCK, subject("bob"), link("L2")));
            service.awaitFolded(position);
            feed.awaitPosition(position);
        }
        Awaitility.await()
                .until(() -> Long.valueOf(2).equals(service.redis().opsForZSet().zCard("ep:live:sub:bob")));
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private int replay(List<String> arguments, String... settings) {
        List<String> all = new ArrayList<>(arguments);
        all.addAll(TestService.arguments(keys.resolve("feed.jwk"), settings));
        ReplayOptions options = ReplayOptions.parse(all);
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(ReplayProgram.class)
                .web(WebApplicationType.NONE)
                .run(options.settings().toArray(String[]::new))) {
            return new Replay(context, new PrintStream(out), new PrintStream(err)).run(options);
        }
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void what_was_folded_live_and_what_is_folded_again_are_equal_and_nothing_is_left_behind() {
        int exit = replay(List.of("--dry-run"));

        assertThat(printed()).startsWith("replayed 8 records in ").contains(" 0 differences");
        assertThat(exit).isZero();
        assertThat(service.redis().keys("epr-*")).isEmpty();
    }

    @Test
    void tampered_values_are_named_one_by_one() {
        String link = service.redis().opsForValue().get("ep:link:L1");
        service.redis().opsForValue().set("ep:link:L1", link.replace("\"closed\"", "\"active\""));
        service.redis().opsForHash().delete("ep:handle", "sub:bob");
        service.redis().opsForValue().set("ep:secret:" + "f".repeat(64), "L1");
        service.redis().delete("ep:live:lnk:L1");
        service.redis().opsForValue().set("ep:something", "else");

        int exit = replay(List.of("--dry-run"));

        assertThat(exit).isEqualTo(1);
        assertThat(printed())
                .contains("different: link:L1: state live \"active\", replay \"closed\"")
                .contains("different: handle sub:bob: live has none, replay has 0:6")
                .contains("different: secret:ffffffff...: live has L1, replay has none")
                .contains("different: live:lnk:L1 t1: live has none")
                .contains("different: something: live has (a key that no event makes)")
                .contains(" 5 differences")
                .doesNotContain("f".repeat(64));
    }

    @Test
    void the_events_of_a_link_are_listed_in_their_order_without_its_secret() {
        int exit = replay(List.of("--list", "--link", "L1"));

        assertThat(exit).isZero();
        assertThat(printed().lines().map(line -> line.split("\t")[2]))
                .containsExactly("link.created.v1", "token.issued.v1", "link.closed.v1");
        assertThat(printed()).contains("reason=over", "jti=t1").doesNotContain(secretHash("L1"));
    }

    @Test
    void all_events_are_listed_as_json_lines() {
        assertThat(replay(List.of("--list", "--json"))).isZero();

        assertThat(printed().lines()).hasSize(8).allMatch(line -> line.startsWith("{\"topic\":\"edgepass."));
        assertThat(printed())
                .contains("\"type\":\"unreadable\"")
                .contains("\"targets\":[\"sub:bob\",\"lnk:L2\"],\"effect\":\"block\"");
    }

    @Test
    void with_redis_or_kafka_away_it_says_so_in_a_sentence_and_gives_no_verdict() {
        assertThat(replay(List.of("--dry-run"), "spring.data.redis.port=1")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("Redis at 127.0.0.1:1 doesn't answer");
        err.reset();

        assertThat(replay(List.of("--dry-run"), "spring.kafka.bootstrap-servers=127.0.0.1:1"))
                .isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("Kafka at 127.0.0.1:1 doesn't answer: is it running?\n");
    }
}
