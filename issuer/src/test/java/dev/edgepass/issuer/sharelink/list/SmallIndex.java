package dev.edgepass.issuer.sharelink.list;

import dev.edgepass.issuer.readmodel.AllLinks;
import dev.edgepass.issuer.readmodel.ReadModel;
import dev.edgepass.issuer.readmodel.ReadYourWrites;
import dev.edgepass.issuer.sharelink.ShareLinks;
import dev.edgepass.issuer.testing.TestIssuer;
import dev.edgepass.local.testing.RealBackends;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import java.util.Map;

/** An issuer over a database of its own, with an index that has room for {@link #MOST} links. They are user {@code u}'s. */
public final class SmallIndex implements AutoCloseable {
    static final int MOST = 3;

    /** Of the heap, for one of its links. */
    private static final long LINK_BYTES = 900;

    private final RedisClient client;
    private final RedisCommands<String, String> redis;
    private final TestIssuer issuer;
    /** Past whatever the issuer writes to the log itself. */
    private long position = 10_000_000;

    public SmallIndex(int database) {
        client = RedisClient.create(RedisURI.builder()
                .withHost(RealBackends.redis().host())
                .withPort(RealBackends.redis().port())
                .withDatabase(database)
                .build());
        redis = client.connect().sync();
        issuer = TestIssuer.with(Map.of("spring.data.redis.database", Integer.toString(database)));
    }

    /** As many links as there is room for: {@code link-0} and so on. */
    public void fill() {
        redis.flushdb();
        for (int i = 0; i < MOST; i++) {
            add("link-" + i);
        }
        // The issuer's own, so that it loads nothing during a test.
        issuer.bean(LinkFollower.class).current();
    }

    public void add(String id) {
        position++;
        redis.multi();
        redis.set("ep:link:" + id, """
                {"id":"%s","paths":["p/"],"createdAt":"2026-11-25T12:00:00Z","createdBy":"u","allowDownload":false,\
                "allowedOrigins":[],"state":"active","position":%d}""".formatted(id, position));
        redis.zadd("ep:links", position, id);
        redis.zadd("ep:link-changes", position, id);
        redis.hset("ep:control", Map.of("position", Long.toString(position), "topicId", "t"));
        redis.exec();
    }

    public LinkLists lists() {
        return lists(follower());
    }

    LinkLists lists(LinkFollower follower) {
        return new LinkLists(
                issuer.bean(ShareLinks.class),
                follower,
                issuer.bean(LinkScan.class),
                issuer.bean(AllLinks.class),
                issuer.bean(ReadModel.class),
                issuer.bean(ReadYourWrites.class));
    }

    LinkFollower follower() {
        return new LinkFollower(issuer.bean(AllLinks.class), MOST * LINK_BYTES);
    }

    public TestIssuer issuer() {
        return issuer;
    }

    RedisCommands<String, String> redis() {
        return redis;
    }

    @Override
    public void close() {
        issuer.close();
        redis.flushdb();
        client.shutdown();
    }
}
