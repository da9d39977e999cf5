package dev.edgepass.local.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/** The children of one stack: the only way to start one, so that none is forgotten when the stack ends. Thread-safe. */
public final class Children implements AutoCloseable {
    private final Path logs;
    private final PidFiles pids;
    private final Map<String, ChildProcess> running = new LinkedHashMap<>();
    private final BlockingQueue<ChildProcess> deaths = new LinkedBlockingQueue<>();
    private boolean closed;

    /**
     * @param logs folder of the logs, one for each child
     * @param pids folder of the pid files
     */
    public Children(Path logs, Path pids) {
        this.logs = logs;
        this.pids = new PidFiles(pids);
    }

    /** Ends the processes that a killed run left behind; returns the names of the parts that were still running. */
    public List<String> endLeftovers() {
        return pids.endLeftovers();
    }

    /**
     * Starts a child.
     *
     * @throws StartFailure where it can't be started, or all are being ended
     */
    public ChildProcess start(ChildCommand command) {
        synchronized (running) {
            if (closed) {
                throw new StartFailure("Can't start " + command.name() + ": the stack is being stopped.");
            }
            ChildProcess child = ChildProcess.start(command, logs, pids);
            running.put(child.name(), child);
            child.onExit(this::died);
            return child;
        }
    }

    /** Records a process that a child has started, so that it is ended with the leftovers after a kill. */
    public void record(String name, ProcessHandle process) {
        pids.record(name, process);
    }

    /** Waits for the next child that ends without being asked to. */
    public ChildProcess nextDeath() throws InterruptedException {
        return deaths.take();
    }

    /** Ends the children of these names, all at once, and waits for them. */
    public void stop(String... names) {
        List<ChildProcess> stopping = new ArrayList<>();
        synchronized (running) {
            Arrays.stream(names).map(running::remove).forEach(child -> {
                if (child != null) {
                    stopping.add(child);
                }
            });
        }
        CompletableFuture.allOf(stopping.stream()
                        .map(child -> CompletableFuture.runAsync(child::close, task -> new Thread(task).start()))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    /** Ends all children, all at once; none can be started any more. */
    @Override
    public void close() {
        String[] names;
        synchronized (running) {
            closed = true;
            names = running.keySet().toArray(String[]::new);
        }
        stop(names);
        pids.delete();
    }

    private void died(ChildProcess child) {
        synchronized (running) {
            if (running.get(child.name()) == child) {
                deaths.add(child);
            }
        }
    }
}
