package dev.edgepass.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.local.testing.CutProxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What happens to a {@link ReplicatedSystem}, and how its operator's machines mend it: nobody touches the product. */
enum ReplicatedFault {
    CONTROL_LEADER_KILLED((system, load, random) -> brokerKilled(system, system.controlLeader(), random)),
    CONTROL_LEADER_KILLED_BEFORE_ACK(ReplicatedFault::leaderKilledBeforeAck),
    ANY_BROKER_KILLED((system, load, random) -> brokerKilled(system, any(ReplicatedSystem.BROKERS, random), random)),
    BROKER_SLOW((system, load, random) -> {
        system.stutter(system.controlLeader(), Duration.ofMillis(3_000 + random.nextInt(5_000)));
        system.awaitInSync();
    }),
    TWO_BROKERS_KILLED(ReplicatedFault::twoBrokersKilled),
    SERVICES_RESTARTED((system, load, random) -> servicesRestarted(system)),
    CONSUMER_KILLED((system, load, random) -> serviceKilled(any(system.consumers, random), random)),
    ISSUER_KILLED((system, load, random) -> serviceKilled(any(system.issuers, random), random)),
    REDIS_MASTER_KILLED((system, load, random) -> {
        Instant from = Instant.now();
        int killed = system.redis.killMaster();
        load.seats.failover(from, Instant.now().plus(followedWithin()));
        outage(random);
        system.redis.startAgain(killed);
    }),
    REDIS_MASTER_HANGS((system, load, random) -> {
        Instant from = Instant.now();
        int hanging = system.redis.hangMaster();
        load.seats.failover(from, Instant.now().plus(followedWithin()));
        // Longer than any limit of a call.
        Thread.sleep(8_000);
        system.redis.goOn(hanging);
    }),
    REDIS_CONNECTIONS_CUT((system, load, random) -> system.redis.cutConnections()),
    R2_CUT((system, load, random) -> cut(system.r2, random)),
    R2_SLOW((system, load, random) -> {
        system.r2.slow(Duration.ofMillis(200 + random.nextInt(800)));
        outage(random);
        system.r2.heal();
    }),
    KV_CUT((system, load, random) -> cut(system.kv, random));

    /** For a run of two minutes. */
    static final List<ReplicatedFault> SHORT = List.of(
            CONTROL_LEADER_KILLED_BEFORE_ACK, TWO_BROKERS_KILLED, SERVICES_RESTARTED, REDIS_MASTER_HANGS, R2_SLOW);

    /** What needs the log, with its body. */
    private static final Map<String, String> CALLS = Map.of(
            "access-token",
            "{\"paths\":[\"projects/42/\"]}",
            "share-links",
            "{\"label\":\"Two down\",\"paths\":[\"projects/42/\"]}",
            "revocations",
            "{\"target\":{\"kind\":\"token\",\"id\":\"two-down\"},\"reason\":\"replicated\"}");

    @FunctionalInterface
    private interface Happening {
        void happen(ReplicatedSystem system, ReplicatedLoad load, Random random) throws Exception;
    }

    private final Happening happening;

    ReplicatedFault(Happening happening) {
        this.happening = happening;
    }

    /** Returns once what the machines' operator would see is mended: processes run, replicas are in sync. */
    void happen(ReplicatedSystem system, ReplicatedLoad load, Random random) throws Exception {
        happening.happen(system, load, random);
    }

    private static void brokerKilled(ReplicatedSystem system, String broker, Random random) throws Exception {
        system.killBroker(broker);
        outage(random);
        system.startBroker(broker);
        system.awaitInSync();
    }

    /** Nothing that it has can be acknowledged, as both followers stand still, and then it is gone. */
    private static void leaderKilledBeforeAck(ReplicatedSystem system, ReplicatedLoad load, Random random)
            throws Exception {
        String leader = system.controlLeader();
        List<String> followers = ReplicatedSystem.BROKERS.stream()
                .filter(broker -> !broker.equals(leader))
                .toList();
        for (String follower : followers) {
            system.signal("-STOP", follower);
        }
        CompletableFuture<Boolean> written = CompletableFuture.supplyAsync(load::revokeToken);
        Thread.sleep(300);
        assertThat(written).as("a write that no follower has").isNotDone();
        system.killBroker(leader);
        for (String follower : followers) {
            system.signal("-CONT", follower);
        }
        // Acknowledged by the next leader, or not at all: the log is asked at the end.
        written.get(30, TimeUnit.SECONDS);
        outage(random);
        system.startBroker(leader);
        system.awaitInSync();
    }

    private static void twoBrokersKilled(ReplicatedSystem system, ReplicatedLoad load, Random random) throws Exception {
        List<String> two = ReplicatedSystem.BROKERS.subList(0, 2);
        two.forEach(system::killBroker);
        // Nothing that was under way counts.
        Thread.sleep(100);
        CALLS.forEach((call, body) -> {
            Web.Answer answer = load.call("POST", call, body);
            assertThat(answer).isNotNull();
            // The second where an issuer knows of a write that the read model can't have.
            assertThat(answer.status() + " " + answer.problem())
                    .isIn("503 log-unavailable", "503 read-model-unavailable");
        });
        two.forEach(system::startBroker);
        system.awaitInSync();
    }

    /** One of each after the other, as an upgrade does. */
    private static void servicesRestarted(ReplicatedSystem system) throws InterruptedException {
        for (int i = 0; i < 2; i++) {
            List<ServiceProcess> pair = List.of(system.consumers.get(i), system.issuers.get(i));
            for (ServiceProcess instance : pair) {
                instance.stop();
                instance.startAgain();
            }
            pair.forEach(ServiceProcess::awaitReady);
        }
    }

    private static void serviceKilled(ServiceProcess killed, Random random) throws InterruptedException {
        killed.kill();
        outage(random);
        killed.startAgain();
        killed.awaitReady();
    }

    private static void cut(CutProxy proxy, Random random) throws InterruptedException {
        proxy.cut();
        outage(random);
        proxy.heal();
    }

    /** From then on issuers and projections are at a new master. */
    private static Duration followedWithin() {
        return Duration.ofSeconds(5);
    }

    private static <T> T any(List<T> several, Random random) {
        return several.get(random.nextInt(several.size()));
    }

    private static void outage(Random random) throws InterruptedException {
        Thread.sleep(2_000 + random.nextInt(4_000));
    }
}
