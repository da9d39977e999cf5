package dev.edgepass.issuer.testing;

import dev.edgepass.issuer.IssuerApplication;
import dev.edgepass.jdk.Es256;
import dev.edgepass.jdk.KeyFile;
import dev.edgepass.local.edge.S3Access;
import dev.edgepass.local.identity.LocalIdentity;
import dev.edgepass.local.identity.LocalIdentity.Login;
import dev.edgepass.local.testing.RealBackends;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;

/** An issuer in this JVM, by {@code main}'s own way, on a free port. */
public final class TestIssuer implements AutoCloseable {
    public static final String EDGE = "http://127.0.0.1:8790";
    private static final Clock CLOCK = Clock.tickMillis(ZoneOffset.UTC);
    private static final Path DATA = dataFolder();

    /** Where the private keys of all issuers are that aren't given others. */
    public static final Path KEYS = DATA.resolve("keys");

    /** The public feed key of {@link TestFeed}. */
    private static final Path FEED_KEYS = TestFeed.writePublicKeys(DATA.resolve("feed-public.jwks"));

    private static final LocalIdentity IDENTITY =
            LocalIdentity.of(DATA.resolve("login.jwk"), DATA.resolve("login-public.jwks"));
    private static final Set<String> KEY_SOURCES =
            Set.of("edgepass.keys.signing-file", "edgepass.keys.jwks", "edgepass.keys.pkcs12-file");
    private static @Nullable TestIssuer shared;

    private final ServletWebServerApplicationContext context;
    private final Api api;

    private TestIssuer(Map<String, String> overrides, Clock clock, ApplicationContextInitializer<?>... initializers) {
        Map<String, String> properties = properties();
        if (overrides.keySet().stream().anyMatch(KEY_SOURCES::contains)) {
            properties.remove("edgepass.keys.folder");
        }
        properties.putAll(overrides);
        String[] args = properties.entrySet().stream()
                .map(property -> "--" + property.getKey() + "=" + property.getValue())
                .toArray(String[]::new);
        SpringApplication application = new SpringApplication(IssuerApplication.class);
        application.addInitializers(started -> ((GenericApplicationContext) started)
                .registerBean("testClock", Clock.class, () -> clock, bean -> bean.setPrimary(true)));
        application.addInitializers(initializers);
        context = (ServletWebServerApplicationContext) application.run(args);
        api = new Api("http://127.0.0.1:" + context.getWebServer().getPort());
    }

    /** The one that all tests use who don't need another; nobody closes it. */
    public static synchronized TestIssuer shared() {
        TestIssuer running = shared;
        if (running == null) {
            running = new TestIssuer(Map.of(), CLOCK);
            shared = running;
        }
        return running;
    }

    /** An issuer of its own, such as one whose Redis is nowhere. */
    public static TestIssuer with(Map<String, String> overrides) {
        return new TestIssuer(overrides, CLOCK);
    }

    /** An issuer of its own with one more bean. */
    public static <T> TestIssuer withBean(Class<T> type, T bean) {
        return new TestIssuer(
                Map.of(),
                CLOCK,
                started -> ((GenericApplicationContext) started).registerBean("testBean", type, () -> bean));
    }

    /** An issuer of its own whose clock is so much ahead of everybody else's. */
    public static TestIssuer skewed(Duration ahead) {
        return new TestIssuer(Map.of(), Clock.offset(CLOCK, ahead));
    }

    /** As {@link #skewed(Duration)}, with other settings. */
    public static TestIssuer skewed(Duration ahead, Map<String, String> overrides) {
        return new TestIssuer(overrides, Clock.offset(CLOCK, ahead));
    }

