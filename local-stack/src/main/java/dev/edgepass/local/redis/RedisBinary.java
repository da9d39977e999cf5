package dev.edgepass.local.redis;

import dev.edgepass.local.install.Installation;
import dev.edgepass.local.process.Executables;
import dev.edgepass.local.process.IoReason;
import dev.edgepass.local.process.StartFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which redis-server to run: the machine's where it is 7 or newer, else the one that comes inside embedded-redis. */
final class RedisBinary {
    private static final int OLDEST_MAJOR = 7;
    private static final Pattern VERSION = Pattern.compile("v=(\\d+)\\.");

    private static final Map<String, String> EMBEDDED = Map.of(
            "linux-amd64", "redis-server-6.2.6-v5-linux-amd64",
            "linux-aarch64", "redis-server-6.2.7-linux-arm64",
            "mac os x-x86_64", "redis-server-6.2.6-v5-darwin-amd64",
            "mac os x-aarch64", "redis-server-6.2.6-v5-darwin-arm64");

    private RedisBinary() {}

    static Path find(Installation installation, Path folder) {
        Path system = Executables.find("redis-server");
        return system != null && major(system) >= OLDEST_MAJOR ? system : embedded(installation, folder);
    }

    private static int major(Path binary) {
        try {
            Process process = new ProcessBuilder(binary.toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            Matcher version =
                    VERSION.matcher(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            return version.find() ? Integer.parseInt(version.group(1)) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    /** A copy in {@code folder}: the build's own folder may be read-only, and unpacking loses the executable bit. */
    private static Path embedded(Installation installation, Path folder) {
        String platform =
                (System.getProperty("os.name") + "-" + System.getProperty("os.arch")).toLowerCase(Locale.ROOT);
        String name = EMBEDDED.get(platform);
        if (name == null) {
            throw new StartFailure("No Redis for " + platform + " comes with Edgepass: install redis-server "
                    + OLDEST_MAJOR + " or newer.");
        }
        Path source = installation.redisBinaries().resolve(name);
        Path copy = folder.resolve("redis-server");
        try {
            Files.createDirectories(folder);
            if (!Files.exists(copy) || Files.size(copy) != Files.size(source)) {
                Files.copy(source, copy, StandardCopyOption.REPLACE_EXISTING);
            }
            if (!copy.toFile().setExecutable(true)) {
                throw new IOException("no right to make it executable");
            }
            return copy.toAbsolutePath();
        } catch (IOException e) {
            throw new StartFailure("Can't put the Redis binary into " + copy + ": " + IoReason.of(e) + ".", e);
        }
    }
}
