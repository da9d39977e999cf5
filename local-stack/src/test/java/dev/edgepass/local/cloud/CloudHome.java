package dev.edgepass.local.cloud;

import dev.edgepass.local.process.StartFailure;
import dev.edgepass.local.stack.DotEnv;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A folder like a built checkout, and runs of {@code cloud} in it against a {@link FakeCloudflare}. All that is printed or thrown is kept. */
final class CloudHome {
    static final Deployment DEPLOYMENT = deployment(Optional.empty(), List.of("https://app.example.com"));

    private final FakeCloudflare cloud;
    private final Path folder;
    private final List<String> lines = new ArrayList<>();
    private Deployment deployment = DEPLOYMENT;
    private List<String> answers = new ArrayList<>();

    CloudHome(FakeCloudflare cloud, Path folder) {
        this.cloud = cloud;
        this.folder = folder;
        FakeCheckout.make(folder);
    }

    static Deployment deployment(Optional<String> jurisdiction, List<String> appOrigins) {
        return new Deployment(
                FakeCloudflare.ACCOUNT,
                FakeCloudflare.ZONE,
                "media.example.com",
                "issuer.example.com",
                "my-media",
                jurisdiction,
                appOrigins);
    }

    /** With the feed keys of another, so that both deploy the same. */
    CloudHome withKeysOf(Path other) {
        try {
            Path keys = Files.createDirectories(folder.resolve(".edgepass/keys"));
            for (String name : List.of("feed.jwk", "feed-next.jwk", "feed-public.jwks", "usage-secret")) {
                Files.copy(other.resolve(".edgepass/keys").resolve(name), keys.resolve(name));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    CloudHome wanting(Deployment other) {
        deployment = other;
        return this;
    }

    CloudHome answering(String... words) {
        answers = new ArrayList<>(Arrays.asList(words));
        return this;
    }

    List<String> plan() {
        return run(run -> {
            run.plan();
            return true;
        });
    }

    List<String> up(String... closing) {
        return run(run -> run.up(true, Set.of(closing)));
    }

    List<String> upAsking() {
        return run(run -> run.up(false, Set.of()));
    }

    List<String> down() {
        return run(run -> run.down(true));
    }

    /** The lines of this run; a failure is thrown, and kept too. */
    private List<String> run(Function<CloudRun, Boolean> command) {
        int before = lines.size();
        try {
            command.apply(CloudRun.open(
                    deployment, files(), cloud.base(), new ApiToken(FakeCloudflare.TOKEN), lines::add, question -> {
                        lines.add(question);
                        return answers.isEmpty() ? "" : answers.remove(0);
                    }));
        } catch (StartFailure e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                lines.add(cause.toString());
            }
            throw e;
        }
        return List.copyOf(lines.subList(before, lines.size()));
    }

    /** Everything that was ever said, thrown or recorded. */
    String everythingSaid() {
        return String.join("\n", lines) + "\n" + (Files.exists(record()) ? read(record()) : "");
    }

    CloudFiles files() {
        return new CloudFiles(
                env(),
                record(),
                folder.resolve(".edgepass/keys/feed.jwk"),
                folder.resolve(".edgepass/keys/feed-public.jwks"),
                usageSecret(),
                folder.resolve("edge-worker/target/worker"),
                folder.resolve("edge-worker/wrangler.jsonc"));
    }

    Path env() {
        return folder.resolve(".env");
    }

    Path usageSecret() {
        return folder.resolve(".edgepass/keys/usage-secret");
    }

    Path record() {
        return folder.resolve(".edgepass/cloud.json");
    }

    String envValue(String name) {
        return new DotEnv(env()).value(name);
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