    /** Returns once the shared issuer has announced its key. */
    public static void awaitReady() {
        Api api = shared().api();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> api.page("/actuator/health/readiness").status() == 200);
    }

    public Api api() {
        return api;
    }

    /** Where it listens. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + context.getWebServer().getPort());
    }

    /** A part of the issuer, for tests that go round HTTP. */
    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** All parts of a type. */
    public <T> Collection<T> beans(Class<T> type) {
        return context.getBeansOfType(type).values();
    }

    /** The file by which issuers of the profile local know logins. */
    public static String localPublicKeys() {
        try {
            return Files.readString(DATA.resolve("login-public.jwks"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A login JWT of a user. */
    public static String user(String subject, String... paths) {
        return IDENTITY.token(Login.user(subject, List.of(paths)), Instant.now());
    }

    /** A login JWT of a tenant's user who sees every path. */
    public static String tenant(String subject, String tenant) {
        long now = Instant.now().getEpochSecond();
        return Es256.signer(KeyFile.loadOrCreate(DATA.resolve("login.jwk")))
                .sign(
                        "JWT",
                        "{\"iss\":\"edgepass-local-identity\",\"aud\":\"edgepass-issuer\",\"sub\":\"" + subject
                                + "\",\"tenant\":\"" + tenant + "\",\"paths\":[\"*\"],\"iat\":" + now + ",\"exp\":"
                                + (now + 3600) + "}");
    }

    /** A login JWT with an id, to be handed over. */
    public static String handedOver(String subject, @Nullable String id, Duration life) {
        long now = Instant.now().getEpochSecond();
        return Es256.signer(KeyFile.loadOrCreate(DATA.resolve("login.jwk")))
                .sign(
                        "JWT",
                        "{\"iss\":\"edgepass-local-identity\",\"aud\":\"edgepass-issuer\",\"sub\":\"" + subject + "\","
                                + (id == null ? "" : "\"jti\":\"" + id + "\",") + "\"roles\":[\"admin\"],\"iat\":" + now
                                + ",\"exp\":" + (now + life.toSeconds()) + "}");
    }

    /** A login JWT of an admin who sees every path. */
    public static String admin() {
        return IDENTITY.token(Login.admin("boss", List.of()), Instant.now());
    }

    /** A login JWT with whatever roles. */
    public static String login(String subject, List<String> paths, List<String> roles, Instant issuedAt) {
        return IDENTITY.token(new Login(subject, paths, roles), issuedAt);
    }

    @Override
    public void close() {
        context.close();
    }

    /** What every issuer of the tests is started with. */
    public static Map<String, String> properties() {
        S3Access r2 = RealBackends.r2();
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("server.port", "0");
        properties.put("server.address", "127.0.0.1");
        properties.put("edgepass.management.port", "0");
        properties.put("spring.profiles.active", "local");
        properties.put("spring.kafka.bootstrap-servers", TestTopics.on(RealBackends.kafka()));
        properties.put("spring.data.redis.host", RealBackends.redis().host());
        properties.put(
                "spring.data.redis.port", Integer.toString(RealBackends.redis().port()));
        properties.put("edgepass.r2.endpoint", r2.endpoint());
        properties.put("edgepass.r2.access-key-id", r2.accessKeyId());
        properties.put("edgepass.r2.secret-access-key", r2.secretAccessKey());
        properties.put("edgepass.r2.media-bucket", r2.mediaBucket());
        properties.put("edgepass.r2.feed-bucket", r2.feedBucket());
        properties.put("edgepass.r2.quarantine-bucket", S3Access.QUARANTINE_BUCKET);
        properties.put("edgepass.feed.jwks-file", FEED_KEYS.toString());
        properties.put("edgepass.public-url", "https://share.example");
        properties.put("edgepass.edge.base-url", EDGE);
        // One folder for all, so that whoever changes the key leaves the others able to sign.
        properties.put("edgepass.keys.folder", KEYS.toString());
        properties.put("edgepass.keys.published-for", "PT0.5S");
        properties.put("edgepass.keys.check-every", "PT0.5S");
        properties.put("edgepass.keys.pepper-file", DATA.resolve("pepper").toString());
        properties.put(
                "edgepass.identity.local-jwks-file",
                DATA.resolve("login-public.jwks").toString());
        return properties;
    }

    private static Path dataFolder() {
        try {
            return Files.createTempDirectory("edgepass-issuer-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
