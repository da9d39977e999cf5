package dev.edgepass.acceptance;

import dev.edgepass.jdk.FeedKeyFiles;
import dev.edgepass.local.client.Http;
import dev.edgepass.local.edge.KvAccess;
import dev.edgepass.local.edge.S3Access;
import dev.edgepass.local.identity.LocalIdentity;
import dev.edgepass.local.identity.LocalIdentity.Login;
import dev.edgepass.local.install.Installation;
import dev.edgepass.local.process.ChildCommand;
import dev.edgepass.local.process.ChildProcess;
import dev.edgepass.local.process.Java;
import dev.edgepass.local.process.Ports;
import dev.edgepass.local.process.Readiness;
import dev.edgepass.local.testing.RealBackends;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** An issuer and a consumer as processes, with the settings of docs/secure-stores.md. */
final class SecureServices {
    private static final Duration READY_WITHIN = Duration.ofSeconds(120);

    private final SecureStores stores;
    private final Path folder;
    private final LocalIdentity identity;
    private final Web web = new Web();
    private final Map<URI, ChildProcess> started = new LinkedHashMap<>();
    private URI issuer = URI.create("");
    private URI consumer = URI.create("");

    private SecureServices(SecureStores stores, Path folder) {
        this.stores = stores;
        this.folder = folder;
        this.identity = LocalIdentity.of(folder.resolve("login.jwk"), folder.resolve("login-public.jwks"));
    }

    static SecureServices start(SecureStores stores, Path folder) throws IOException {
        SecureServices services = new SecureServices(stores, folder);
        new FeedKeyFiles(folder.resolve("feed.jwk")).pin();
        services.issuer = services.start("issuer", services.settings("issuer"));
        services.consumer = services.start("consumer", services.settings("consumer"));
        services.awaitReady(services.issuer);
        services.awaitReady(services.consumer);
        return services;
    }

    /** The document's settings of a service, for the client {@code name}. */
    Path settings(String name) throws IOException {
        String documented = SecureStores.block("spring.kafka.security.protocol=")
                .replace("issuer", name)
                .replace("ISSUER", name.toUpperCase(Locale.ROOT))
                .replace("/keys", stores.keys.toString());
        return Files.writeString(folder.resolve(name + ".properties"), documented);
    }

    /** Another issuer, which isn't waited for. */
    URI startStranger(Path settings) {
        return start("stranger", settings);
    }

