package dev.edgepass.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edgepass.guarantee.PublishedIsEnforced;
import dev.edgepass.guarantee.ViewsGoOn;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One part is gone at a time, while people view: what is stated in docs/revocation.md for that part, no late grant, no lost revocation, no "published" that isn't
 * so, and all of it well again without a hand. An outage takes {@code edgepass.outage.seconds}, 10 unless set.
 */
class OutageUnderLoadIT {
    private static final Duration OUTAGE = Duration.ofSeconds(Long.getLong("edgepass.outage.seconds", 10));
    /** Far more than it takes: 15 s are stated, on a machine that isn't short of processors. */
    private static final Duration RECOVERY = Duration.ofSeconds(60);

    private static final String TOKEN_REQUEST = "{\"paths\":[\"projects/42/\"]}";
    private static final int BULK = 1_200;

    @TempDir
    static Path folder;

    private static RunningStack stack;
    private static ProxiedConsumer consumer;
    private static Product product;
    private static String admin;

    private final List<ViewLoad> loads = new ArrayList<>();
    private ViewsGoOn viewsGoOn;

    @BeforeAll
    static void start() throws IOException {
        stack = RunningStack.start(
                folder.resolve("data"), 2, "--media", SharedStack.media(folder).toString());
        consumer = ProxiedConsumer.replace(stack);
        product = new Product(stack);
        admin = stack.login("--admin");
        await("the feed goes on under the proxied consumer")
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(
                                product.revoke(admin, "token", "before-all").status())
                        .isEqualTo(201));
    }

    @AfterAll
    static void stop() {
        consumer.close();
        stack.close();
    }

    @BeforeEach
    void let_people_view() {
        String token = product.mediaToken(admin, "projects/42/");
        // A location that hangs for an outage is silent for longer than this.
        viewsGoOn = new ViewsGoOn(locations(), OUTAGE.minusSeconds(2), Instant.now());
        watch(
                token,
                view -> viewsGoOn.viewed(
                        view.location(), view.asked(), view.isGranted(), view.status() + " " + view.problem()));
    }

    @AfterEach
    void what_wasnt_revoked_was_served_everywhere_all_the_time() {
        viewsGoOn.ended(Instant.now());
        loads.forEach(ViewLoad::close);
        viewsGoOn.assertHeld();
    }

    @Test
    void without_Kafka_no_command_is_called_a_success_and_views_go_on() {
        stack.suspend("kafka");
        try {
            Instant start = Instant.now();
            assertThat(product.revoke(admin, "token", "while-kafka-is-away").problem())
                    .isEqualTo("log-unavailable");
            assertThat(product.api("POST", "access-token", admin, TOKEN_REQUEST).status())
                    .isEqualTo(503);
            sitOut(start);
        } finally {
            stack.resume("kafka");
        }
        assertRevokingWorksAgain();
    }

    @Test
    void without_Redis_nothing_is_minted_and_a_revocation_is_in_force_as_ever() {
        RevokedLink revoked = new RevokedLink();
        stack.suspend("redis");
        try {
            Instant start = Instant.now();
            assertThat(product.api("POST", "access-token", admin, TOKEN_REQUEST).status())
                    .isEqualTo(503);
            revoked.revoke(201);
            revoked.assertRefusedEverywhereInTime();
            sitOut(start);
        } finally {
            stack.resume("redis");
        }
        await().atMost(RECOVERY)
                .untilAsserted(() -> assertThat(product.api("POST", "access-token", admin, TOKEN_REQUEST)
                                .status())
                        .isEqualTo(201));
    }

    @Test
    void without_the_KV_API_new_segments_are_read_from_R2() {
        RevokedLink revoked = new RevokedLink();
        consumer.kvApi.cut();
        try {
            Instant start = Instant.now();
            String targets = IntStream.range(0, BULK)
                    .mapToObj(i -> "{\"kind\":\"token\",\"id\":\"kv-away-" + i + "\"}")
                    .collect(Collectors.joining(","));
            assertThat(product.api("POST", "revocations", admin, "{\"targets\":[" + targets + "]}")
                            .status())
                    .isEqualTo(201);
            revoked.revoke(201);
            revoked.assertRefusedEverywhereInTime();
            sitOut(start);
        } finally {
            consumer.kvApi.heal();
        }
        assertRevokingWorksAgain();
    }

    @Test
    void a_publisher_that_cant_reach_R2_leaves_a_revocation_accepted_until_it_can() {
        RevokedLink revoked = new RevokedLink();
        consumer.r2.cut();
        try {
            Instant start = Instant.now();
            revoked.revoke(202);
            sitOut(start);
            assertThat(revoked.state()).isEqualTo("accepted");
        } finally {
            consumer.r2.heal();
        }
        revoked.assertPublishedWithin(RECOVERY);
        revoked.assertRefusedEverywhereInTime();
    }

    @Test
    void a_killed_publisher_publishes_what_was_accepted_meanwhile_once_it_is_back() {
        RevokedLink revoked = new RevokedLink();
        consumer.kill();
        try {
            Instant start = Instant.now();
            revoked.revoke(202);
            sitOut(start);
        } finally {
            consumer.startAgain();
        }
        revoked.assertPublishedWithin(RECOVERY);
        revoked.assertRefusedEverywhereInTime();
    }

    private void watch(String token, Consumer<ViewLoad.View> seen) {
        loads.add(new ViewLoad(product, stack.edges(), token, SharedStack.IMAGE, seen));
    }

    private static List<String> locations() {
        return stack.edges().stream().map(URI::getAuthority).toList();
    }

    private static void sitOut(Instant start) {
        await().atMost(OUTAGE.plusSeconds(5)).until(() -> Instant.now().isAfter(start.plus(OUTAGE)));
    }

    private void assertRevokingWorksAgain() {
        RevokedLink revoked = new RevokedLink();
        await().atMost(RECOVERY).untilAsserted(() -> revoked.revoke(201));
        revoked.assertRefusedEverywhereInTime();
    }

    /** A viewer's token of a link, watched at every location, that gets revoked. */
    private final class RevokedLink {
        private final Product.Link link = product.createLink(admin, "projects/42/");
        private final PublishedIsEnforced enforced = new PublishedIsEnforced(locations());
        private final Set<String> refusals = ConcurrentHashMap.newKeySet();
        private Web.Answer answer;

        RevokedLink() {
            watch(viewerToken(), view -> {
                enforced.viewed(link.id(), view.location(), view.asked(), view.isGranted());
                if (!view.isGranted()) {
                    refusals.add(view.problem());
                }
            });
        }

        /** The read model may still be catching up after the outage before. */
        private String viewerToken() {
            await().atMost(RECOVERY)
                    .untilAsserted(
                            () -> assertThat(product.exchange(link).status()).isEqualTo(201));
            return product.viewerToken(link);
        }

        void revoke(int status) {
            answer = product.revoke(admin, "link", link.id());
            assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
            assertThat(answer.json().has("enforcedBy")).isEqualTo(status == 201);
        }

        String state() {
            return read().json().get("state").asString();
        }

        void assertPublishedWithin(Duration patience) {
            await().atMost(patience).untilAsserted(() -> {
                Web.Answer now = read();
                assertThat(now.json().path("state").asString(""))
                        .as(now.toString())
                        .isEqualTo("published");
                answer = now;
            });
        }

        private Web.Answer read() {
            return product.api("GET", "revocations/" + answer.json().get("id").asString(), admin, "");
        }

        void assertRefusedEverywhereInTime() {
            Instant enforcedBy = Instant.parse(answer.json().get("enforcedBy").asString());
            enforced.published(link.id(), enforcedBy);
            await("views after " + enforcedBy)
                    .atMost(RECOVERY)
                    .until(() -> enforced.sawAllAfter(link.id(), enforcedBy.plusSeconds(1)));
            enforced.assertHeld();
            assertThat(refusals).contains("blocked").isSubsetOf("blocked", "stale-feed");
        }
    }
}
