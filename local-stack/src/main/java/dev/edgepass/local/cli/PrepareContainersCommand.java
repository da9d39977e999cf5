package dev.edgepass.local.cli;

import dev.edgepass.local.install.Installation;
import dev.edgepass.local.stack.ContainerKeys;
import dev.edgepass.local.stack.ContainerVariables;
import dev.edgepass.local.stack.DataFolder;
import dev.edgepass.local.stack.DotEnv;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code prepare-containers}: the keys and variables that {@code docker-compose.yml} needs. It can be repeated: what is there is kept. */
@Command(
        name = "prepare-containers",
        description =
                "Make the keys and the file .env for docker-compose.yml; with the local edge unless --cloudflare.",
        mixinStandardHelpOptions = true)
final class PrepareContainersCommand implements Runnable {
    @Option(
            names = "--cloudflare",
            description = "For R2, KV and a Worker in your account: no local login, no made-up credentials.")
    private boolean cloudflare;

    @Option(
            names = "--replicated",
            description = "Three brokers, Redis with a replica and Sentinels, two of each service: docs/scale.md.")
    private boolean replicated;

    @Option(
            names = "--env-file",
            paramLabel = "FILE",
            description = "The file of variables (default: .env beside docker-compose.yml).")
    private @Nullable Path envFile;

    @Mixin
    private DataOption data = new DataOption();

    @CommandLine.Spec
    private CommandLine.Model.@Nullable CommandSpec command;

    @Override
    public void run() {
        Path root = Installation.find().root();
        Path file = envFile == null ? root.resolve(".env") : envFile.toAbsolutePath();
        DataFolder folder = data.folder();
        ContainerVariables variables = new ContainerVariables(new DotEnv(file), root, folder);
        if (replicated) {
            variables.addReplicated();
        }
        ContainerKeys.prepare(folder, !cloudflare);
        List<String> open = List.of();
        if (cloudflare) {
            open = variables.addCloudflare();
        } else {
            variables.addLocal();
        }
        variables.write();

        PrintWriter out = Objects.requireNonNull(command).commandLine().getOut();
        out.println("Keys       " + folder.path().resolve("keys") + " (issuer, consumer, edge, public)");
        out.println("Variables  " + file);
        out.println("  added    " + names(variables.added()));
        out.println("  kept     " + names(variables.kept()));
        out.println("FEED_KEYS  " + folder.feedPublicKeys() + " (public parts, for the Worker)");
        if (cloudflare) {
            out.println("Still to be set, see docs/containers.md: " + names(open));
            out.println("Then: docker compose --profile cloudflare" + profile() + " up --build --wait");
        } else {
            out.println("This is for the local edge, on this machine only; --cloudflare is for an account.");
            out.println("Next:      docker compose --profile local" + profile() + " up --build --wait");
            out.println("A login:   ./edgepass login --admin" + dataOption(root, folder));
        }
        out.flush();
    }

    private String profile() {
        return replicated ? " --profile replicated" : "";
    }

    private static String dataOption(Path root, DataFolder folder) {
        return folder.path().equals(root.resolve(".edgepass")) ? "" : " --data " + folder.path();
    }

    private static String names(List<String> names) {
        return names.isEmpty() ? "nothing" : String.join(", ", names);
    }
}
