package dev.edgepass.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LauncherScriptTest {
    private static final Path SCRIPT = Path.of("../edgepass").toAbsolutePath().normalize();

    @TempDir
    private Path folder;

    @Test
    void it_shows_usage_from_any_folder_and_through_links() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("one"), SCRIPT);
        Files.createSymbolicLink(folder.resolve("two"), link.getFileName());

        assertThat(run(folder.resolve("two"), Map.of(), "--help")).startsWith("0 Usage: edgepass");
    }

    @Test
    void an_old_jdk_is_told() throws Exception {
        Path jdk = folder.resolve("jdk");
        Files.createDirectories(jdk.resolve("bin"));
        assertThat(Files.createFile(jdk.resolve("bin/java")).toFile().setExecutable(true))
                .isTrue();
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");

        assertThat(run(SCRIPT, Map.of("JAVA_HOME", jdk.toString()), "--help"))
                .startsWith("1 Edgepass needs a JDK, version 17 or newer")
                .contains("is version 11.0.2");
    }

    @Test
    void a_java_home_without_a_jdk_is_told() throws Exception {
        assertThat(run(SCRIPT, Map.of("JAVA_HOME", folder.toString()), "--help"))
                .startsWith("1 Edgepass needs a JDK, version 17 or newer")
                .contains("which has no bin/java");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--help",
                "up --help",
                "demo -h",
                "bench --help",
                "bench edge --help",
                "help up",
                "cloud up --help"
            })
    void help_in_a_clone_that_is_not_built_shows_usage_and_builds_nothing(String line) throws Exception {
        Path clone = Files.createDirectory(folder.resolve("clone"));
        Path script = Files.copy(SCRIPT, clone.resolve("edgepass"), StandardCopyOption.COPY_ATTRIBUTES);

        assertThat(run(script, Map.of(), line.split(" ")))
                .startsWith("0 Usage: edgepass COMMAND")
                .doesNotContain("Building");
        assertThat(clone.resolve("target")).doesNotExist();
    }

    @Test
    void two_at_a_time_build_once() throws Exception {
        Path clone = Files.createDirectory(folder.resolve("clone"));
        Path script = Files.copy(SCRIPT, clone.resolve("edgepass"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.createFile(clone.resolve("pom.xml"));
        for (String scripts : List.of("local-stack/src/main/edge", "benchmarks/src/main/node")) {
            Path modules = Files.createDirectories(clone.resolve(scripts).resolve("node_modules"));
            Files.createFile(modules.resolveSibling("package-lock.json"));
            Files.createFile(modules.resolve(".edgepass-package-lock.json"));
        }
        // Stands in for Maven: it writes the files by which the script knows a build.
        program("npm", "");
        program("mvn", """
                echo built >> builds
                sleep 1
                for file in $(sed -n '/^artefacts=/,/"$/p' edgepass | tr -d '"' | sed 's/artefacts=//'); do
                  mkdir -p "$(dirname "$file")" && touch "$file"
                done
                """);
        Map<String, String> environment = Map.of("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));

        CompletableFuture<String> other = CompletableFuture.supplyAsync(() -> {
            try {
                return run(script, environment, "up");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        String one = run(script, environment, "up");

        assertThat(one + other.join()).contains("Building");
        assertThat(Files.readAllLines(clone.resolve("builds"))).hasSize(1);
    }

    private void program(String name, String lines) throws IOException {
        Path program = Files.createDirectories(folder.resolve("bin")).resolve(name);
        Files.writeString(program, "#!/bin/sh\n" + lines);
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    /** The exit code and all output. */
    private String run(Path script, Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().remove("JAVA_HOME");
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = output(process);
        return process.waitFor() + " " + output;
    }

    private static String output(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
