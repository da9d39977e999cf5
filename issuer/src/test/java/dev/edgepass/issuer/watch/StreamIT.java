package dev.edgepass.issuer.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.issuer.testing.Api;
import dev.edgepass.issuer.testing.TestFeed;
import dev.edgepass.issuer.testing.TestIssuer;
import dev.edgepass.issuer.testing.TestProjection;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The stream of changes. What is revoked at one issuer is told by the other. */
class StreamIT {
    /** More than the threads that answer requests. */
    private static final int MANY = 350;

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String ADMIN = TestIssuer.admin();

    private static TestIssuer writer;
    private static TestIssuer teller;

    @BeforeAll
    static void start() {
        writer = TestIssuer.shared();
        teller = TestIssuer.with(Map.of("edgepass.streams.max-per-address", "400"));
        TestIssuer.awaitReady();
    }

    @AfterAll
    static void stop() {
        teller.close();
    }

    @BeforeEach
    void headIsCurrent() {
        TestFeed.publish(TestProjection.catchUp());
    }

    @Test
    void a_suspension_and_a_resumption_are_told_once_they_are_published_and_with_the_position() {
        Api.Answer link = link("stream/a/");
        try (Listener page = Listener.open(teller.uri(), viewer(link))) {
            assertThat(page.kinds(1)).containsExactly("open");
            post(link, "suspend");
            assertThat(page.kinds(1))
                    .as("nothing is told before it is published")
                    .containsExactly("open");

            long suspended = publish();

            assertThat(page.kinds(2)).containsExactly("open", "token");
            assertThat(page.position()).isEqualTo(suspended);
            post(link, "resume");
            publish();
            assertThat(page.kinds(3)).containsExactly("open", "token", "token");
        }
    }

    @Test
    void a_takedown_and_its_lift_are_told_to_those_whose_paths_it_concerns_by_these_paths_alone() {
        try (Listener page = Listener.open(teller.uri(), viewer(link("stream/b/")));
                Listener other = Listener.open(teller.uri(), viewer(link("stream/c/")))) {
            page.kinds(1);
            other.kinds(1);
            String taken = revoke("file", "stream/b/1.jpg");
            revoke("file", "stream/elsewhere/secret-name.jpg");
            revoke("folder", "stream/b/sub/");
            publish();
            assertThat(page.kinds(2)).containsExactly("open", "objects [\"stream/b/1.jpg\",\"stream/b/sub/\"]");

            writer.api().delete("/revocations/" + taken, ADMIN, "Prefer", "wait=0");
            revoke("folder", "stream/");
            publish();

            assertThat(page.kinds(3).get(2)).isEqualTo("objects [\"stream/\",\"stream/b/1.jpg\"]");
            assertThat(other.kinds(2)).containsExactly("open", "objects [\"stream/\"]");
        } finally {
            lift("folder", "stream/");
        }
    }

    @Test
    void a_viewer_who_is_sent_out_is_told_and_no_other() {
        Api.Answer link = link("stream/d/");
        Api.Answer out = open(link);
        try (Listener page = Listener.open(teller.uri(), out.string("token"));
                Listener other = Listener.open(teller.uri(), viewer(link))) {
            page.kinds(1);
            other.kinds(1);
            String subject = teller.bean(dev.edgepass.issuer.token.TokenVerifier.class)
                    .verify(out.string("token"))
                    .subject();
            TestProjection.catchUp();
            assertThat(writer.api()
                            .delete(
                                    "/share-links/" + link.string("id") + "/viewers/" + subject,
                                    ADMIN,
                                    "Prefer",
                                    "wait=0")
                            .status())
                    .isEqualTo(202);
            publish();
            assertThat(page.kinds(2)).containsExactly("open", "token");

            post(link, "suspend");
            publish();

            assertThat(other.kinds(2)).containsExactly("open", "token");
        }
    }

    @Test
    void where_a_write_was_not_told_everybody_is_told_to_ask() {
        try (Listener page = Listener.open(teller.uri(), viewer(link("stream/e/")))) {
            page.kinds(1);
            revoke("token", "nobodys");
            TestProjection.redis().del("iw:changes");
            publish();

            assertThat(page.kinds(2)).containsExactly("open", "unknown");
        }
    }

    @Test
    void an_address_has_four_streams_and_a_place_that_is_left_is_free_again() {
        String token = viewer(link("stream/f/"));
        URI issuer = writer.uri();
        List<Listener> pages = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            pages.add(Listener.open(issuer, token));
        }
        Api.Answer fifth = subscribe(writer, token);
        assertThat(fifth.status()).isEqualTo(429);
        assertThat(fifth.problem()).isEqualTo("too-many-requests");
        assertThat(fifth.header("Retry-After")).isNotNull();

        pages.get(0).close();

