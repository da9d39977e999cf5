package dev.edgepass.local.stack;

import dev.edgepass.local.edge.S3Access;
import dev.edgepass.local.install.Installation;
import dev.edgepass.local.process.ChildCommand;
import dev.edgepass.local.process.Java;
import dev.edgepass.local.process.StartFailure;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The process that makes thumbnails (docs/thumbnails.md). It has a credential of the bucket and nothing else: no key, no Kafka, no Redis. */
public record ThumbnailWorker(Installation installation, DataFolder data, S3Access s3) {
    static final String NAME = "thumbnails";

    private static final int HEAP_MEGABYTES = 96;

    /** A look at the local bucket costs nobody anything. */
    private static final String INTERVAL = "PT10S";

    /**
     * Beside the stack, until that ends.
     *
     * @param port where the issuer tells it of uploads
     */
    ChildCommand serving(int port) {
        return command(List.of(), Map.of("EDGEPASS_THUMBNAILS_PORT", Integer.toString(port)));
    }

    /**
     * In the foreground, with this process's standard streams; its exit code.
     *
     * @param once whether it ends when the bucket has its thumbnails
     */
    public int run(boolean once) throws InterruptedException {
        ChildCommand command = command(once ? List.of("--once") : List.of(), Map.of());
        ProcessBuilder builder = new ProcessBuilder(command.command()).inheritIO();
        builder.environment().putAll(command.environment());
        try {
            return builder.start().waitFor();
        } catch (IOException e) {
            throw new StartFailure("Can't start the thumbnails' worker: " + e.getMessage() + ".", e);
        }
    }

    private ChildCommand command(List<String> arguments, Map<String, String> more) {
        List<String> program =
                new ArrayList<>(List.of("-jar", installation.thumbnails().toString()));
        program.addAll(arguments);
        Map<String, String> environment = new LinkedHashMap<>(more);
        environment.put("EDGEPASS_R2_ENDPOINT", s3.endpoint());
        environment.put("EDGEPASS_R2_MEDIABUCKET", s3.mediaBucket());
        environment.put("EDGEPASS_R2_ACCESSKEYID", s3.accessKeyId());
        environment.put("EDGEPASS_R2_SECRETACCESSKEY", s3.secretAccessKey());
        environment.put("EDGEPASS_THUMBNAILS_STATEDIR", data.thumbnails().toString());
        environment.put("EDGEPASS_THUMBNAILS_INTERVAL", INTERVAL);
        environment.put("MALLOC_ARENA_MAX", "2");
        return new ChildCommand(NAME, Java.command(HEAP_MEGABYTES, program), environment, data.path(), false);
    }
}
