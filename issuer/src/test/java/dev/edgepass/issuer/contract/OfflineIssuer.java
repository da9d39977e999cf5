package dev.edgepass.issuer.contract;

import dev.edgepass.issuer.IssuerApplication;
import dev.edgepass.issuer.limit.ClientAddress;
import dev.edgepass.issuer.views.SignedReport;
import dev.edgepass.local.identity.LocalIdentity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;

/** An issuer that reaches nobody: enough to say what it offers. With springdoc, which the service hasn't. */
final class OfflineIssuer implements AutoCloseable {
    static final String DOCUMENT = "/api/v1/media/openapi.json";
    private static final String NOBODY_LISTENS = "1";

    private final ServletWebServerApplicationContext context;

    private OfflineIssuer(ServletWebServerApplicationContext context) {
        this.context = context;
    }

    static OfflineIssuer start(Map<String, String> properties) {
        Path data = dataFolder();
        LocalIdentity.of(data.resolve("login.jwk"), data.resolve("login-public.jwks"));
        List<String> fixed = List.of(
                "server.port=0",
                "server.address=127.0.0.1",
                "spring.profiles.active=local",
                "spring.kafka.bootstrap-servers=127.0.0.1:" + NOBODY_LISTENS,
                "spring.data.redis.host=127.0.0.1",
                "spring.data.redis.port=" + NOBODY_LISTENS,
                "edgepass.r2.endpoint=http://127.0.0.1:" + NOBODY_LISTENS,
                "edgepass.r2.access-key-id=none",
                "edgepass.r2.secret-access-key=none",
                "edgepass.public-url=https://share.example",
                "edgepass.edge.base-url=https://media.example",
                "edgepass.keys.signing-file=" + data.resolve("signing.jwk"),
                "edgepass.identity.local-jwks-file=" + data.resolve("login-public.jwks"));
        Stream<String> more =
                properties.entrySet().stream().map(property -> property.getKey() + "=" + property.getValue());
        String[] args = Stream.concat(fixed.stream(), more)
                .map(property -> "--" + property)
                .toArray(String[]::new);
        return new OfflineIssuer(
                (ServletWebServerApplicationContext) SpringApplication.run(IssuerApplication.class, args));
    }

    /** One that describes itself at {@link #DOCUMENT}. */
    static OfflineIssuer describing() {
        // Spring MVC resolves them from connection and attribute; springdoc would take both for parameters.
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(ClientAddress.class, SignedReport.class);
        return start(Map.of(
                "springdoc.api-docs.enabled", "true",
                "springdoc.api-docs.path", DOCUMENT,
                "springdoc.use-fqn", "true",
                "springdoc.default-flat-param-object", "true",
                "springdoc.paths-to-match", "/api/v1/media/**,/.well-known/**,/oauth2/**"));
    }

    HttpResponse<String> get(String path) {
        URI address = URI.create("http://127.0.0.1:" + context.getWebServer().getPort() + path);
        try {
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }

    private static Path dataFolder() {
        try {
            return Files.createTempDirectory("edgepass-offline-issuer");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