    /** The environment of the command line, as docs/secure-stores.md has it. */
    Map<String, String> toolsVariables() {
        Map<String, String> variables = new LinkedHashMap<>();
        try {
            Path kafka = Files.writeString(
                    folder.resolve("tools.properties"),
                    SecureStores.block("security.protocol=").replace("/keys", stores.keys.toString()));
            SecureStores.block("EDGEPASS_TOOLS_KAFKAPROPERTIES=")
                    .lines()
                    .map(line -> line.split("=", 2))
                    .forEach(variable -> variables.put(
                            variable[0],
                            variable[1]
                                    .replace("/keys/tools.properties", kafka.toString())
                                    .replace("/keys", stores.keys.toString())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        S3Access s3 = RealBackends.r2();
        variables.put("EDGEPASS_TOOLS_KAFKA", stores.kafka);
        variables.put("EDGEPASS_TOOLS_REDIS", Ports.HOST + ":" + stores.redisPort);
        variables.put("EDGEPASS_TOOLS_ISSUER", issuer.toString());
        variables.put("EDGEPASS_TOOLS_CONSUMER", consumer.toString());
        variables.put("EDGEPASS_TOOLS_EDGE", "http://" + Ports.HOST + ":1");
        variables.put("EDGEPASS_R2_ENDPOINT", s3.endpoint());
        variables.put("EDGEPASS_R2_MEDIABUCKET", s3.mediaBucket());
        variables.put("EDGEPASS_R2_FEEDBUCKET", s3.feedBucket());
        variables.put("EDGEPASS_ISSUER_R2_ACCESSKEYID", s3.accessKeyId());
        variables.put("EDGEPASS_ISSUER_R2_SECRETACCESSKEY", s3.secretAccessKey());
        return variables;
    }

    private URI start(String name, Path settings) {
        int port = Ports.free();
        List<String> program = new ArrayList<>();
        properties(name, port, settings).forEach((key, value) -> program.add("--" + key + "=" + value));
        ChildProcess child = stores.children.start(
                new ChildCommand(name, java(name.equals("consumer"), program), Map.of(), folder, false));
        URI service = URI.create("http://" + Ports.HOST + ":" + port);
        started.put(service, child);
        return service;
    }

    /** The consumer's replay, to its end. */
    EdgepassCommand.Result replay(String option) throws IOException, InterruptedException {
        List<String> program = new ArrayList<>(List.of("replay", option));
        properties("consumer", 0, settings("replay")).forEach((key, value) -> program.add("--" + key + "=" + value));
        Path output = folder.resolve("replay.out");
        Process process = new ProcessBuilder(java(true, program))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new EdgepassCommand.Result(process.waitFor(), Files.readString(output));
    }

    private static List<String> java(boolean isConsumer, List<String> program) {
        Installation installation = Installation.find();
        Path jar = (isConsumer ? installation.consumer() : installation.issuer()).jar();
        List<String> words = new ArrayList<>(List.of("-jar", jar.toString()));
        words.addAll(program);
        // As on the local stack, whose R2 closes a connection after 5 s.
        return Java.command(160, List.of("-Dhttp.keepAlive.time.server=3"), words);
    }

    private Map<String, Object> properties(String name, int port, Path settings) {
        S3Access s3 = RealBackends.r2();
        KvAccess kv = RealBackends.kv();
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("spring.config.additional-location", settings.toUri());
        properties.put("server.port", port);
        properties.put("server.address", Ports.HOST);
        properties.put("spring.kafka.bootstrap-servers", stores.kafka);
        properties.put("spring.data.redis.host", Ports.HOST);
        properties.put("spring.data.redis.port", stores.redisPort);
        properties.put("edgepass.r2.endpoint", s3.endpoint());
        properties.put("edgepass.r2.access-key-id", s3.accessKeyId());
        properties.put("edgepass.r2.secret-access-key", s3.secretAccessKey());
        properties.put("edgepass.r2.feed-bucket", s3.feedBucket());
        if (name.equals("consumer")) {
            properties.put("edgepass.feed.key-file", folder.resolve("feed.jwk"));
            properties.put("edgepass.kv.api-base", kv.apiBase());
            properties.put("edgepass.kv.account-id", kv.accountId());
            properties.put("edgepass.kv.namespace-id", kv.namespaceId());
            properties.put("edgepass.kv.api-token", kv.apiToken());
            return properties;
        }
        properties.put("edgepass.r2.media-bucket", s3.mediaBucket());
        properties.put("spring.profiles.active", "local");
        properties.put("edgepass.public-url", "http://" + Ports.HOST + ":" + port);
        properties.put("edgepass.edge.base-url", "http://" + Ports.HOST + ":8790");
        properties.put("edgepass.keys.signing-file", folder.resolve("signing.jwk"));
        properties.put("edgepass.keys.pepper-file", folder.resolve("pepper"));
        properties.put("edgepass.identity.local-jwks-file", folder.resolve("login-public.jwks"));
        properties.put("edgepass.feed.jwks-file", folder.resolve("feed-public.jwks"));
        return properties;
    }

    private void awaitReady(URI service) {
        Http http = new Http();
        Readiness.await(
                Objects.requireNonNull(started.get(service)),
                READY_WITHIN,
                () -> http.isOk(service.resolve("/actuator/health/readiness")));
    }

    String login() {
        return identity.token(Login.admin("ada", List.of()), Instant.now());
    }

    /** A POST to the issuer. */
    Web.Answer call(String path, String json, String... headers) {
        return call(issuer, path, json, headers);
    }

    Web.Answer call(URI issuer, String path, String json, String... headers) {
        return web.call("POST", issuer.resolve("/api/v1/media/" + path), login(), json, headers);
    }

    Web.Answer get(String path) {
        return web.get(issuer.resolve("/api/v1/media/" + path), "Authorization", "Bearer " + login());
    }
}
