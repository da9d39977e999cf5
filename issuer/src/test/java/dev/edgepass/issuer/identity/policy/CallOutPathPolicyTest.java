package dev.edgepass.issuer.identity.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.edgepass.issuer.identity.Caller;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.token.Scope;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CallOutPathPolicyTest {
    private static final Caller ANNA = new Caller("anna", null, List.of(), Set.of());

    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer backend;

    @BeforeEach
    void start() throws IOException {
        backend = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        backend.createContext("/", exchange -> {
            asked.incrementAndGet();
            byte[] body = "{\"allowed\":[\"team/\"]}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        backend.start();
    }

    @AfterEach
    void stop() {
        backend.stop(0);
    }

    @Test
    void a_name_that_leads_to_a_public_address_is_sent_nothing_and_nobody_sees_anything() throws Exception {
        InetAddress elsewhere = InetAddress.getByName("203.0.113.9");
        CallOutPathPolicy policy = policy(host -> new InetAddress[] {elsewhere});

        assertThatThrownBy(() -> policy.visibleTo(ANNA, List.of()))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.is(ProblemType.POLICY_UNAVAILABLE)).isTrue());
        assertThat(asked).hasValue(0);
    }

    @Test
    void a_name_with_near_addresses_is_asked() {
        assertThat(policy(InetAddress::getAllByName).visibleTo(ANNA, List.of()).scopes())
                .extracting(Scope::value)
                .containsExactly("team/");
        assertThat(asked).hasValue(1);
    }

    private CallOutPathPolicy policy(BackendAddress.Names names) {
        URI url = URI.create("http://localhost:" + backend.getAddress().getPort() + "/p");
        CallOutSettings settings = new CallOutSettings(url, true, "s", Duration.ofSeconds(10), Duration.ZERO, 1);
        return new CallOutPathPolicy(settings, names, new SimpleMeterRegistry());
    }
}
