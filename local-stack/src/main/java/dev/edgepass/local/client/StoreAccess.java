package dev.edgepass.local.client;

import dev.edgepass.local.process.IoReason;
import dev.edgepass.local.process.StartFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * How the command line comes into Kafka and Redis that have TLS and rights (docs/secure-stores.md), by this process's variables; without them, as into those of the local
 * stack. Immutable.
 */
public record StoreAccess(Map<String, String> variables) {
    /** A file of Kafka's client settings. */
    static final String KAFKA_PROPERTIES = "EDGEPASS_TOOLS_KAFKAPROPERTIES";

    static final String REDIS_USER = "EDGEPASS_TOOLS_REDISUSER";
    static final String REDIS_PASSWORD = "EDGEPASS_TOOLS_REDISPASSWORD";

    /** A PEM file of who signs Redis' certificate; with it, Redis is asked by TLS. */
    static final String REDIS_CA = "EDGEPASS_TOOLS_REDISCA";

    public StoreAccess {
        variables = Map.copyOf(variables);
    }

    /** That of this process. */
    public static StoreAccess ofProcess() {
        return new StoreAccess(System.getenv());
    }

    /**
     * Settings of a client of Kafka: the file's, and {@code own} in their place or beside them.
     *
     * @param bootstrap {@code host:port}
     * @throws StartFailure where the file can't be read
     */
    public Map<String, Object> kafka(String bootstrap, Map<String, Object> own) {
        Map<String, Object> settings = new HashMap<>();
        value(KAFKA_PROPERTIES)
                .map(Path::of)
                .ifPresent(file -> load(file).forEach((name, value) -> settings.put((String) name, value)));
        settings.putAll(own);
        settings.put("bootstrap.servers", bootstrap);
        return settings;
    }

    private static Properties load(Path file) {
        Properties properties = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            properties.load(in);
            return properties;
        } catch (IOException | IllegalArgumentException e) {
            throw unreadable(KAFKA_PROPERTIES, file, e);
        }
    }

    /** The user of Redis; empty for its default one. */
    public Optional<String> redisUser() {
        return value(REDIS_USER);
    }

    public Optional<String> redisPassword() {
        return value(REDIS_PASSWORD);
    }

    /**
     * Makes TLS connections to Redis; empty where it is asked without.
     *
     * @throws StartFailure where the file can't be read
     */
    public Optional<SSLSocketFactory> redisTls() {
        return value(REDIS_CA).map(Path::of).map(StoreAccess::trusting);
    }

    private static SSLSocketFactory trusting(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                trusted.setCertificateEntry("ca-" + number++, certificate);
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context.getSocketFactory();
        } catch (IOException | GeneralSecurityException e) {
            throw unreadable(REDIS_CA, file, e);
        }
    }

    /** Without the cause's text, which could quote the file. */
    private static StartFailure unreadable(String variable, Path file, Exception e) {
        String why =
                e instanceof IOException io ? IoReason.of(io) : e.getClass().getSimpleName();
        return new StartFailure("Can't use " + file + " (" + why + "), which " + variable + " names.", e);
    }

    private Optional<String> value(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
    }

    /** Without the variables, one of which is a password. */
    @Override
    public String toString() {
        return "StoreAccess";
    }
}
