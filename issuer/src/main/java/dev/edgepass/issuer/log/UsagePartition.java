package dev.edgepass.issuer.log;

import dev.edgepass.event.Topics;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/** The partition of the usage topic that has an owner's views: the one that Kafka's default partitioner gives the owner as key. Pure. */
public final class UsagePartition {
    private UsagePartition() {}

    /** @param owner a link's id, or the subject of tokens without a link */
    public static int of(String owner) {
        return Utils.toPositive(Utils.murmur2(owner.getBytes(StandardCharsets.UTF_8))) % Topics.USAGE_PARTITIONS;
    }
}
