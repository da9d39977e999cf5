package dev.edgepass.issuer.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.event.ControlEvent.LinkClosed;
import dev.edgepass.event.Topics;
import dev.edgepass.guarantee.RevokingNeverStarves;
import dev.edgepass.issuer.testing.Api;
import dev.edgepass.issuer.testing.LogReader;
import dev.edgepass.issuer.testing.RawHttp;
import dev.edgepass.issuer.testing.TestIssuer;
import dev.edgepass.issuer.testing.TestProjection;
import dev.edgepass.issuer.token.RandomId;
import dev.edgepass.local.install.Installation;
import dev.edgepass.local.process.Children;
import dev.edgepass.local.process.Ports;
import dev.edgepass.local.redis.RedisProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callers who try to have all threads: meanwhile an admin revokes, and health answers. The rooms are those of production. */
class RoomsIT {
    private static final int ATTACKERS = 64;
    private static final int CONNECTIONS = 150;
    private static final int CALLS = 20;

    /** Of a test: it says that a call wasn't starved, and prints how long it took. */
    private static final Duration BOUND = Duration.ofSeconds(10);

    @TempDir
    private Path folder;

    private final Set<String> answers = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean over = new AtomicBoolean();
    private final ExecutorService load = Executors.newCachedThreadPool();
    private final ScheduledExecutorService drops = Executors.newSingleThreadScheduledExecutor();
    private final List<Socket> sockets = new ArrayList<>();

    @BeforeEach
    void ready() {
        TestIssuer.awaitReady();
        TestProjection.catchUp();
    }

