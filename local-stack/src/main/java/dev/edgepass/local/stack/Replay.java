package dev.edgepass.local.stack;

import dev.edgepass.local.edge.EdgeHost;
import dev.edgepass.local.edge.KvAccess;
import dev.edgepass.local.edge.S3Access;
import dev.edgepass.local.install.Installation;
import dev.edgepass.local.process.ChildCommand;
import dev.edgepass.local.process.StartFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The revocation consumer's replay, against a running stack. */
public final class Replay {
    /** A dry run: nothing is changed, and the exit code is 0 where nothing differs. */
    public static final List<String> DRY_RUN = List.of("--dry-run");

    /** Goes on with a log that went back; the exit code is 0 where a new epoch began, and 1 where none is called for. */
    public static final List<String> NEW_EPOCH = List.of("--new-epoch");

    private final Services services;

    private Replay(Services services) {
        this.services = services;
    }

    /** A replay against {@code running}, whose folder is {@code data}. */
    public static Replay of(DataFolder data, StackInfo running) {
        return of(data, running.kafka(), running.redis(), running.s3());
    }

    static Replay of(DataFolder data, String kafka, String redis, S3Access s3) {
        KvAccess kv = EdgeHost.kvOf(data.edge());
        return new Replay(new Services(data, kafka, redis, s3, kv, true, false));
    }

    /** Runs it with this process's standard streams and its own arguments; its exit code. */
    public int run(List<String> options) throws InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("replay"));
        arguments.addAll(options);
        ChildCommand command = services.replay(Installation.find().consumer(), arguments);
        ProcessBuilder builder = new ProcessBuilder(command.command()).inheritIO();
        builder.environment().putAll(command.environment());
        try {
            return builder.start().waitFor();
        } catch (IOException e) {
            throw new StartFailure("Can't start the replay: " + e.getMessage() + ".", e);
        }
    }
}
