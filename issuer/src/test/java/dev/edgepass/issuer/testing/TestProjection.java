package dev.edgepass.issuer.testing;

import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.IssuanceEvent;
import dev.edgepass.event.Topics;
import dev.edgepass.feed.PublicKey;
import dev.edgepass.local.testing.RealBackends;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;

/** Stands in for the consumer: folds the log into the keys of docs/read-model.md, in the test's own time. */
public final class TestProjection {
    private static final RedisCommands<String, String> REDIS = RedisClient.create(RedisURI.create(
                    RealBackends.redis().host(), RealBackends.redis().port()))
            .connect()
            .sync();
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TestFold FOLD = new TestFold(REDIS);

    private TestProjection() {}

    /** Brings the projection up to the log's end and says its position. */
    public static synchronized long catchUp() {
        LogReader.since(Topics.ISSUANCE, partition -> number(REDIS.hget("ep:issuance", Integer.toString(partition))))
                .forEach(entry -> write(
                        FOLD.writes((IssuanceEvent) entry.event().data()),
                        "ep:issuance",
                        Integer.toString(entry.partition()),
                        entry.position()));
        LogReader.since(Topics.CONTROL, partition -> position()).forEach(TestProjection::fold);
        return position();
    }

    /** Folds one record of the control topic, in one step with its position; one that was folded before changes nothing. */
    public static synchronized void fold(LogReader.Entry entry) {
        if (entry.position() > position() && entry.event().data() instanceof ControlEvent event) {
            Instant time = entry.event().time();
            write(FOLD.writes(event, entry.position(), time), "ep:control", "position", entry.position());
        }
    }

    /** The signing keys that the edge has to know. */
    static List<PublicKey> edgeKeys() {
        return REDIS.hvals("ep:keys").stream()
                .map(text -> JSON.readTree(text))
                .filter(key -> !"withdrawn".equals(key.required("state").stringValue()))
                .map(key -> key.required("jwk"))
                .map(jwk -> new PublicKey(
                        jwk.required("kid").stringValue(),
                        jwk.required("x").stringValue(),
                        jwk.required("y").stringValue()))
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

    private static void write(
            List<Consumer<RedisCommands<String, String>>> writes, String progress, String field, long position) {
        REDIS.multi();
        writes.forEach(write -> write.accept(REDIS));
        REDIS.hset(progress, field, Long.toString(position));
        REDIS.exec();
    }

    private static long position() {
        return number(REDIS.hget("ep:control", "position"));
    }

    private static long number(String text) {
        return text == null ? 0 : Long.parseLong(text);
    }
}
