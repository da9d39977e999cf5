package dev.edgepass.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** HLS and DASH under a token's path, played in a real browser by the scripts of {@code docs/streaming.md}. Needs Chromium on the machine. */
class StreamingIT {
    private static final int LATE = 17;
    private static final Map<String, String> TYPES = Map.of(
            "m3u8", "application/vnd.apple.mpegurl",
            "mpd", "application/dash+xml",
            "m4s", "video/iso.segment",
            "mp4", "video/mp4");

    private static RunningStack stack;
    private static Product product;
    private static StreamPlayer player;
    private static String admin;
    private static String viewer;

    /**
     * @param plain the document's script that plays on one token
     * @param renewing those that play on whatever token is in use
     * @param segments the status of a segment's answer
     */
    enum Kind {
        /** A file a segment. */
        HLS(List.of(0), List.of(2, 3), List.of("streams/hls/index.m3u8", "streams/hls/video/index.m3u8"), 200),
        /** A range a segment. */
        DASH(List.of(1), List.of(2, 4), List.of("streams/dash/manifest.mpd"), 206);

        private final List<Integer> plain;
        private final List<Integer> renewing;
        private final List<String> manifests;
        private final int segments;

        Kind(List<Integer> plain, List<Integer> renewing, List<String> manifests, int segments) {
            this.plain = plain;
            this.renewing = renewing;
            this.manifests = manifests;
            this.segments = segments;
        }
    }

    @BeforeAll
    static void openBrowser() {
        Path chromium = Chromium.required();
        stack = SharedStack.get();
        product = new Product(stack);
        admin = stack.login("--sub", "admin", "--admin");
        viewer = stack.login("--sub", "viewer", "--paths", SharedStack.STREAMS);
        player = StreamPlayer.start(chromium, stack.issuer());
    }

    @AfterAll
    static void closeBrowser() {
        if (player != null) {
            player.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_stream_plays_from_its_beginning_and_after_a_seek_from_there(Kind kind) {
        player.open(kind.plain, token());

        assertThat(player.play()).isBetween(1.0, (double) LATE);
        player.seek(LATE);
        assertThat(player.play()).isGreaterThan(LATE + 1);
    }

    @ParameterizedTest
    @EnumSource
    void all_that_a_player_asks_for_is_under_the_token_s_path_and_served_there(Kind kind) {
        JsonNode token = token();
        player.open(kind.plain, token);
        player.play();
        player.seek(LATE);
        player.play();

        assertThat(player.answers())
                .hasSizeGreaterThan(kind.manifests.size() + 2)
                .allSatisfy(answer -> {
                    String key = keyUnder(token, answer);
                    assertThat(answer.type()).isEqualTo(TYPES.get(key.substring(key.lastIndexOf('.') + 1)));
                    assertThat(answer.status()).isEqualTo(kind.manifests.contains(key) ? 200 : kind.segments);
                })
                .extracting(answer -> keyUnder(token, answer))
                .containsAll(kind.manifests);
    }

    @ParameterizedTest
    @EnumSource
    void manifests_come_through_byte_for_byte(Kind kind) throws IOException {
        JsonNode token = token();
        player.open(kind.plain, token);
        player.play();

        for (String key : kind.manifests) {
            assertThat(player.body(url(token, key))).isEqualTo(Files.readAllBytes(SharedStack.stream(key)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void once_its_token_is_revoked_a_player_gets_no_segment_more_and_says_so(Kind kind) {
        JsonNode token = token();
        player.open(kind.plain, token);
        player.play();
        takeBack(token, kind);

        player.seek(LATE);

        assertThat(player.endedWith()).isEqualTo(403);
        List<StreamPlayer.Answer> refused = player.answers().stream()
                .dropWhile(answer -> answer.status() != 403)
                .toList();
        assertThat(refused)
                .isNotEmpty()
                .allSatisfy(answer -> assertThat(answer.status()).isEqualTo(403));
    }

    @ParameterizedTest
    @EnumSource
    void a_player_that_follows_its_session_plays_on_under_the_next_token(Kind kind) {
        playsOn(kind, kind.renewing);
    }

    @Test
    void video_js_plays_on_under_the_next_token_too() {
        playsOn(Kind.HLS, List.of(2, 5));
    }

    private static void playsOn(Kind kind, List<Integer> scripts) {
        JsonNode first = token();
        JsonNode next = token();
        player.open(scripts, first);
        player.play();
        player.renew(next);
        takeBack(first, kind);
        int before = player.answers().size();

        player.seek(LATE);

        assertThat(player.play()).isGreaterThan(LATE + 1);
        assertThat(player.answers().subList(before, player.answers().size()))
                .isNotEmpty()
                .allSatisfy(answer -> {
                    assertThat(keyUnder(next, answer)).startsWith(SharedStack.STREAMS);
                    assertThat(answer.status()).isEqualTo(kind.segments);
                });
    }

    @Test
    void what_a_manifest_names_on_another_host_is_asked_for_there() {
        JsonNode next = token();
        player.open(Kind.HLS.renewing, token());
        player.renew(next);
        List<String> others = List.of(
                "https://keys.example/v1/drm/key.bin",
                "https://time.example/?iso",
                "data:text/plain;base64,aGk=",
                stack.edges().get(0).resolve("/healthz").toString());
        String segment = url(token(), "streams/hls/video/segment%201.m4s").toString();

        assertThat(player.current(others)).isEqualTo(others);
        assertThat(player.current(List.of(segment)))
                .containsExactly(url(next, "streams/hls/video/segment%201.m4s").toString());
    }

    @ParameterizedTest
    @EnumSource
    void a_link_for_certain_origins_plays_on_their_pages_and_on_no_others(Kind kind) {
        player.open(kind.plain, linkFor(player.origin()));
        assertThat(player.play()).isGreaterThan(1);

        player.open(kind.plain, linkFor("https://app.example"));
        assertThat(player.endedWith()).isEqualTo(403);
        assertThat(player.answers())
                .isNotEmpty()
                .allSatisfy(answer -> assertThat(answer.status()).isEqualTo(403));
    }

    /** The issuer's whole answer. */
    private static JsonNode token() {
        return created(product.api("POST", "access-token", viewer, "{\"paths\":[\"" + SharedStack.STREAMS + "\"]}"));
    }

    private static JsonNode linkFor(String origin) {
        JsonNode link = created(product.api(
                "POST",
                "share-links",
                admin,
                "{\"label\":\"A stream\",\"paths\":[\"" + SharedStack.STREAMS + "\"],\"allowedOrigins\":[\"" + origin
                        + "\"]}"));
        return created(product.exchange(
                new Product.Link(link.get("id").asString(), link.get("secret").asString())));
    }

    private static JsonNode created(Web.Answer answer) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer.json();
    }

    private static void takeBack(JsonNode token, Kind kind) {
        created(product.revoke(admin, "token", token.get("jti").asString()));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> product.web.get(url(token, kind.manifests.get(0))).status() == 403);
    }

    private static URI url(JsonNode token, String key) {
        return URI.create(token.get("baseUrl").asString() + key);
    }

    private static String keyUnder(JsonNode token, StreamPlayer.Answer answer) {
        assertThat(answer.url().toString()).startsWith(token.get("baseUrl").asString());
        return answer.url().toString().substring(token.get("baseUrl").asString().length());
    }
}
