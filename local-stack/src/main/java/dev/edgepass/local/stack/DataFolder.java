package dev.edgepass.local.stack;

import dev.edgepass.local.kafka.KafkaCluster;
import dev.edgepass.local.process.IoReason;
import dev.edgepass.local.process.LockFile;
import dev.edgepass.local.process.StartFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The folder that holds everything a stack keeps: keys, log, projections, buckets, logs. Where it was prepared for containers ({@link ContainerKeys}), each
 * service's keys are in a folder of their own.
 */
public record DataFolder(Path path) {
    private static final long MIN_FREE_BYTES = 1L << 30;

    public DataFolder {
        path = path.toAbsolutePath().normalize();
    }

    public Path signingKey() {
        return key("issuer", "signing.jwk");
    }

    public Path pepper() {
        return key("issuer", "pepper");
    }

    /** Signs the reports of views, which the Worker sends and the issuer takes. */
    public Path usageSecret() {
        return key("issuer", "usage-secret");
    }

    /** The same, for an edge in a container, which sees no other service's folder. */
    Path edgeUsageSecret() {
        return key("edge", "usage-secret");
    }

    /** With which the issuer asks the consumer about the log. */
    public Path auditSecret() {
        return key("issuer", "audit-secret");
    }

    /** The same, for a consumer in a container, which sees no other service's folder. */
    Path consumerAuditSecret() {
        return key("consumer", "audit-secret");
    }

    /** Where the consumer keeps its index of the log. */
    Path auditIndex() {
        return auditIndexFolder().resolve("index.db");
    }

    /** The same: deleted while the consumer is down, it is made anew. */
    public Path auditIndexFolder() {
        return path.resolve("audit");
    }

    /** From which the keys of the weeks' networks are derived: the edge's alone. */
    Path networkKey() {
        return key("edge", "network-key");
    }

    /** The bearer token for a path policy, where none was given. */
    public Path pathPolicySecret() {
        return key("issuer", "path-policy-secret");
    }

    public Path loginKey() {
        return path.resolve("keys/login.jwk");
    }

    public Path loginPublicKeys() {
        return key("public", "login-public.jwks");
    }

    /** Signs the feed's heads. */
    public Path feedKey() {
        return key("consumer", "feed.jwk");
    }

    /** Signs the checkpoints of the audit's archive. */
    public Path auditKey() {
        return key("consumer", "audit.jwk");
    }

    /** The last of these checkpoints: beside the key, so that a backup has them. */
    Path auditMemory() {
        return key("consumer", "audit");
    }

    /** The public parts of the feed's keys, for the feed's readers. */
    public Path feedPublicKeys() {
        return key("public", "feed-public.jwks");
    }

    /** The folder of all keys. */
    public Path keys() {
        return path.resolve("keys");
    }

    private Path key(String owner, String name) {
        Path own = keys().resolve(owner);
        return (Files.isDirectory(own) ? own : keys()).resolve(name);
    }

    public Path kafka() {
        return path.resolve("kafka");
    }

    /** How many brokers have the log; 1 where there is none yet. */
    public int brokers() {
        return KafkaCluster.sizeIn(kafka()).orElse(1);
    }

    /**
     * Neither KRaft's voters nor a topic's replicas change by a start with other options.
     *
     * @throws StartFailure where the log is one of another number of brokers
     */
    void requireBrokers(int wanted) {
        KafkaCluster.sizeIn(kafka()).filter(there -> there != wanted).ifPresent(there -> {
            throw new StartFailure("The log in " + kafka() + " is one of " + there
                    + (there == 1 ? " broker" : " brokers") + " (--brokers: " + wanted
                    + "): choose another folder with --data, and take the log along by backup and restore.");
        });
    }

    public Path redis() {
        return path.resolve("redis");
    }

    public Path edge() {
        return path.resolve("edge");
    }

    /** What the thumbnails' worker remembers. */
    Path thumbnails() {
        return path.resolve("thumbnails");
    }

    public Path logs() {
        return path.resolve("logs");
    }

    public Path pids() {
        return path.resolve("pids");
    }

    /** What {@code edgepass cloud} made in an account. */
    public Path cloudRecord() {
        return path.resolve("cloud.json");
    }

    /** Is there while a backup is restored to the folder, and stays where that was cut off. */
    public Path restoring() {
        return path.resolve("restore.incomplete");
    }

    /** All of a backup is there. */
    public void restored() {
        try {
            Files.deleteIfExists(restoring());
        } catch (IOException e) {
            throw new StartFailure("Can't delete " + restoring() + " (" + IoReason.of(e) + "): delete it.", e);
        }
    }

    /**
     * @throws StartFailure where a restore was cut off, so that keys are there and a part of the log
     */
    public void requireWhole() {
        if (Files.exists(restoring())) {
            throw new StartFailure(
                    "A restore to " + path + " was cut off: the log there is a part of what it was. Delete"
                            + " what it has written (keys, kafka; for containers the volume of Kafka, and .env), and restore again.");
        }
    }

    /** Addresses and pids of a ready stack ({@link StackInfo}). */
    public Path stackFile() {
        return path.resolve("stack.json");
    }

    /**
     * Makes the folder where it isn't there.
     *
     * @throws StartFailure where it can't be written, or its disk is nearly full
     */
    void prepare() {
        try {
            Files.createDirectories(path);
            Files.delete(Files.createTempFile(path, "writable", null));
            requireSpace(Files.getFileStore(path).getUsableSpace());
        } catch (IOException e) {
            throw new StartFailure("Can't write to the data folder " + path + " (" + IoReason.of(e)
                    + "): make it writable, or choose another with --data.");
        }
    }

    void requireSpace(long freeBytes) {
        if (freeBytes < MIN_FREE_BYTES) {
            throw new StartFailure(
                    "Only " + (freeBytes >> 20) + " MB are free on the disk of " + path + " (expected: >= "
                            + (MIN_FREE_BYTES >> 20) + " MB): free some space, or choose another folder with --data.");
        }
    }

    private Path lockFile() {
        return path.resolve("lock");
    }

    /** Whether a process has taken the folder. */
    boolean isTaken() {
        return LockFile.isTaken(lockFile());
    }

    /**
     * Takes the folder for this process until the lock is closed or the process ends.
     *
     * @throws StartFailure where another process has it
     */
    LockFile lock() {
        return LockFile.take(
                lockFile(),
                owner -> "Edgepass already runs on " + path + " (process " + owner
                        + "): stop that first, or choose another folder with --data.");
    }
}
