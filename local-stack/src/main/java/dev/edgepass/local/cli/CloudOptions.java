package dev.edgepass.local.cli;

import dev.edgepass.local.cloud.ApiToken;
import dev.edgepass.local.cloud.CloudFiles;
import dev.edgepass.local.cloud.CloudRun;
import dev.edgepass.local.cloud.Deployment;
import dev.edgepass.local.install.Installation;
import dev.edgepass.local.stack.DataFolder;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The options that describe a deployment in a Cloudflare account. */
class CloudOptions {
    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

    @Option(names = "--account", paramLabel = "ID", required = true, description = "The Cloudflare account's id.")
    private String account = "";

    @Option(names = "--zone", paramLabel = "NAME", required = true, description = "The domain, such as example.com.")
    private String zone = "";

    @Option(
            names = "--media-host",
            paramLabel = "HOST",
            required = true,
            description = "The Worker's host name, which it has for itself.")
    private String mediaHost = "";

    @Option(
            names = "--issuer-host",
            paramLabel = "HOST",
            required = true,
            description = "The issuer's host name, which the tunnel leads to.")
    private String issuerHost = "";

    @Option(
            names = "--bucket",
            paramLabel = "NAME",
            defaultValue = "edgepass-media",
            description = "The R2 bucket of the media; made, or taken as it is (default: ${DEFAULT-VALUE}).")
    private String bucket = "";

    @Option(
            names = "--jurisdiction",
            paramLabel = "NAME",
            description = "The jurisdiction of both buckets: eu or fedramp (default: none).")
    private @Nullable String jurisdiction;

    @Option(
            names = "--app-origin",
            paramLabel = "ORIGIN",
            description = "An origin whose pages upload media, such as https://app.example.com; may be repeated.")
    private List<String> appOrigins = new ArrayList<>();

    @Option(names = "--home", hidden = true)
    private @Nullable Path home;

    @Option(names = "--api-base", hidden = true, defaultValue = "https://api.cloudflare.com/client/v4")
    private URI apiBase = URI.create("https://api.cloudflare.com/client/v4");

    /** The checkout. */
    Installation installation() {
        return home == null ? Installation.find() : new Installation(home.toAbsolutePath());
    }

    /**
     * Reads the token, and begins.
     *
     * @param folder of the keys and of {@code cloud.json}
     * @throws CommandLine.ParameterException where an option's value can't be
     * @throws dev.edgepass.local.process.StartFailure where the token isn't accepted, or the zone can't be used
     */
    CloudRun open(CommandLine commandLine, DataFolder folder) {
        Deployment deployment = deployment(commandLine);
        Installation installation = installation();
        CloudFiles files = new CloudFiles(
                installation.root().resolve(".env"),
                folder.cloudRecord(),
                folder.feedKey(),
                folder.feedPublicKeys(),
                folder.usageSecret(),
                installation.worker(),
                installation.workerConfiguration());
        Prompt prompt = new Prompt(commandLine.getErr());
        ApiToken token = new ApiToken(prompt.secret("Cloudflare API token (docs/deploy.md says which): "));
        PrintWriter out = commandLine.getOut();
        return CloudRun.open(
                deployment,
                files,
                apiBase,
                token,
                line -> {
                    out.println(line);
                    out.flush();
                },
                prompt::answer);
    }

    private Deployment deployment(CommandLine commandLine) {
        boolean isLoopback = "http".equals(apiBase.getScheme()) && LOOPBACK.contains(String.valueOf(apiBase.getHost()));
        if (!isLoopback && !"https".equals(apiBase.getScheme())) {
            throw new CommandLine.ParameterException(
                    commandLine, "--api-base: " + apiBase + " (expected: https://...)");
        }
        try {
            return new Deployment(
                    account,
                    zone.toLowerCase(Locale.ROOT),
                    mediaHost.toLowerCase(Locale.ROOT),
                    issuerHost.toLowerCase(Locale.ROOT),
                    bucket,
                    Optional.ofNullable(jurisdiction),
                    appOrigins);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.ParameterException(commandLine, String.valueOf(e.getMessage()));
        }
    }
}
