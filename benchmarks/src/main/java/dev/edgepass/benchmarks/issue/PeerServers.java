package dev.edgepass.benchmarks.issue;

import dev.edgepass.local.process.ChildCommand;
import dev.edgepass.local.process.ChildProcess;
import dev.edgepass.local.process.Children;
import dev.edgepass.local.process.Java;
import dev.edgepass.local.process.Ports;
import dev.edgepass.local.process.Readiness;
import dev.edgepass.local.process.StartFailure;
import dev.edgepass.local.stack.StackInfo;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Keycloak and Spring Security's authorization server, fetched by Maven's own client and set up in a folder, each in a process of its own.
 *
 * @param folder of the peers, kept between runs
 * @param checkout of Edgepass
 */
record PeerServers(Path folder, Path checkout, Children children, Consumer<String> progress) {
    static final String KEYCLOAK_VERSION = "26.7.3";
    private static final int HEAP_MEGABYTES = 512;
    private static final Duration READY_WITHIN = Duration.ofMinutes(3);

    IssuePeer keycloak(int port) {
        Path home = folder.resolve("keycloak-" + KEYCLOAK_VERSION);
        if (!Files.isDirectory(home)) {
            progress.accept("Fetching Keycloak " + KEYCLOAK_VERSION + " from Maven Central (170 MB, once)");
            maven(
                    "dependency:copy",
                    "-Dartifact=org.keycloak:keycloak-quarkus-dist:" + KEYCLOAK_VERSION + ":zip",
                    "-DoutputDirectory=" + folder);
            unzip(folder.resolve("keycloak-quarkus-dist-" + KEYCLOAK_VERSION + ".zip"));
        }
        Path script = home.resolve("bin/kc.sh");
        realm(home.resolve("data/import"));
        Map<String, String> environment = Map.of(
                "JAVA_HOME",
                System.getProperty("java.home"),
                "JAVA_OPTS_KC_HEAP",
                "-Xms256m -Xmx" + HEAP_MEGABYTES + "m");
        run(
                environment,
                "/bin/sh",
                script.toString(),
                "build",
                "--db=dev-file",
                "--cache=local",
                "--metrics-enabled=false");
        ChildProcess child = children.start(new ChildCommand(
                IssuePeer.KEYCLOAK,
                List.of(
                        "/bin/sh",
                        script.toString(),
                        "start",
                        "--optimized",
                        "--import-realm",
                        "--http-enabled=true",
                        "--http-host=" + Ports.HOST,
                        "--http-port=" + port,
                        "--hostname-strict=false"),
                environment,
                folder,
                false));
        URI endpoint = URI.create("http://" + Ports.HOST + ":" + port + "/realms/bench/protocol/openid-connect/token");
        ready(child, IssuePeer.oauth(IssuePeer.KEYCLOAK, child.pid(), endpoint));
        return IssuePeer.oauth(IssuePeer.KEYCLOAK, underTheShell(child.pid()), endpoint);
    }

    /** {@code kc.sh} waits for the server's JVM, whose CPU is meant. */
    private static long underTheShell(long shell) {
        return ProcessHandle.of(shell).stream()
                .flatMap(ProcessHandle::children)
                .findFirst()
                .orElseThrow(() -> new StartFailure("Keycloak's shell has started no server."))
                .pid();
    }

    /** Spring's authorization server twice: as lean as it gets, keeping and logging nothing; and with the work of Edgepass' issuer, on the same broker and Redis. */
    List<IssuePeer> authorizationServers(int port, StackInfo stack) {
        Path target = folder.resolve("authorization-server");
        maven(
                "package",
                "-f",
                checkout.resolve("benchmarks/src/peers/authorization-server/pom.xml")
                        .toString(),
                "-Dbench.target=" + target);
        Path jar = target.resolve("authorization-server.jar");
        return List.of(
                authorizationServer(IssuePeer.AUTHORIZATION_SERVER, jar, port),
                authorizationServer(
                        IssuePeer.REVOCABLE,
                        jar,
                        port + 1,
                        "--bench.revocable=true",
                        "--spring.kafka.bootstrap-servers=" + stack.kafka(),
                        "--spring.data.redis.url=redis://" + stack.redis()));
    }

    private IssuePeer authorizationServer(String name, Path jar, int port, String... arguments) {
        List<String> command = new ArrayList<>(List.of("-jar", jar.toString(), "--server.port=" + port));
        command.addAll(List.of(arguments));
        ChildProcess child =
                children.start(new ChildCommand(name, Java.serving(HEAP_MEGABYTES, command), Map.of(), folder, false));
        URI endpoint = URI.create("http://" + Ports.HOST + ":" + port + "/oauth2/token");
        return ready(child, IssuePeer.oauth(name, child.pid(), endpoint));
    }

    private static IssuePeer ready(ChildProcess child, IssuePeer peer) {
        Readiness.await(child, READY_WITHIN, () -> {
            try (KeepAlive connection = KeepAlive.to(peer.server())) {
                return connection.exchange(peer.requests().get(0)) == peer.expected();
            } catch (IOException e) {
                return false;
            }
        });
        return peer;
    }

    private static void realm(Path imports) {
        try (InputStream realm = PeerServers.class.getResourceAsStream("keycloak-realm.json")) {
            Files.createDirectories(imports);
            Files.write(
                    imports.resolve("bench-realm.json"),
                    Objects.requireNonNull(realm).readAllBytes());
        } catch (IOException e) {
            throw new StartFailure("Can't write Keycloak's realm: " + e.getMessage() + ".", e);
        }
    }

    private void maven(String... arguments) {
        List<String> command = new ArrayList<>(List.of("mvn", "-B", "-ntp", "-q"));
        command.addAll(List.of(arguments));
        run(Map.of("JAVA_HOME", System.getProperty("java.home")), command.toArray(String[]::new));
    }

    /** Runs it to its end, in the folder; its output goes to a log there. */
    private void run(Map<String, String> environment, String... command) {
        Path log = folder.resolve("setup.log");
        try {
            Files.createDirectories(folder);
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            if (builder.start().waitFor() != 0) {
                throw new StartFailure("A peer couldn't be set up: " + log + " says why.");
            }
        } catch (IOException e) {
            throw new StartFailure("Can't run " + command[0] + ": " + e.getMessage() + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("Interrupted while setting up a peer.", e);
        }
    }

    private void unzip(Path zip) {
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                Path file = folder.resolve(entry.getName()).normalize();
                if (!file.startsWith(folder)) {
                    throw new IOException("an entry outside of the archive's folder");
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(Objects.requireNonNull(file.getParent()));
                    Files.copy(in, file);
                }
            }
            Files.delete(zip);
        } catch (IOException e) {
            throw new StartFailure("Can't unpack " + zip + ": " + e.getMessage() + ".", e);
        }
    }
}
