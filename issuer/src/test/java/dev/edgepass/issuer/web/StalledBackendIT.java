package dev.edgepass.issuer.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.issuer.testing.Api;
import dev.edgepass.issuer.testing.TestIssuer;
import dev.edgepass.issuer.testing.TestProjection;
import dev.edgepass.issuer.testing.TestTopics;
import dev.edgepass.local.install.Installation;
import dev.edgepass.local.kafka.KafkaCluster;
import dev.edgepass.local.kafka.KafkaProcess;
import dev.edgepass.local.process.Children;
import dev.edgepass.local.process.Ports;
import dev.edgepass.local.redis.RedisProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backend that takes connections and answers nothing, which is worse than one that is away. Its process is stopped, as by SIGSTOP. */
class StalledBackendIT {
    /** The room for calls with a login: half of production's, so that it is full also where this machine is slow to fill it. */
    private static final int LOGIN = 64;

    private static final String PLACES = LOGIN + "/" + LOGIN;
    private static final int MINTERS = 2 * LOGIN + 20;

    @TempDir
    private Path folder;

    private final Set<String> answers = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean over = new AtomicBoolean();
    private final ExecutorService load = Executors.newCachedThreadPool();

    @AfterEach
    void end() {
        over.set(true);
        load.shutdownNow();
        // Positions of another log, of which the shared issuer must not believe that its projection lacks them.
        TestProjection.redis().del("iw:control", "iw:last");
    }

    @Test
    void a_broker_that_stops_under_load_takes_minting_along_and_nothing_else_and_everything_comes_back()
            throws Exception {
        TestIssuer.awaitReady();
        TestProjection.catchUp();
        try (Children children = new Children(folder.resolve("logs"), folder.resolve("pids"))) {
            KafkaProcess kafka = KafkaProcess.start(
                    Installation.find(),
                    folder.resolve("kafka"),
                    children,
                    KafkaCluster.of(Ports.free(), Ports.free()));
            try (TestIssuer issuer = TestIssuer.with(Map.of(
                    "spring.kafka.bootstrap-servers",
                    TestTopics.on(kafka.bootstrap()),
                    "edgepass.rooms.login",
                    PLACES))) {
                Api api = issuer.api();
                awaitMinting(api);

                signal("STOP", kafka.nodes().get(0).pid());
                IntStream.range(0, MINTERS).forEach(i -> load.execute(() -> mintOnAndOn(api, i)));
                patiently().until(() -> answers.contains("overloaded"));
                answers.clear();
                patiently().until(() -> answers.containsAll(List.of("overloaded", "log-unavailable")));

                assertThat(api.page("/actuator/health/liveness").status()).isEqualTo(200);
                assertThat(api.page("/.well-known/jwks.json").status()).isEqualTo(200);
                Api.Answer revoked = api.post(
                        "/revocations", TestIssuer.admin(), "{\"target\":{\"kind\":\"token\",\"id\":\"stalled\"}}");
                assertThat(revoked.problem()).isEqualTo("log-unavailable");
                assertThat(revoked.header("Retry-After")).isEqualTo("2");
                assertThat(log(api)).isEqualTo("DOWN");

                over.set(true);
                signal("CONT", kafka.nodes().get(0).pid());
                awaitMinting(api);
                assertThat(api.post(
                                        "/revocations",
                                        TestIssuer.admin(),
                                        "{\"target\":{\"kind\":\"token\",\"id\":\"stalled\"}}",
                                        "Prefer",
                                        "wait=0")
                                .status())
                        .isEqualTo(202);
                endLoad();
                awaitMinting(api);
                assertThat(log(api)).isEqualTo("UP");
            }
        }
    }

    @Test
    void a_redis_that_stops_under_load_takes_minting_along_and_revoking_goes_on() throws Exception {
        try (Children children = new Children(folder.resolve("logs"), folder.resolve("pids"))) {
            RedisProcess redis =
                    RedisProcess.start(Installation.find(), folder.resolve("redis"), children, Ports.free());
            try (TestIssuer issuer = TestIssuer.with(
                    Map.of("spring.data.redis.port", Integer.toString(redis.port()), "edgepass.rooms.login", PLACES))) {
                Api api = issuer.api();
                patiently().until(() -> api.page("/actuator/health/readiness").status() == 200);

                signal("STOP", redis.child().pid());
                IntStream.range(0, MINTERS).forEach(i -> load.execute(() -> mintOnAndOn(api, i)));
                patiently().until(() -> answers.containsAll(List.of("overloaded", "read-model-unavailable")));

                Api.Answer revoked = api.post(
                        "/revocations",
                        TestIssuer.admin(),
                        "{\"target\":{\"kind\":\"token\",\"id\":\"stalled\"}}",
                        "Prefer",
                        "wait=0");
                assertThat(revoked.status()).isEqualTo(202);
                signal("CONT", redis.child().pid());
                endLoad();
            }
        }
    }

    @Test
    void a_redis_that_stopped_before_the_issuer_came_keeps_nobody_waiting_and_is_found_when_it_goes_on()
            throws Exception {
        try (Children children = new Children(folder.resolve("logs"), folder.resolve("pids"))) {
            RedisProcess redis =
                    RedisProcess.start(Installation.find(), folder.resolve("redis"), children, Ports.free());
            signal("STOP", redis.child().pid());
            // As many bodies may arrive at once as there are minters: on a busy machine all do.
            try (TestIssuer issuer = TestIssuer.with(Map.of(
                    "spring.data.redis.port",
                    Integer.toString(redis.port()),
                    "edgepass.rooms.bodies",
                    PLACES,
                    "server.tomcat.threads.max",
                    "1000"))) {
                Api api = issuer.api();

                // One after another they would wait for a connection for as many seconds as they are, and longer than a
                // client does.
                List<Future<Api.Answer>> minted = IntStream.range(0, LOGIN)
                        .mapToObj(i -> load.submit(() -> mint(api, i)))
                        .toList();
                for (Future<Api.Answer> answer : minted) {
                    assertThat(answer.get().problem()).isEqualTo("read-model-unavailable");
                }

                signal("CONT", redis.child().pid());
                patiently()
                        .untilAsserted(() -> assertThat(
                                        mint(api, 0).json().path("detail").stringValue())
                                .contains("isn't there yet"));
            }
        }
    }

    /** While the issuer is there: a minter without an answer would fail whatever test comes next. */
    private void endLoad() {
        over.set(true);
        load.shutdown();
        patiently().until(load::isTerminated);
    }

    private static void awaitMinting(Api api) {
        patiently().until(() -> mint(api, 0).status() == 201);
    }

    private void mintOnAndOn(Api api, int i) {
        while (!over.get()) {
            Api.Answer answer = mint(api, i);
            answers.add(answer.status() == 201 ? "minted" : answer.problem());
        }
    }

    private static Api.Answer mint(Api api, int i) {
        return api.post("/access-token", TestIssuer.user("stalled-" + i, "p/"), "{\"paths\":[\"p/\"]}");
    }

    private static void signal(String name, long pid) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                        .start()
                        .waitFor())
                .isZero();
    }

    private static String log(Api api) {
        return api.send("GET", "/actuator/health", TestIssuer.admin(), null)
                .json()
                .at("/components/log/status")
                .asString();
    }

    private static ConditionFactory patiently() {
        return Awaitility.await().atMost(Duration.ofMinutes(1));
    }
}