    @AfterEach
    void end() throws IOException {
        over.set(true);
        load.shutdownNow();
        drops.shutdownNow();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    @Test
    void a_user_who_closes_a_link_again_and_again() {
        try (TestIssuer issuer = issuer(Map.of())) {
            Api api = issuer.api();
            String user = TestIssuer.user("rooms-looper", "p/");
            String link = patiently()
                    .until(() -> api.post("/share-links", user, "{\"paths\":[\"p/\"]}"), made -> made.status() == 201)
                    .string("id");
            TestProjection.catchUp();

            attack(api, issuing -> issuing.delete("/share-links/" + link, user));
            patiently().until(() -> answers.containsAll(Set.of("overloaded", "202")));

            revokingAndHealthGoOn("a user closes a link again and again", issuer);
        }
    }

    @Test
    void a_link_that_is_closed_is_closed_once_on_the_log() {
        TestIssuer issuer = TestIssuer.shared();
        Api api = issuer.api();
        String admin = TestIssuer.admin();
        String link = api.post("/share-links", admin, "{\"paths\":[\"p/\"]}").string("id");
        TestProjection.catchUp();
        Api.Answer first = api.delete("/share-links/" + link, admin, "Prefer", "wait=0");
        TestProjection.catchUp();

        Api.Answer again = api.delete("/share-links/" + link, admin, "Prefer", "wait=0");
        Api.Answer together =
                api.post("/share-links/revoke", admin, "{\"ids\":[\"" + link + "\"]}", "Prefer", "wait=0");

        assertThat(again.status()).isEqualTo(202);
        assertThat(again.json().get("position")).isEqualTo(first.json().get("position"));
        assertThat(together.json().get("position")).isEqualTo(first.json().get("position"));
        assertThat(LogReader.all(Topics.CONTROL).stream()
                        .filter(entry -> entry.event().data().toString().contains(link)
                                && entry.event()
                                        .data()
                                        .getClass()
                                        .getSimpleName()
                                        .endsWith("Closed")))
                .hasSize(1)
                .allMatch(entry -> entry.event().data() instanceof LinkClosed);
    }

    @Test
    void bodies_that_drip() throws IOException {
        try (TestIssuer issuer = issuer(Map.of("edgepass.limits.address-header", "CF-Connecting-IP"))) {
            for (int i = 0; i < CONNECTIONS; i++) {
                // Each another one: however many they are, they don't have the admins' places.
                String user = "Authorization: Bearer " + TestIssuer.user("rooms-dripper-" + i, "p/");
                drip(issuer, "/api/v1/media/share-links/access-token", "CF-Connecting-IP: 192.0.2." + i);
                drip(issuer, "/api/v1/media/share-links/revoke", user);
                drip(issuer, "/api/v1/media/revocations", "CF-Connecting-IP: 192.0.2." + i);
            }
            drops.scheduleWithFixedDelay(this::dripOn, 0, 200, TimeUnit.MILLISECONDS);

            revokingAndHealthGoOn("bodies drip on " + sockets.size() + " connections", issuer);
        }
    }

    @Test
    void callers_who_wait_for_a_publisher_that_is_down() {
        try (TestIssuer issuer = issuer(Map.of())) {
            Api api = issuer.api();
            String waiter = TestIssuer.login("rooms-waiter", List.of(), List.of("admin"), Instant.now());
            String target = "{\"target\":{\"kind\":\"token\",\"id\":\"" + RandomId.next() + "\"}}";
            awaitRevoking(api);

            attack(api, issuing -> issuing.post("/revocations", waiter, target, "Prefer", "wait=30"));
            patiently().until(() -> answers.contains("202"));

            revokingAndHealthGoOn("callers wait for the publisher", issuer);
        }
    }

    @Test
    void previews() {
        try (TestIssuer issuer = issuer(Map.of())) {
            Api api = issuer.api();
            String admin = TestIssuer.login("rooms-previewer", List.of(), List.of("admin"), Instant.now());
            awaitRevoking(api);

            attack(
                    api,
                    issuing -> issuing.post(
                            "/revocations?dryRun=true", admin, "{\"target\":{\"kind\":\"folder\",\"id\":\"p/\"}}"));
            patiently().until(() -> answers.containsAll(Set.of("overloaded", "200")));

            revokingAndHealthGoOn("previews", issuer);
        }
    }

    @Test
    void a_user_who_accepts_files_at_a_store_that_stalls_goes_on_with_the_rest() throws IOException {
        try (ServerSocket store = new ServerSocket(0, CONNECTIONS, InetAddress.getLoopbackAddress());
                TestIssuer issuer =
                        issuer(Map.of("edgepass.r2.endpoint", "http://127.0.0.1:" + store.getLocalPort()))) {
            Api api = issuer.api();
            String user = TestIssuer.user("rooms-accepter", "p/");
            String link = patiently()
                    .until(
                            () -> api.post(
                                    "/share-links",
                                    user,
                                    "{\"kind\":\"upload\",\"prefix\":\"p/\",\"maxFiles\":1,\"maxBytes\":1}"),
                            made -> made.status() == 201)
                    .string("id");
            TestProjection.catchUp();

            String file = "{\"files\":[\"" + RandomId.next() + "\"]}";
            attack(api, issuing -> issuing.post("/share-links/" + link + "/received/accept", user, file));
            patiently().until(() -> answers.containsAll(Set.of("overloaded", "storage-unavailable")));

            Api own = new Api(issuer.uri().toString());
            for (int i = 0; i < CALLS; i++) {
                Api.Answer minted = own.post("/access-token", user, "{\"paths\":[\"p/\"]}");
                assertThat(minted.status()).as(minted.text()).isEqualTo(201);
            }
            revokingAndHealthGoOn("files are accepted at a store that stalls", issuer);
        }
    }

    @Test
    void callers_at_a_redis_that_stalls() throws Exception {
        try (Children children = new Children(folder.resolve("logs"), folder.resolve("pids"))) {
            RedisProcess redis =
                    RedisProcess.start(Installation.find(), folder.resolve("redis"), children, Ports.free());
            try (TestIssuer issuer = issuer(Map.of(
                    "spring.data.redis.port",
                    Integer.toString(redis.port()),
                    "edgepass.limits.address-header",
                    "CF-Connecting-IP"))) {
                Api api = issuer.api();
                patiently().until(() -> api.page("/actuator/health/readiness").status() == 200);
                String user = TestIssuer.user("rooms-stalled", "p/");
                signal("STOP", redis.child().pid());
                try {
                    attack(api, issuing -> issuing.delete("/share-links/none", user));
                    attack(api, issuing -> from(issuing, "/.well-known/jwks.json"));
                    attack(api, issuing -> from(issuing, "/actuator/health"));
                    patiently().until(() -> answers.containsAll(Set.of("overloaded", "read-model-unavailable")));

                    revokingAndHealthGoOn("Redis stalls", issuer);
                } finally {
                    signal("CONT", redis.child().pid());
                }
            }
        }
    }

    /** Each call is answered with success while the attack goes on. By a client of its own: the attackers' calls queue in theirs. */
    private static void revokingAndHealthGoOn(String attack, TestIssuer issuer) {
        Api api = new Api(issuer.uri().toString());
        String admin = TestIssuer.admin();
        RevokingNeverStarves revoking = new RevokingNeverStarves(CALLS);
        Map<String, List<Long>> took = new LinkedHashMap<>();
        for (int i = 0; i < CALLS; i++) {
            String target = "{\"target\":{\"kind\":\"token\",\"id\":\"" + RandomId.next() + "\"}}";
            // Without a wait: by default an answer waits for the next head, up to 5 s, with or without an attack.
            Api.Answer revoked =
                    measure("revocation", took, () -> api.post("/revocations", admin, target, "Prefer", "wait=0"));
            revoking.revoked(revoked.status(), attack + ": " + revoked.text());
            for (String probe : List.of("readiness", "liveness")) {
                Api.Answer health = measure(probe, took, () -> api.page("/actuator/health/" + probe));
                assertThat(health.status()).as(probe + ": " + health.text()).isEqualTo(200);
            }
        }
        revoking.assertHeld();
        took.forEach((name, millis) -> {
            List<Long> sorted = millis.stream().sorted().toList();
            System.out.println("RoomsIT, " + attack + ": " + name + " in ms, median " + sorted.get(CALLS / 2)
                    + ", longest " + sorted.get(CALLS - 1) + " of " + CALLS);
        });
    }

    private static Api.Answer measure(String name, Map<String, List<Long>> took, Supplier<Api.Answer> call) {
        long from = System.nanoTime();
        Api.Answer answer = call.get();
        Duration time = Duration.ofNanos(System.nanoTime() - from);
        assertThat(time).as(name).isLessThan(BOUND);
        took.computeIfAbsent(name, none -> new ArrayList<>()).add(time.toMillis());
        return answer;
    }

    private void attack(Api api, Function<Api, Api.Answer> call) {
        IntStream.range(0, ATTACKERS)
                .forEach(i -> load.execute(() -> {
                    while (!over.get()) {
                        try {
                            Api.Answer answer = call.apply(api);
                            answers.add(answer.text().contains("\"type\"") ? answer.problem() : "" + answer.status());
                        } catch (AssertionError e) {
                            answers.add("no answer");
                        }
                    }
                }));
    }

    /** From one of many addresses. */
    private static Api.Answer from(Api api, String path) {
        return api.send(
                "GET",
                path,
                null,
                null,
                "CF-Connecting-IP",
                "192.0.2." + (Thread.currentThread().getId() % 250));
    }

    /** A body of which a few bytes come, and no more. */
    private void drip(TestIssuer issuer, String path, String header) throws IOException {
        Socket socket = RawHttp.connect(issuer.uri());
        sockets.add(socket);
        socket.getOutputStream()
                .write(("POST " + path + " HTTP/1.1\r\nHost: issuer.example\r\nContent-Type: application/json\r\n"
                                + header + "\r\nContent-Length: 60000\r\n\r\n{")
                        .getBytes(StandardCharsets.US_ASCII));
    }

    private void dripOn() {
        for (Socket socket : sockets) {
            try {
                socket.getOutputStream().write(' ');
            } catch (IOException e) {
                // The issuer has closed it.
            }
        }
    }

    private static void awaitRevoking(Api api) {
        patiently()
                .until(() -> api.post(
                                        "/revocations",
                                        TestIssuer.admin(),
                                        "{\"target\":{\"kind\":\"token\",\"id\":\"" + RandomId.next() + "\"}}",
                                        "Prefer",
                                        "wait=0")
                                .status()
                        == 202);
    }

    private static TestIssuer issuer(Map<String, String> more) {
        Map<String, String> production = new LinkedHashMap<>(more);
        production.put("edgepass.rooms.login", "128/32");
        production.put("edgepass.rooms.public", "96/24");
        production.put("edgepass.rooms.revoke", "64/8");
        production.put("edgepass.rooms.admin", "32/16");
        production.put("edgepass.rooms.pages", "32/16");
        production.put("edgepass.rooms.health", "16/8");
        production.put("edgepass.rooms.probe", "4/4");
        production.put("edgepass.rooms.preview", "8/2");
        production.put("edgepass.rooms.accept", "8/2");
        production.put("edgepass.rooms.waiting", "64/8");
        production.put("edgepass.rooms.bodies", "16/4");
        return TestIssuer.with(production);
    }

    private static void signal(String name, long pid) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
    }

    private static ConditionFactory patiently() {
        return Awaitility.await().atMost(Duration.ofMinutes(1));
    }
}
