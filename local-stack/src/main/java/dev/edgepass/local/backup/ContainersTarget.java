package dev.edgepass.local.backup;

import dev.edgepass.local.process.IoReason;
import dev.edgepass.local.process.StartFailure;
import dev.edgepass.local.stack.Containers;
import dev.edgepass.local.stack.DataFolder;
import dev.edgepass.local.stack.DotEnv;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The composed system, of which nothing runs yet. Its log is in a volume that its Kafka has. */
public record ContainersTarget(Containers containers, DataFolder data, DotEnv env) implements RestoreTarget {
    private static final String CONSUMER = "revocation-consumer";

    @Override
    public List<String> present() {
        return KeyFolder.read(data.keys()).isEmpty() ? List.of() : List.of("keys (" + data.keys() + ")");
    }

    @Override
    public Opened open() {
        adopt();
        containers.startStores();
        return new Running(containers, new PipedLogSink(arguments -> containers.start(Containers.TOOLS, arguments)));
    }

    /** The folder and its owner may be others than they were. */
    private void adopt() {
        try {
            Map<String, String> ours = new LinkedHashMap<>();
            ours.put("EDGEPASS_UID", Files.getAttribute(data.keys(), "unix:uid").toString());
            ours.put("EDGEPASS_GID", Files.getAttribute(data.keys(), "unix:gid").toString());
            ours.put("EDGEPASS_DATA", data.path().toString());
            env.set(ours);
        } catch (IOException e) {
            throw new StartFailure("Can't read " + data.keys() + " (" + IoReason.of(e) + ").", e);
        }
    }

    @Override
    public String next() {
        return "docker compose --profile " + (containers.isLocal() ? "local" : "cloudflare")
                + (containers.isReplicated() ? " --profile replicated" : "") + " up --build --wait";
    }

    private record Running(Containers containers, LogSink log) implements Opened {
        @Override
        public int newEpoch() throws InterruptedException {
            return containers.run(CONSUMER, List.of("replay", "--new-epoch"));
        }

        @Override
        public boolean epochCanWait() {
            return true;
        }

        @Override
        public void close() {
            log.close();
        }

        /** A log that wasn't finished is deleted by the command that writes it. */
        @Override
        public void undo() {
            close();
        }
    }
}
