package dev.edgepass.benchmarks.replay;

import com.nimbusds.jose.jwk.ECKey;
import dev.edgepass.event.Replication;
import dev.edgepass.event.Topics;
import dev.edgepass.jdk.KeyFile;
import dev.edgepass.local.audit.Counts;
import dev.edgepass.local.process.Folders;
import dev.edgepass.local.process.StartFailure;
import dev.edgepass.local.stack.DataFolder;
import dev.edgepass.local.stack.StackOptions;
import dev.edgepass.local.stack.StackPorts;
import dev.edgepass.local.stack.StoresAlone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;

/** A stack's folder with a {@link History} in its log, kept for the next run. Its name has the format and the number of events, so that none is taken for another one. */
record HistoryFolder(Path path, int events, StackPorts ports, Consumer<String> progress) {
    /** Of the history; another one is another folder. */
    private static final int FORMAT = 1;

    private static final Duration AGO = Duration.ofDays(30);

    static HistoryFolder in(Path folder, int events, StackPorts ports, Consumer<String> progress) {
        return new HistoryFolder(folder.resolve("history-" + FORMAT + "-" + events), events, ports, progress);
    }

    DataFolder data() {
        return new DataFolder(path.resolve("stack"));
    }

    /** Without the archive, which would be written of all of it beside what is measured. */
    StackOptions stack() {
        return new StackOptions(data().path(), ports, Optional.empty(), UnaryOperator.identity(), true)
                .withoutArchive();
    }

    /** Is there once the history is whole, and has when it begins. */
    private Path whole() {
        return path.resolve("begin");
    }

    /**
     * The history that is there, or else a new one.
     *
     * @throws StartFailure where something can't be started or written
     */
    History history() {
        try {
            if (Files.exists(whole())) {
                progress.accept("Using the history of " + Counts.of(events) + " events in " + path);
                return new History(
                        events,
                        Instant.parse(Files.readString(whole()).strip()),
                        KeyFile.load(data().signingKey()).getKeyID());
            }
            if (Files.exists(path)) {
                progress.accept("Deleting " + path + ": a history that was cut off");
                Folders.delete(path);
            }
            progress.accept("Writing a history of " + Counts.of(events) + " events to " + path
                    + ", which stays there for the next run");
            return write();
        } catch (IOException e) {
            throw new StartFailure("Can't use " + path + ": " + e.getMessage() + ".", e);
        }
    }

    private History write() throws IOException {
        Files.createDirectories(data().keys());
        // The issuer's own, so that it needs no other one.
        ECKey key = KeyFile.loadOrCreate(data().signingKey());
        History history = new History(events, Instant.now().minus(AGO).truncatedTo(ChronoUnit.SECONDS), key.getKeyID());
        try (StoresAlone stores = StoresAlone.start(stack(), progress);
                Admin admin = Admin.create(Map.of("bootstrap.servers", stores.kafka()))) {
            Topics.ensure(admin, topics(), Duration.ofSeconds(30));
            try (LogWriter log = new LogWriter(stores.kafka())) {
                history.writeControl(log, jwk(key));
                history.writeIssuance(log, progress);
            }
            timesByBroker(admin);
        } catch (ExecutionException | TimeoutException e) {
            throw new StartFailure("Kafka can't take the history: " + e.getMessage() + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("Interrupted.", e);
        }
        Files.writeString(whole(), history.begin() + "\n");
        return history;
    }

    /** Times of control events are the broker's, but while the past is written. */
    private static List<NewTopic> topics() {
        return Topics.all(Replication.ONE).stream()
                .map(topic -> topic.name().equals(Topics.CONTROL) ? withOwnTimes(topic) : topic)
                .toList();
    }

    private static NewTopic withOwnTimes(NewTopic topic) {
        Map<String, String> configs = new HashMap<>(topic.configs());
        configs.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "CreateTime");
        return new NewTopic(topic.name(), topic.numPartitions(), topic.replicationFactor()).configs(configs);
    }

    private static void timesByBroker(Admin admin) throws ExecutionException, InterruptedException {
        ConfigResource control = new ConfigResource(ConfigResource.Type.TOPIC, Topics.CONTROL);
        AlterConfigOp set = new AlterConfigOp(
                new ConfigEntry(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime"), AlterConfigOp.OpType.SET);
        admin.incrementalAlterConfigs(Map.of(control, List.of(set))).all().get();
    }

    private static Map<String, String> jwk(ECKey key) {
        Map<String, String> jwk = new HashMap<>();
        key.toPublicJWK().toJSONObject().forEach((name, value) -> jwk.put(name, value.toString()));
        jwk.keySet().retainAll(List.of("kty", "crv", "kid", "x", "y"));
        return jwk;
    }
}
