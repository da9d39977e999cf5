package dev.edgepass.local.doctor;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** All checks, in the order in which they are shown; docs/doctor.md has the same. The word before the dot is a group: what is asked of one part. */
public enum CheckId {
    JDK("machine.jdk"),
    MEMORY("machine.memory"),
    DISK("machine.disk"),
    BUILD("machine.build"),
    PORTS("machine.ports"),
    CLOCK("machine.clock"),
    RUNNING("system.running"),
    KEY_MODES("keys.modes"),
    KEY_OWNER("keys.owner"),
    PEPPER("keys.pepper"),
    FEED_KEYS("keys.feed"),
    AUDIT_KEY("keys.audit"),
    BACKUP("keys.backup"),
    ENV("settings.env"),
    LOGIN("settings.login"),
    PROFILE("settings.profile"),
    KAFKA("kafka.reachable"),
    TOPICS("kafka.topics"),
    REPLICATION("kafka.replication"),
    IN_SYNC("kafka.in-sync"),
    MIN_ISR("kafka.min-isr"),
    UNCLEAN_ELECTION("kafka.unclean-election"),
    RETENTION("kafka.retention"),
    FLUSH("kafka.flush"),
    UNREADABLE("kafka.unreadable"),
    REDIS("redis.reachable"),
    REDIS_VERSION("redis.version"),
    APPEND_ONLY("redis.append-only"),
    EVICTION("redis.eviction"),
    REDIS_ROLE("redis.role"),
    REPLICAS("redis.replicas"),
    SENTINELS("redis.sentinels"),
    ISSUER("issuer.ready"),
    ISSUER_PARTS("issuer.parts"),
    CANARY("issuer.canary"),
    PUBLIC_ADDRESS("issuer.public-address"),
    CLIENT_ADDRESS("issuer.client-address"),
    CONSUMER("consumer.ready"),
    CONTROL_LAG("consumer.control-lag"),
    WORDS_LAG("consumer.words-lag"),
    ISSUANCE_LAG("consumer.issuance-lag"),
    VIEWS("consumer.views"),
    PUBLISHER("consumer.publisher"),
    PUBLISHER_CLOCK("consumer.clock"),
    ARCHIVE("consumer.archive"),
    BUCKETS("store.buckets"),
    PRIVATE("store.private"),
    CONDITIONAL_WRITE("store.conditional-write"),
    TOKENS("store.tokens"),
    HEAD("feed.head"),
    HEAD_SIGNATURE("feed.signature"),
    HEAD_AGE("feed.age"),
    HEAD_LOG("feed.log"),
    HEAD_POSITION("feed.position"),
    KV("kv.write"),
    EDGE("edge.answers"),
    EDGE_AGE("edge.age"),
    EDGE_SIGNING_KEYS("edge.signing-keys"),
    EDGE_FEED_KEYS("edge.feed-keys"),
    EDGE_ENTRIES("edge.entries"),
    ACCOUNT("cloudflare.account"),
    MEDIA_BUCKET("cloudflare.media-bucket"),
    FEED_BUCKET("cloudflare.feed-bucket"),
    AUDIT_BUCKET("cloudflare.audit-bucket"),
    AUDIT_LOCK("cloudflare.audit-lock"),
    CORS("cloudflare.cors"),
    QUARANTINE_BUCKET("cloudflare.quarantine-bucket"),
    QUARANTINE_CORS("cloudflare.quarantine-cors"),
    QUARANTINE_LIFECYCLE("cloudflare.quarantine-lifecycle"),
    NAMESPACE("cloudflare.kv-namespace"),
    ISSUER_TOKEN("cloudflare.issuer-token"),
    CONSUMER_TOKEN("cloudflare.consumer-token"),
    THUMBNAILS_TOKEN("cloudflare.thumbnails-token"),
    KV_TOKEN("cloudflare.kv-token"),
    PINNED_KEYS("cloudflare.feed-keys"),
    REPORTS_SECRET("cloudflare.usage-secret"),
    WORKER("cloudflare.worker"),
    WORKERS_DEV("cloudflare.workers-dev"),
    MEDIA_HOST("cloudflare.media-host"),
    TUNNEL("cloudflare.tunnel"),
    TUNNEL_RULE("cloudflare.tunnel-rule"),
    ISSUER_HOST("cloudflare.issuer-host"),
    ENV_OF_ACCOUNT("cloudflare.env"),
    RATE_LIMIT("cloudflare.rate-limit"),
    MEDIA_PUBLIC("cloudflare.media-public-access"),
    FEED_PUBLIC("cloudflare.feed-public-access"),
    AUDIT_PUBLIC("cloudflare.audit-public-access"),
    QUARANTINE_PUBLIC("cloudflare.quarantine-public-access"),
    ALLOWANCE("cloudflare.allowance");

    private final String id;

    CheckId(String id) {
        this.id = id;
    }

    /** Such as {@code kafka.retention}. */
    public String id() {
        return id;
    }

    String group() {
        return id.substring(0, id.indexOf('.'));
    }

    static Optional<CheckId> of(String id) {
        return Arrays.stream(values()).filter(known -> known.id.equals(id)).findFirst();
    }

    /** All of a group. */
    static List<CheckId> in(String group) {
        return Arrays.stream(values())
                .filter(check -> check.group().equals(group))
                .toList();
    }
}
