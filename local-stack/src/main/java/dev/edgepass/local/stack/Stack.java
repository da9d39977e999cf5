package dev.edgepass.local.stack;

import dev.edgepass.local.edge.EdgeHost;
import dev.edgepass.local.install.Installation;
import dev.edgepass.local.kafka.KafkaCluster;
import dev.edgepass.local.media.MediaFolder;
import dev.edgepass.local.process.ChildProcess;
import dev.edgepass.local.process.Children;
import dev.edgepass.local.process.IoReason;
import dev.edgepass.local.process.LockFile;
import dev.edgepass.local.process.StartFailure;
import dev.edgepass.local.redis.RedisProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The whole system on this machine. It ends with {@link #close()} or with this process, in order: services, edge, then the stores. Thread-safe.
 */
public final class Stack implements AutoCloseable {
    private final DataFolder data;
    private final LockFile lock;
    private final Children children;
    private final Thread endWithProcess = new Thread(this::end, "edgepass-stop");
    private volatile @Nullable StackInfo info;
    private boolean ended;

    private Stack(DataFolder data, LockFile lock, Children children) {
        this.data = data;
        this.lock = lock;
        this.children = children;
    }

    /**
     * Starts everything; all of it is ready, and {@code stack.json} is written, when this returns.
     *
     * @param progress gets a line now and then, from any thread
     * @throws StartFailure with one sentence where something is in the way; nothing is left running then
     */
    public static Stack start(StackOptions options, Consumer<String> progress) {
        options.media().ifPresent(MediaFolder::check);
        options.backend().check();
        Installation installation = Installation.find();
        installation.check();
        DataFolder data = new DataFolder(options.data());
        data.requireWhole();
        data.prepare();
        Stack stack = new Stack(data, data.lock(), new Children(data.logs(), data.pids()));
        Runtime.getRuntime().addShutdownHook(stack.endWithProcess);
        try {
            Files.deleteIfExists(data.stackFile());
            OpenPages.of(data).delete();
            StackInfo ready = new StackStart(installation, options, data, stack.children, progress).run();
            ready.write(data);
            stack.info = ready;
            return stack;
        } catch (IOException e) {
            stack.close();
            throw new StartFailure("Can't delete a file in " + data.path() + ": " + IoReason.of(e) + ".", e);
        } catch (RuntimeException | Error e) {
            stack.close();
            throw e;
        }
    }

    /** Addresses and pids. */
    public StackInfo info() {
        StackInfo ready = info;
        if (ready == null) {
            throw new IllegalStateException("the stack isn't ready");
        }
        return ready;
    }

    /** Waits for the next part that ends by itself. The others go on: each is built to do without. */
    public ChildProcess nextDeath() throws InterruptedException {
        return children.nextDeath();
    }

    /** Ends all parts in order, and waits for them. */
    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(endWithProcess);
        } catch (IllegalStateException e) {
            // The process is ending: the hook does the same, and the first of the two does the work.
        }
        end();
    }

    private synchronized void end() {
        if (ended) {
            return;
        }
        ended = true;
        try (lock) {
            Files.deleteIfExists(data.stackFile());
            OpenPages.of(data).delete();
            children.stop(Services.ISSUER, Services.CONSUMER, ThumbnailWorker.NAME);
            children.stop(EdgeHost.NAME);
            children.stop(RedisProcess.NAME);
            children.stop(KafkaCluster.parts());
            children.close();
        } catch (IOException e) {
            throw new UncheckedIOException("can't leave the data folder " + data.path(), e);
        }
    }
}
