package dev.edgepass.local.stack;

import dev.edgepass.local.client.Http;
import dev.edgepass.local.edge.EdgeHost;
import dev.edgepass.local.edge.EdgeHostSettings;
import dev.edgepass.local.edge.WorkerBundle;
import dev.edgepass.local.identity.LocalIdentity;
import dev.edgepass.local.install.Installation;
import dev.edgepass.local.install.ServiceJar;
import dev.edgepass.local.kafka.KafkaProcess;
import dev.edgepass.local.media.MediaFolder;
import dev.edgepass.local.process.ChildProcess;
import dev.edgepass.local.process.Children;
import dev.edgepass.local.process.Java;
import dev.edgepass.local.process.Ports;
import dev.edgepass.local.process.Readiness;
import dev.edgepass.local.redis.RedisProcess;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** One start of a stack: Kafka, Redis and the edge host side by side, then both services (and the media) side by side. */
record StackStart(
        Installation installation,
        StackOptions options,
        DataFolder data,
        Children children,
        Consumer<String> progress) {
    private static final Duration SERVICES_READY_WITHIN = Duration.ofSeconds(90);
    private static final Duration SIGNING_KEY_WITHIN = Duration.ofSeconds(10);

    /** The parts that keep something. */
    record Stores(KafkaProcess kafka, RedisProcess redis, EdgeHost edge) {
        /** {@code host:port}. */
        String redisAddress() {
            return redis.host() + ":" + redis.port();
        }
    }

    /** All parts are ready when this returns; where it throws, some may be running. */
    StackInfo run() {
        endLeftovers();
        LocalIdentity.of(data.loginKey(), data.loginPublicKeys());
        CompletableFuture<ServiceJar> issuer = Parallel.async(installation::issuer);
        CompletableFuture<ServiceJar> consumer = Parallel.async(installation::consumer);
        WorkerBundle product = new WorkerBundle(installation.worker(), "index.mjs", installation.workerConfiguration());
        Stores stores = stores(() -> options.edge()
                .apply(new EdgeHostSettings(
                        data.edge(), ports().r2(), ports().kv(), product, EdgeVars.locations(data, ports()))));
        Parallel.joinAll(List.of(issuer, consumer));
        return withServices(stores, issuer.join(), consumer.join());
    }

    /** As {@link #run}, but without a location of the edge, and without services. Makes no key. */
    Stores storesAlone() {
        endLeftovers();
        return stores(() -> new EdgeHostSettings(data.edge(), ports().r2(), ports().kv(), null, List.of()));
    }

    private void endLeftovers() {
        data.requireBrokers(ports().brokers());
        List<String> leftovers = children.endLeftovers();
        if (!leftovers.isEmpty()) {
            progress.accept("Ended what a killed run had left behind: " + String.join(", ", leftovers));
        }
        ports().requireFree();
    }

    private Stores stores(Supplier<EdgeHostSettings> edgeSettings) {
        progress.accept("Starting Kafka, Redis and the edge");
        CompletableFuture<KafkaProcess> kafka = Parallel.async(this::kafka);
        CompletableFuture<RedisProcess> redis =
                Parallel.async(() -> RedisProcess.start(installation, data.redis(), children, ports().redis()));
        CompletableFuture<EdgeHost> edge =
                Parallel.async(() -> EdgeHost.start(installation, edgeSettings.get(), children));
        Parallel.joinAll(List.of(kafka, redis, edge));
        return new Stores(kafka.join(), redis.join(), edge.join());
    }

    private StackInfo withServices(Stores stores, ServiceJar issuerJar, ServiceJar consumerJar) {
        progress.accept("Starting the issuer and the revocation consumer");
        KafkaProcess kafka = stores.kafka();
        EdgeHost edge = stores.edge();
        String redisAddress = stores.redisAddress();
        Services services = new Services(
                data, kafka.bootstrap(), redisAddress, edge.s3(), edge.kv(), options.archive(), options.serving());
        AuditSecret.prepare(data);
        ChildProcess consumer = children.start(services.consumer(consumerJar, ports()));
        ChildProcess issuer =
                children.start(services.issuer(issuerJar, ports(), options.backend(), options.thumbnails()));
        Parallel.joinAll(List.of(
                Parallel.async(() -> awaitReady(consumer, ports().consumer())),
                Parallel.async(() -> awaitReady(issuer, ports().issuer())),
                Parallel.async(() -> upload(edge))));
        awaitSigningKey(issuer);
        // Nothing waits for it.
        Optional<ChildProcess> thumbnails = options.thumbnails()
                ? Optional.of(children.start(
                        new ThumbnailWorker(installation, data, edge.s3()).serving(ports().thumbnails())))
                : Optional.empty();

        Map<String, Long> pids = new LinkedHashMap<>();
        pids.put("up", ProcessHandle.current().pid());
        Stream.concat(kafka.nodes().stream(), Stream.of(stores.redis().child(), edge.child(), consumer, issuer))
                .forEach(child -> pids.put(child.name(), child.pid()));
        thumbnails.ifPresent(child -> pids.put(child.name(), child.pid()));
        edge.workerd().ifPresent(pid -> pids.put(EdgeHost.WORKERD, pid));
        return new StackInfo(
                base(ports().issuer()),
                base(ports().consumer()),
                base(ports().management()),
                edge.edges(),
                kafka.bootstrap(),
                redisAddress,
                edge.s3(),
                Map.copyOf(pids));
    }

    private KafkaProcess kafka() {
        return KafkaProcess.start(
                installation, data.kafka(), children, ports().kafka(), options.serving() ? Java.SERVING : List.of());
    }

    private ChildProcess awaitReady(ChildProcess service, int port) {
        URI readiness = base(port).resolve("/actuator/health/readiness");
        Http http = new Http();
        Readiness.await(service, SERVICES_READY_WITHIN, () -> http.isOk(readiness));
        return service;
    }

    /** Ready services may not know yet what the issuer has just announced by Kafka, and mint nothing until then. */
    private void awaitSigningKey(ChildProcess issuer) {
        URI keys = base(ports().issuer()).resolve("/.well-known/jwks.json");
        Http http = new Http();
        boolean known = Readiness.comes(
                issuer,
                SIGNING_KEY_WITHIN,
                () -> http.json(keys)
                        .filter(jwks -> !jwks.path("keys").isEmpty())
                        .isPresent());
        if (!known) {
            progress.accept("No signing key is good: nothing can be minted (see ./edgepass doctor)");
        }
    }

    private EdgeHost upload(EdgeHost edge) {
        options.media().ifPresent(folder -> MediaFolder.upload(folder, edge.s3(), progress));
        return edge;
    }

    private StackPorts ports() {
        return options.ports();
    }

    private static URI base(int port) {
        return URI.create("http://" + Ports.HOST + ":" + port);
    }
}
