package dev.edgepass.local.stack;

import dev.edgepass.local.edge.EdgeHost;
import dev.edgepass.local.install.Installation;
import dev.edgepass.local.kafka.KafkaCluster;
import dev.edgepass.local.process.Children;
import dev.edgepass.local.process.LockFile;
import dev.edgepass.local.redis.RedisProcess;
import java.util.function.Consumer;

/** A stack's Kafka, Redis, R2 and KV without its services, for work that these mustn't see half done. Ends with {@link #close()} or with this process. */
public final class StoresAlone implements AutoCloseable {
    private final DataFolder data;
    private final LockFile lock;
    private final Children children;
    private final StackStart.Stores stores;
    private final Thread endWithProcess;

    private StoresAlone(DataFolder data, LockFile lock, Children children, StackStart.Stores stores, Thread end) {
        this.data = data;
        this.lock = lock;
        this.children = children;
        this.stores = stores;
        this.endWithProcess = end;
    }

    /**
     * Starts them.
     *
     * @param progress gets a line now and then, from any thread
     * @throws dev.edgepass.local.process.StartFailure with one sentence where something is in the way; nothing is left running then
     */
    public static StoresAlone start(StackOptions options, Consumer<String> progress) {
        Installation installation = Installation.find();
        installation.check();
        DataFolder data = new DataFolder(options.data());
        data.prepare();
        LockFile lock = data.lock();
        Children children = new Children(data.logs(), data.pids());
        Thread end = new Thread(() -> end(children, lock), "edgepass-stop");
        Runtime.getRuntime().addShutdownHook(end);
        try {
            StackStart start = new StackStart(installation, options, data, children, progress);
            return new StoresAlone(data, lock, children, start.storesAlone(), end);
        } catch (RuntimeException | Error e) {
            unhook(end);
            end(children, lock);
            throw e;
        }
    }

    /** Each broker's {@code host:port}, with commas between them. */
    public String kafka() {
        return stores.kafka().bootstrap();
    }

    /** The consumer's replay on them. */
    public Replay replay() {
        return Replay.of(data, kafka(), stores.redisAddress(), stores.edge().s3());
    }

    @Override
    public void close() {
        unhook(endWithProcess);
        end(children, lock);
    }

    private static void unhook(Thread end) {
        try {
            Runtime.getRuntime().removeShutdownHook(end);
        } catch (IllegalStateException e) {
            // The process is ending: the hook does the same.
        }
    }

    private static synchronized void end(Children children, LockFile lock) {
        try (lock) {
            children.stop(EdgeHost.NAME);
            children.stop(RedisProcess.NAME);
            children.stop(KafkaCluster.parts());
            children.close();
        }
    }
}