        Awaitility.await().atMost(PATIENCE).until(() -> Listener.status(issuer, token) == 200);
        pages.forEach(Listener::close);
    }

    @Test
    void an_issuer_holds_so_many_streams_and_no_more_and_its_end_ends_them() {
        String token = viewer(link("stream/g/"));
        TestIssuer small = TestIssuer.with(Map.of("edgepass.streams.max", "1"));
        Listener page = Listener.open(small.uri(), token);
        page.kinds(1);
        assertThat(subscribe(small, token).problem()).isEqualTo("overloaded");

        small.close();

        page.awaitEnd();
    }

    @Test
    void a_token_has_to_be_good_and_one_that_is_refused_for_now_may_watch() {
        Api.Answer link = link("stream/h/");
        String token = viewer(link);
        assertThat(subscribe(teller, "no-token").problem()).isEqualTo("malformed-token");
        assertThat(subscribe(teller, token.substring(0, token.length() - 4) + "AAAA")
                        .problem())
                .isEqualTo("bad-signature");
        assertThat(teller.api().post("/events", null, "{}").problem()).isEqualTo("invalid-request");
        try (TestIssuer later = TestIssuer.skewed(Duration.ofDays(2))) {
            assertThat(subscribe(later, token).problem()).isEqualTo("expired");
        }

        post(link, "suspend");
        publish();
        try (Listener page = Listener.open(teller.uri(), token)) {
            page.kinds(1);
            post(link, "resume");
            publish();
            assertThat(page.kinds(2)).containsExactly("open", "token");
        }
    }

    @Test
    void a_stream_ends_with_its_token() {
        String token = teller.api()
                .post(
                        "/access-token",
                        TestIssuer.user("stream-short", "stream/"),
                        "{\"paths\":[\"stream/i/\"],\"ttl\":\"PT3S\"}")
                .string("token");

        Listener.open(teller.uri(), token).awaitEnd();
    }

    @Test
    void more_streams_than_threads_leave_every_thread_free_and_are_kept_alive_by_comments() {
        String token = viewer(link("stream/j/"));
        List<Listener> pages = new ArrayList<>();
        try {
            for (int i = 0; i < MANY; i++) {
                pages.add(Listener.open(teller.uri(), token));
            }

            assertThat(teller.api().page("/actuator/health/liveness").status()).isEqualTo(200);
            assertThat(viewer(link("stream/k/"))).isNotEmpty();
            pages.get(MANY - 1).awaitComment();
        } finally {
            pages.forEach(Listener::close);
        }
    }

    @Test
    void a_reader_that_takes_nothing_is_dropped_and_holds_nobody_up() throws IOException {
        String token = viewer(link("stream/l/"));
        try (TestIssuer issuer = TestIssuer.with(Map.of());
                Socket reader = new Socket()) {
            reader.setReceiveBufferSize(4096);
            reader.connect(new InetSocketAddress("127.0.0.1", issuer.uri().getPort()));
            String body = "{\"token\":\"" + token + "\"}";
            reader.getOutputStream()
                    .write(
                            ("POST /api/v1/media/events HTTP/1.1\r\nHost: issuer\r\nContent-Type: application/json\r\nContent-Length: "
                                            + body.length() + "\r\n\r\n" + body)
                                    .getBytes(StandardCharsets.US_ASCII));
            Streams streams = issuer.bean(Streams.class);
            Awaitility.await().atMost(PATIENCE).until(() -> streams.size() == 1);
            String large = ":" + "x".repeat(60_000) + "\n\n";

            Awaitility.await().atMost(PATIENCE).until(() -> {
                streams.all().forEach(stream -> stream.say(large, Instant.now()));
                return streams.size() == 0;
            });
        }
    }

    private static Api.Answer link(String path) {
        Api.Answer link = writer.api().post("/share-links", ADMIN, "{\"paths\":[\"" + path + "\"]}");
        TestProjection.catchUp();
        return link;
    }

    private static Api.Answer open(Api.Answer link) {
        return writer.api().post("/share-links/access-token", null, "{\"secret\":\"" + link.string("secret") + "\"}");
    }

    private static String viewer(Api.Answer link) {
        return open(link).string("token");
    }

    private static Api.Answer subscribe(TestIssuer issuer, String token) {
        return issuer.api().post("/events", null, "{\"token\":\"" + token + "\"}");
    }

    private static void post(Api.Answer link, String action) {
        TestProjection.catchUp();
        Api.Answer done =
                writer.api().post("/share-links/" + link.string("id") + "/" + action, ADMIN, "", "Prefer", "wait=0");
        assertThat(done.status()).as(done.text()).isEqualTo(202);
    }

    private static String revoke(String kind, String id) {
        return writer.api()
                .post(
                        "/revocations",
                        ADMIN,
                        "{\"target\":{\"kind\":\"" + kind + "\",\"id\":\"" + id + "\"}}",
                        "Prefer",
                        "wait=0")
                .string("id");
    }

    private static void lift(String kind, String id) {
        String again = revoke(kind, id);
        TestProjection.catchUp();
        writer.api().delete("/revocations/" + again + "?all=true", ADMIN, "Prefer", "wait=0");
        TestProjection.catchUp();
    }

    private static long publish() {
        long position = TestProjection.catchUp();
        TestFeed.publish(position);
        return position;
    }
}
