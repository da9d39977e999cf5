package dev.edgepass.issuer.testing;

import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.ControlEvent.LinkClosed;
import dev.edgepass.event.ControlEvent.LinkCreated;
import dev.edgepass.event.ControlEvent.Revoked;
import dev.edgepass.event.Topics;
import dev.edgepass.feed.HandleState;
import dev.edgepass.local.testing.RealBackends;
import dev.edgepass.revocation.HandleChange;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Stands in for the consumer: folds the log into the keys of docs/read-model.md, in the test's own time. */
public final class TestProjection {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final RedisCommands<String, String> REDIS = RedisClient.create(RedisURI.create(
                    RealBackends.redis().host(), RealBackends.redis().port()))
            .connect()
            .sync();

    private TestProjection() {}

    /** Brings the projection up to the log's end and says its position. */
    public static synchronized long catchUp() {
        long position = position();
        for (LogReader.Entry entry : LogReader.all(Topics.CONTROL)) {
            if (entry.position() > position && entry.event().data() instanceof ControlEvent event) {
                fold(event, entry.position(), entry.event().time());
                position = entry.position();
            }
        }
        REDIS.hset("ep:control", "position", Long.toString(position));
        return position;
    }

    /** Sets the raw text of a link, as another version of the consumer might. */
    public static void link(String id, String json) {
        REDIS.set("ep:link:" + id, json);
    }

    /** Takes the projection away, as if Redis had lost it. */
    public static synchronized void drop() {
        REDIS.flushall();
    }

    private static long position() {
        String position = REDIS.hget("ep:control", "position");
        return position == null ? 0 : Long.parseLong(position);
    }

    private static void fold(ControlEvent event, long position, Instant time) {
        if (event instanceof LinkCreated created) {
            create(created, position);
        } else if (event instanceof LinkClosed closed) {
            close(closed, time);
        } else if (event instanceof Revoked revoked) {
            ObjectNode json = JSON.createObjectNode()
                    .put("id", revoked.revocationId())
                    .put("effect", revoked.effect().name().toLowerCase(Locale.ROOT))
                    .put("actor", revoked.actor())
                    .put("position", position)
                    .put("acceptedAt", time.toString());
            json.putPOJO("targets", JSON.valueToTree(revoked.targets()));
            REDIS.set("ep:revocation:" + revoked.revocationId(), JSON.writeValueAsString(json));
        } else if (event instanceof ControlEvent.KeyAdded key) {
            Map<String, Object> json = new HashMap<>(Map.of("kid", key.kid(), "state", "active", "position", position));
            json.put("jwk", key.jwk());
            REDIS.hset("ep:keys", key.kid(), JSON.writeValueAsString(json));
        }
        for (HandleChange change : HandleChange.of(event, position)) {
            apply(change);
        }
    }

    private static void close(LinkClosed closed, Instant time) {
        String text = REDIS.get("ep:link:" + closed.linkId());
        if (text != null) {
            ObjectNode link = (ObjectNode) JSON.readTree(text);
            link.put("state", "closed").put("closedAt", time.toString());
            REDIS.set("ep:link:" + closed.linkId(), link.toString());
        }
    }

    private static void create(LinkCreated created, long position) {
        Map<String, Object> json = new HashMap<>();
        json.put("id", created.linkId());
        json.put("paths", created.paths());
        json.put("createdAt", created.createdAt().toString());
        json.put("createdBy", created.actor());
        json.put("allowDownload", created.allowDownload());
        json.put("allowedOrigins", created.allowedOrigins());
        json.put("state", "active");
        json.put("position", position);
        json.put("aMemberOfALaterVersion", List.of(1));
        if (created.label() != null) {
            json.put("label", created.label());
        }
        if (created.expiresAt() != null) {
            json.put("expiresAt", created.expiresAt().toString());
        }
        REDIS.set("ep:link:" + created.linkId(), JSON.writeValueAsString(json));
        REDIS.zadd("ep:links", position, created.linkId());
        REDIS.set("ep:secret:" + created.secretHash(), created.linkId());
    }

    private static void apply(HandleChange change) {
        String handle = change.handle().toString();
        String text = REDIS.hget("ep:handle", handle);
        HandleState before = text == null
                ? HandleState.CLEAR
                : new HandleState(Long.parseLong(text.split(":", 2)[0]), Long.parseLong(text.split(":", 2)[1]));
        HandleState after = change.change().apply(before);
        if (after.isClear()) {
            REDIS.hdel("ep:handle", handle);
        } else {
            REDIS.hset("ep:handle", handle, after.cutoff() + ":" + after.blockedAt());
        }
    }
}
