package dev.edgepass.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.issuer.testing.Api;
import dev.edgepass.issuer.testing.TestIssuer;
import dev.edgepass.issuer.testing.TestProjection;
import dev.edgepass.local.testing.RealBackends;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The packaged issuer in a JVM of its own with the options of the image, over a read model of 300,000 share links in a database of its own. The newest of them are as
 * large as the first release allowed them to be, and as large as links may be now.
 */
class ContainerHeapIT {
    private static final int DATABASE = 7;
    private static final int LINKS = 300_000;
    private static final int BATCH = 5_000;

    /** Of each kind of large link. */
    private static final int LARGE = 400;

    /** Past whatever is written to the log meanwhile. */
    private static final long FIRST_POSITION = 10_000_000;

    private static final String SECRET = "A".repeat(22);
    private static final Path LOG = Path.of("target", "container-heap.log");

    private static RedisClient client;
    private static RedisCommands<String, String> redis;
    private static Process issuer;
    private static Api api;

    @BeforeAll
    static void start() throws IOException {
        TestIssuer.awaitReady();
        TestProjection.catchUp();
        client = RedisClient.create(RedisURI.builder()
                .withHost(RealBackends.redis().host())
                .withPort(RealBackends.redis().port())
                .withDatabase(DATABASE)
                .withTimeout(Duration.ofMinutes(2))
                .build());
        redis = client.connect().sync();
        redis.flushdb();
        fill();
        int port = freePort();
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(imageOptions());
        command.addAll(List.of("-jar", Path.of("target", "edgepass-issuer.jar").toString()));
        Map<String, String> properties = TestIssuer.properties();
        properties.put("server.port", Integer.toString(port));
        properties.put("spring.data.redis.database", Integer.toString(DATABASE));
        properties.forEach((name, value) -> command.add("--" + name + "=" + value));
        issuer = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(LOG.toFile())
                .start();
        api = new Api("http://127.0.0.1:" + port);
        Awaitility.await()
                .atMost(Duration.ofMinutes(10))
                .ignoreExceptions()
                .failFast("the issuer has ended, see " + LOG, () -> !issuer.isAlive())
                .until(() -> api.page("/actuator/health/readiness").status() == 200);
    }

    @AfterAll
    static void stop() {
        if (issuer != null) {
            issuer.destroyForcibly();
        }
        redis.flushdb();
        client.shutdown();
    }

    @Test
    void it_lists_searches_mints_and_revokes_and_is_alive_afterwards() {
        String admin = TestIssuer.admin();
        together(64, i -> list("limit=200", admin));
        JsonNode first = list("limit=200", admin);
        assertThat(first.required("notice").stringValue()).contains("newest first");

        List<String> walked = new ArrayList<>();
        String cursor = "";
        while (walked.size() <= 2 * LARGE) {
            JsonNode answer = list("limit=200" + cursor, admin);
            walked.addAll(answer.required("shareLinks").findValuesAsString("id"));
            cursor = "&cursor=" + answer.required("next").stringValue();
        }
        assertThat(walked).doesNotHaveDuplicates().startsWith(id(LINKS - 1), id(LINKS - 2));

        assertThat(list("q=" + id(LINKS - 1_500), admin).required("shareLinks").findValuesAsString("id"))
                .containsExactly(id(LINKS - 1_500));
        assertThat(api.get("/share-links?sort=label", admin).string("field")).isEqualTo("sort");
        assertThat(list("limit=200", TestIssuer.user("nobody", "p/")).required("shareLinks"))
                .isEmpty();

        together(500, i -> {
            String login = TestIssuer.user("u" + i, folders(i));
            answered(201, () -> api.post("/access-token", login, "{\"paths\":[\"folder-0/\"]}"));
        });
        answered(201, () -> api.post("/share-links/access-token", null, "{\"secret\":\"" + SECRET + "\"}"));

        answered(
                200,
                () -> api.post(
                        "/revocations?dryRun=true",
                        admin,
                        "{\"target\":{\"kind\":\"folder\",\"id\":\"projects/7/\"}}"));
        String revocation = "{\"target\":{\"kind\":\"link\",\"id\":\"" + id(1) + "\"}}";
        answered(202, () -> api.post("/revocations", admin, revocation, "Prefer", "wait=0"));

        assertThat(issuer.isAlive()).isTrue();
        assertThat(api.page("/actuator/health/liveness").status()).isEqualTo(200);
    }

