package dev.edgepass.local.cli;

import dev.edgepass.local.process.OwnerOnly;
import dev.edgepass.local.stack.DataFolder;
import dev.edgepass.local.stack.OwnBackend;
import dev.edgepass.local.stack.OwnBackend.Policy;
import dev.edgepass.local.stack.OwnBackend.Sessions;
import dev.edgepass.settings.BackendUrl;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** The options of {@code up} for a backend of the developer's own. */
final class BackendMixin {
    @Option(
            names = "--hs256-secret-file",
            paramLabel = "F",
            description = "Accept your backend's sessions, too: HS256 JWTs. F has their secret, in base64.")
    private @Nullable Path hs256SecretFile;

    @Option(
            names = "--audience",
            paramLabel = "A",
            description = "The claim aud of your backend's sessions (default: " + Sessions.AUDIENCE + ").")
    private @Nullable String audience;

    @Option(
            names = "--path-policy",
            paramLabel = "URL",
            description = "Ask your backend who may see which paths, instead of believing the logins.")
    private @Nullable String pathPolicy;

    @Option(
            names = "--path-policy-secret-file",
            paramLabel = "F",
            description = "The secret that the issuer sends to URL (default: one is made in the data folder).")
    private @Nullable Path pathPolicySecretFile;

    @CommandLine.Spec(CommandLine.Spec.Target.MIXEE)
    private CommandLine.Model.@Nullable CommandSpec command;

    /**
     * @throws CommandLine.ParameterException where options don't fit together
     */
    OwnBackend backend() {
        require(hs256SecretFile != null || audience == null, "--audience: it is for --hs256-secret-file");
        require(
                pathPolicy != null || pathPolicySecretFile == null,
                "--path-policy-secret-file: it is for --path-policy");
        require(audience == null || !audience.isBlank(), "--audience: blank (expected: some text)");
        return new OwnBackend(
                Optional.ofNullable(hs256SecretFile)
                        .map(file -> new Sessions(file, audience == null ? Sessions.AUDIENCE : audience)),
                Optional.ofNullable(pathPolicy)
                        .map(url -> new Policy(safe(url), Optional.ofNullable(pathPolicySecretFile))));
    }

    /** What a developer has to know of a stack that runs with these options. */
    static List<String> lines(OwnBackend backend, DataFolder data) {
        List<String> lines = new ArrayList<>();
        backend.sessions()
                .ifPresent(own -> lines.add("  sessions of your backend: HS256 by " + own.secretFile()
                        + ", with \"aud\": \"" + own.audience()
                        + "\", \"sub\" (a string) and \"exp\" (in seconds): docs/identity.md"));
        backend.policy()
                .ifPresent(own -> lines.add("  who may see what is asked at " + own.url() + ", by the bearer token in "
                        + own.secretFile(data)));
        return lines;
    }

    /** Where others can read or write a secret. */
    static List<String> warnings(OwnBackend backend) {
        return Stream.concat(
                        backend.sessions().map(Sessions::secretFile).stream(),
                        backend.policy().flatMap(Policy::secretFile).stream())
                .filter(OwnerOnly::isOpen)
                .map(file -> "Others on this machine can read or change " + file + ": run chmod 600 on it.")
                .toList();
    }

    /** Read here and not by picocli, whose message would quote what may hold a password. */
    private URI safe(String text) {
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException e) {
            throw wrong("--path-policy isn't a URL");
        }
        try {
            BackendUrl.require(url, "--path-policy", true);
            return url;
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage());
        }
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw wrong(otherwise);
        }
    }

    private CommandLine.ParameterException wrong(@Nullable String message) {
        return new CommandLine.ParameterException(
                Objects.requireNonNull(command).commandLine(), message);
    }
}
