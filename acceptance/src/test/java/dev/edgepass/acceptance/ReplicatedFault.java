package dev.edgepass.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What happens to a {@link ReplicatedSystem}, and how its operator's machines mend it: nobody touches the product. */
enum ReplicatedFault {
    CONTROL_LEADER_KILLED {
        @Override
        void happen(ReplicatedSystem system, ReplicatedLoad load, Random random) throws Exception {
            String leader = system.controlLeader();
            system.killBroker(leader);
            outage(random);
            system.startBroker(leader);
            system.awaitInSync();
        }
    },
    /** Nothing that it has can be acknowledged, as both followers stand still, and then it is gone. */
    CONTROL_LEADER_KILLED_BEFORE_ACK {
        @Override
        void happen(ReplicatedSystem system, ReplicatedLoad load, Random random) throws Exception {
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
    },
    ANY_BROKER_KILLED {
        @Override
        void happen(ReplicatedSystem system, ReplicatedLoad load, Random random) throws Exception {
            String broker = ReplicatedSystem.BROKERS.get(random.nextInt(ReplicatedSystem.BROKERS.size()));
            system.killBroker(broker);
            outage(random);
            system.startBroker(broker);
            system.awaitInSync();
        }
    },
    BROKER_SLOW {
        @Override
        void happen(ReplicatedSystem system, ReplicatedLoad load, Random random) throws Exception {
            system.stutter(system.controlLeader(), Duration.ofMillis(3_000 + random.nextInt(5_000)));
            system.awaitInSync();
        }
    },
    TWO_BROKERS_KILLED {
        @Override
        void happen(ReplicatedSystem system, ReplicatedLoad load, Random random) throws Exception {
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
    },
    /** One of each after the other, as an upgrade does. */
    SERVICES_RESTARTED {
        @Override
        void happen(ReplicatedSystem system, ReplicatedLoad load, Random random) throws Exception {
            for (int i = 0; i < 2; i++) {
                List<ServiceProcess> pair = List.of(system.consumers.get(i), system.issuers.get(i));
                for (ServiceProcess instance : pair) {
                    instance.stop();
                    instance.startAgain();
                }
                pair.forEach(ServiceProcess::awaitReady);
            }
        }
    },
    CONSUMER_KILLED {
        @Override
        void happen(ReplicatedSystem system, ReplicatedLoad load, Random random) throws Exception {
            ServiceProcess killed = system.consumers.get(random.nextInt(2));
            killed.kill();
            outage(random);
            killed.startAgain();
            killed.awaitReady();
        }
    },
    ISSUER_KILLED {
        @Override
        void happen(ReplicatedSystem system, ReplicatedLoad load, Random random) throws Exception {
            ServiceProcess killed = system.issuers.get(random.nextInt(2));
            killed.kill();
            outage(random);
            killed.startAgain();
            killed.awaitReady();
        }
    },
    REDIS_MASTER_KILLED {
        @Override
        void happen(ReplicatedSystem system, ReplicatedLoad load, Random random) throws Exception {
            Instant from = Instant.now();
            int killed = system.redis.killMaster();
            load.seats.failover(from, Instant.now().plus(FOLLOWED_WITHIN));
            outage(random);
            system.redis.startAgain(killed);
        }
    },
    REDIS_MASTER_HANGS {
        @Override
        void happen(ReplicatedSystem system, ReplicatedLoad load, Random random) throws Exception {
            Instant from = Instant.now();
            int hanging = system.redis.hangMaster();
            load.seats.failover(from, Instant.now().plus(FOLLOWED_WITHIN));
            // Longer than any limit of a call.
            Thread.sleep(8_000);
            system.redis.goOn(hanging);
        }
    },
    REDIS_CONNECTIONS_CUT {
        @Override
        void happen(ReplicatedSystem system, ReplicatedLoad load, Random random) {
            system.redis.cutConnections();
        }
    },
    R2_CUT {
        @Override
        void happen(ReplicatedSystem system, ReplicatedLoad load, Random random) throws Exception {
            system.r2.cut();
            outage(random);
            system.r2.heal();
        }
    },
    R2_SLOW {
        @Override
        void happen(ReplicatedSystem system, ReplicatedLoad load, Random random) throws Exception {
            system.r2.slow(Duration.ofMillis(200 + random.nextInt(800)));
            outage(random);
            system.r2.heal();
        }
    },
    KV_CUT {
        @Override
        void happen(ReplicatedSystem system, ReplicatedLoad load, Random random) throws Exception {
            system.kv.cut();
            outage(random);
            system.kv.heal();
        }
    };

    /** What needs the log, with its body. */
    private static final Map<String, String> CALLS = Map.of(
            "access-token",
            "{\"paths\":[\"projects/42/\"]}",
            "share-links",
            "{\"label\":\"Two down\",\"paths\":[\"projects/42/\"]}",
            "revocations",
            "{\"target\":{\"kind\":\"token\",\"id\":\"two-down\"},\"reason\":\"replicated\"}");

    /** For a run of two minutes. */
    static final List<ReplicatedFault> SHORT = List.of(
            CONTROL_LEADER_KILLED_BEFORE_ACK, TWO_BROKERS_KILLED, SERVICES_RESTARTED, REDIS_MASTER_HANGS, R2_SLOW);

    /** From then on issuers and projections are at the new master. */
    private static final Duration FOLLOWED_WITHIN = Duration.ofSeconds(5);

    /** Returns once what the machines' operator would see is mended: processes run, replicas are in sync. */
    abstract void happen(ReplicatedSystem system, ReplicatedLoad load, Random random) throws Exception;

    private static void outage(Random random) throws InterruptedException {
        Thread.sleep(2_000 + random.nextInt(4_000));
    }
}