    /** Sixteen at a time. */
    private static void together(int calls, IntConsumer call) {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < calls; i++) {
                int number = i;
                running.add(threads.submit(() -> call.accept(number)));
            }
            for (Future<?> one : running) {
                one.get();
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        } finally {
            threads.shutdownNow();
        }
    }

    private static JsonNode list(String query, String login) {
        return answered(200, () -> api.get("/share-links?" + query, login)).json();
    }

    /** As a client that comes again after a 503, as its {@code Retry-After} says. */
    private static Api.Answer answered(int status, Supplier<Api.Answer> call) {
        return Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .failFast("the issuer has ended, see " + LOG, () -> !issuer.isAlive())
                .until(call::get, answer -> {
                    assertThat(answer.status()).as(answer.text()).isIn(status, 503);
                    return answer.status() == status;
                });
    }

    /** Some 5 KB of a login. */
    private static String[] folders(int user) {
        return IntStream.range(0, 100)
                .mapToObj(i -> i == 0 ? "folder-0/" : "projects/" + user + "/a-folder-with-a-long-name-" + i + "/")
                .toArray(String[]::new);
    }

    /** The options before {@code -jar} in the image's entry point. */
    private static List<String> imageOptions() throws IOException {
        Matcher entryPoint = Pattern.compile("ENTRYPOINT \\[\"java\", (.*), \"-jar\"")
                .matcher(Files.readString(Path.of("Dockerfile")));
        assertThat(entryPoint.find()).isTrue();
        List<String> options = Pattern.compile("\"([^\"]+)\"")
                .matcher(entryPoint.group(1))
                .results()
                .map(option -> option.group(1))
                .toList();
        assertThat(options).anyMatch(option -> option.startsWith("-Xmx"));
        return options;
    }

    private static void fill() {
        redis.hset("ep:keys", TestProjection.redis().hgetall("ep:keys"));
        for (int from = 0; from < LINKS; from += BATCH) {
            Map<String, String> links = new HashMap<>();
            List<Object> places = new ArrayList<>();
            for (int i = from; i < from + BATCH; i++) {
                links.put("ep:link:" + id(i), json(i));
                places.add((double) (FIRST_POSITION + i));
                places.add(id(i));
            }
            redis.mset(links);
            redis.zadd("ep:links", places.toArray());
            redis.zadd("ep:link-changes", places.toArray());
        }
        redis.set("ep:secret:" + sha256(SECRET), id(2));
        redis.hset(
                "ep:control",
                Map.of(
                        "position",
                        Long.toString(FIRST_POSITION + LINKS),
                        "topicId",
                        "t",
                        "activeKid",
                        TestProjection.redis().hget("ep:control", "activeKid")));
    }

    private static String json(int i) {
        String paths = "\"projects/" + i % 100 + "/\"";
        if (i >= LINKS - LARGE) {
            // Some 57 KB: as many paths as a request of the first release could name.
            paths = paths(200, 150);
        } else if (i >= LINKS - 2 * LARGE) {
            paths = paths(1, 520);
        }
        return """
                {"id":"%s","label":"%s","paths":[%s],"createdAt":"2026-11-25T12:00:%02d.%03dZ","createdBy":"owner-%d",\
                "allowDownload":false,"allowedOrigins":[],"state":"active","position":%d}""".formatted(
                        id(i),
                        "label %06d ".formatted(i) + "\u00e4".repeat(i >= LINKS - 2 * LARGE ? 180 : 10),
                        paths,
                        i % 60,
                        i / 60 % 1000,
                        i % 10,
                        FIRST_POSITION + i);
    }

    private static String paths(int number, int length) {
        return IntStream.range(0, number)
                .mapToObj(i -> "\"projects/" + "\u00e9".repeat(length - 20) + "-" + i + ".jpg\"")
                .collect(Collectors.joining(","));
    }

    private static String id(int number) {
        return "link-%06d".formatted(number);
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
