package dev.edgepass.issuer.testing;

import dev.edgepass.consumer.log.EventLog;
import dev.edgepass.consumer.log.EventReader;
import dev.edgepass.consumer.log.LogReader;
import dev.edgepass.consumer.projection.ControlProjection;
import dev.edgepass.consumer.projection.IssuanceProjection;
import dev.edgepass.consumer.projection.Projection;
import dev.edgepass.consumer.projection.ProjectionFollower;
import dev.edgepass.consumer.projection.ProjectionStatus.State;
import dev.edgepass.consumer.projection.UnreadableRecords;
import dev.edgepass.consumer.projection.WordsProjection;
import dev.edgepass.event.Replication;
import dev.edgepass.event.Topics;
import dev.edgepass.feed.PublicKey;
import dev.edgepass.key.KeyRecord;
import dev.edgepass.local.testing.RealBackends;
import dev.edgepass.readmodel.Keys;
import dev.edgepass.readmodel.ReadModelJson;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;

/** The consumer's own projections, which fold the log when a test asks for it. */
public final class TestProjection {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration AT_MOST = Duration.ofSeconds(60);
    private static final RealBackends.HostAndPort SERVER = RealBackends.redis();
    private static final RedisCommands<String, String> REDIS = RedisClient.create(
                    RedisURI.create(SERVER.host(), SERVER.port()))
            .connect()
            .sync();
    private static final UnreadableRecords NONE = (message, reason) -> {
        throw reason;
    };

    static final EventLog LOG = log();
    static final ControlProjection CONTROL =
            new ControlProjection(template(), Keys.LIVE, new EventReader(), NONE, TestProjection::foldWords);
    private static final WordsProjection WORDS = new WordsProjection(template(), Keys.LIVE, new EventReader(), NONE);
    private static final IssuanceProjection ISSUANCE =
            new IssuanceProjection(template(), Keys.LIVE, new EventReader(), NONE, Clock.systemUTC());

    private TestProjection() {}

    /** Brings the projection up to the log's end and says its position. */
    public static synchronized long catchUp() {
        catchUp(ISSUANCE);
        foldWords();
        catchUp(CONTROL);
        return CONTROL.progress().position(0);
    }

    private static void foldWords() {
        catchUp(WORDS);
    }

    private static void catchUp(Projection projection) {
        try (LogReader log = projection.open(LOG)) {
            ProjectionFollower follower = new ProjectionFollower(projection, log);
            follower.resume();
            Instant end = Instant.now().plus(AT_MOST);
            while (follower.status().state() != State.FOLLOWING) {
                if (Instant.now().isAfter(end)) {
                    throw new IllegalStateException(
                            "not at the log's end within " + AT_MOST + ": " + follower.status());
                }
                follower.follow(POLL);
            }
        }
    }

    /** The signing keys that the edge has to know. */
    static List<PublicKey> edgeKeys() {
        return REDIS.hvals("ep:keys").stream()
                .map(text -> ReadModelJson.read(text, KeyRecord.class))
                .filter(key -> key.state() != KeyRecord.State.WITHDRAWN)
                .map(KeyRecord::publicKey)
                .toList();
    }

    /** Sets the raw text of a link, as another version of the consumer might. */
    public static void link(String id, String json) {
        REDIS.set("ep:link:" + id, json);
    }

    /** The raw commands, for what no log has. */
    public static RedisCommands<String, String> redis() {
        return REDIS;
    }

    private static StringRedisTemplate template() {
        LettuceConnectionFactory connections = new LettuceConnectionFactory(SERVER.host(), SERVER.port());
        connections.afterPropertiesSet();
        connections.start();
        return new StringRedisTemplate(connections);
    }

    private static EventLog log() {
        Map<String, Object> config = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, RealBackends.kafka(),
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none",
                ConsumerConfig.METRIC_REPORTER_CLASSES_CONFIG, "");
        return new EventLog(new Prompt(config), Admin.create(config), Topics.all(Replication.ONE));
    }

    /** Consumers that don't wait until much has gathered: a test waits for them. */
    private static final class Prompt extends DefaultKafkaConsumerFactory<byte[], byte[]> {
        Prompt(Map<String, Object> config) {
            super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }

        @Override
        protected Consumer<byte[], byte[]> createRawConsumer(Map<String, Object> config) {
            Map<String, Object> prompt = new HashMap<>(config);
            prompt.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 10);
            return super.createRawConsumer(prompt);
        }
    }
}
