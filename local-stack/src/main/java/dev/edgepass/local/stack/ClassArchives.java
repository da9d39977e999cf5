package dev.edgepass.local.stack;

import dev.edgepass.local.edge.KvAccess;
import dev.edgepass.local.edge.S3Access;
import dev.edgepass.local.identity.LocalIdentity;
import dev.edgepass.local.install.Installation;
import dev.edgepass.local.install.ServiceJar;
import dev.edgepass.local.kafka.KafkaProcess;
import dev.edgepass.local.process.ChildCommand;
import dev.edgepass.local.process.ClassArchive;
import dev.edgepass.local.process.Folders;
import dev.edgepass.local.process.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Makes the class archives of Kafka and the services, where this build has none yet: by trial runs, in which Spring makes the service's context, without any backend, and
 * ends.
 */
public final class ClassArchives {
    /** Nothing listens on the discard port, and nothing is asked there: the trial ends before the service starts to work. */
    private static final String NOWHERE = Ports.HOST + ":9";

    private ClassArchives() {}

    /** Makes what is missing, side by side. */
    public static void write(Installation installation) {
        installation.check();
        Optional<ClassArchive> kafka = installation.kafkaArchive().filter(archive -> !archive.exists());
        Parallel.joinAll(List.of(
                Parallel.async(() -> writeService(Services.ISSUER, installation.issuer())),
                Parallel.async(() -> writeService(Services.CONSUMER, installation.consumer())),
                Parallel.async(() -> {
                    kafka.ifPresent(archive -> KafkaProcess.writeArchive(installation, archive));
                    return kafka;
                })));
    }

    private static ServiceJar writeService(String name, ServiceJar jar) {
        if (!jar.archive().exists()) {
            jar.archive().write(options -> trial(name, jar, options));
        }
        return jar;
    }

    private static Process trial(String name, ServiceJar jar, List<String> options) throws IOException {
        Path folder = Files.createTempDirectory("edgepass-trial");
        DataFolder data = new DataFolder(folder);
        LocalIdentity.of(data.loginKey(), data.loginPublicKeys());
        FeedKeys.publicJwks(data);
        ChildCommand command = nowhere(data).trial(name, jar, options);
        ProcessBuilder builder = new ProcessBuilder(command.command())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(command.environment());
        Process process = builder.start();
        process.onExit().thenRun(() -> Folders.delete(folder));
        return process;
    }

    private static Services nowhere(DataFolder data) {
        String url = "http://" + NOWHERE;
        return new Services(
                data,
                NOWHERE,
                NOWHERE,
                new S3Access(url, "none", "none", "edgepass-media", "edgepass-feed"),
                new KvAccess(url, "none", "none", "none"),
                true,
                false);
    }
}
