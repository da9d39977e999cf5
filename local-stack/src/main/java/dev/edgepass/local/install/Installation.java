package dev.edgepass.local.install;

import dev.edgepass.local.process.ClassArchive;
import dev.edgepass.local.process.StartFailure;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The built parts in a checkout of Edgepass. Every accessor throws {@link StartFailure}, with the command to run, where its part is missing. */
public record Installation(Path root) {
    private static final String EDGE = "local-stack/src/main/edge";
    private static final String BUILD = "; build first: run ./edgepass, or mvn -DskipTests package.";

    /**
     * The checkout that holds this class, or else the one around the working directory (tests of other modules use this class from the local Maven repository).
     * {@code EDGEPASS_HOME} overrides both.
     */
    public static Installation find() {
        String home = System.getenv("EDGEPASS_HOME");
        Path root = home != null ? Path.of(home).toAbsolutePath() : rootAbove(codeSource());
        if (root == null) {
            root = rootAbove(Path.of("").toAbsolutePath());
        }
        if (root == null) {
            throw new StartFailure(
                    "Can't find the Edgepass checkout: run inside it, or set EDGEPASS_HOME to its folder.");
        }
        return new Installation(root);
    }

    public Path node() {
        return built(edgeFolder().resolve("node_modules/.bin/node"), "The local edge's Node.js");
    }

    /** The edge host's script, with its npm packages as the lock file says. */
    public Path edgeHost() {
        return script(EDGE, "edge-host.mjs");
    }

    /**
     * A script for {@link #node}, whose folder has its npm packages as the lock file says.
     *
     * @param folder with a {@code package-lock.json}, below {@link #root}
     * @param name below the folder
     */
    public Path script(String folder, String name) {
        Path scripts = root.resolve(folder);
        Path stamp =
                built(scripts.resolve("node_modules/.edgepass-package-lock.json"), "The npm packages of " + folder);
        try {
            if (Files.mismatch(stamp, scripts.resolve("package-lock.json")) != -1) {
                throw new StartFailure(
                        "The npm packages of " + folder + " are older than its package-lock.json" + BUILD);
            }
        } catch (IOException e) {
            throw new StartFailure("Can't read " + stamp + ": " + e.getMessage() + ".", e);
        }
        return scripts.resolve(name);
    }

    /** Class path of the Kafka child: the libraries that the build copied, and this module. */
    public String kafkaClassPath() {
        return lib().resolve("*") + File.pathSeparator + codeSource();
    }

    /** Archive of Kafka's classes; none where this module runs from a folder of classes. */
    public Optional<ClassArchive> kafkaArchive() {
        try (Stream<Path> libraries = Files.list(lib())) {
            List<Path> jars =
                    Stream.concat(libraries.sorted(), Stream.of(codeSource())).toList();
            return Files.isDirectory(codeSource())
                    ? Optional.empty()
                    : Optional.of(ClassArchive.of("kafka", jars, services().resolve("cds")));
        } catch (IOException e) {
            throw new StartFailure("Can't read " + lib() + ": " + e.getMessage() + ".", e);
        }
    }

    private Path lib() {
        return built(root.resolve("local-stack/target/lib"), "The libraries");
    }

    private Path services() {
        return root.resolve("local-stack/target/services");
    }

    /** Folder of the Redis binaries from embedded-redis. */
    public Path redisBinaries() {
        return built(root.resolve("local-stack/target/redis"), "The Redis binary");
    }

    /** The issuer, unpacked; takes a second after a build. */
    public ServiceJar issuer() {
        return ServiceJar.unpack("issuer", issuerJar(), services());
    }

    /** The revocation consumer, unpacked; takes a second after a build. */
    public ServiceJar consumer() {
        return ServiceJar.unpack("consumer", consumerJar(), services());
    }

    private Path issuerJar() {
        return built(root.resolve("issuer/target/edgepass-issuer.jar"), "The issuer");
    }

    private Path consumerJar() {
        return built(
                root.resolve("revocation-consumer/target/edgepass-revocation-consumer.jar"), "The revocation consumer");
    }

    /** The worker that makes thumbnails; its libraries are beside it. */
    public Path thumbnails() {
        return built(root.resolve("thumbnails/target/edgepass-thumbnails.jar"), "The thumbnails' worker");
    }

    /** Folder of the compiled Worker; its entry is {@code index.mjs}. */
    public Path worker() {
        Path folder = root.resolve("edge-worker/target/worker");
        built(folder.resolve("index.mjs"), "The Worker");
        built(folder.resolve("edgepass.js"), "The Worker's compiled code");
        return folder;
    }

    public Path workerConfiguration() {
        return built(root.resolve("edge-worker/wrangler.jsonc"), "The Worker's wrangler.jsonc");
    }

    /**
     * @throws StartFailure where a part is missing
     */
    public void check() {
        List.<Runnable>of(
                        this::node,
                        this::edgeHost,
                        this::kafkaClassPath,
                        this::redisBinaries,
                        this::issuerJar,
                        this::consumerJar,
                        this::worker,
                        this::workerConfiguration)
                .forEach(Runnable::run);
    }

    private Path edgeFolder() {
        return root.resolve(EDGE);
    }

    private static Path built(Path path, String what) {
        if (!Files.exists(path)) {
            throw new StartFailure(what + " isn't built (" + path + " is missing)" + BUILD);
        }
        return path;
    }

    private static Path codeSource() {
        try {
            return Path.of(Installation.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("this class has no place on disk", e);
        }
    }

    private static @Nullable Path rootAbove(Path start) {
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("local-stack/src/main/edge/edge-host.mjs"))) {
                return folder;
            }
        }
        return null;
    }
}
