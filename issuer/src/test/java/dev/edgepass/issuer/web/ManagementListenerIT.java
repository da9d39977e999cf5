package dev.edgepass.issuer.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.issuer.testing.Api;
import dev.edgepass.issuer.testing.RawHttp;
import dev.edgepass.issuer.testing.TestIssuer;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Metrics are on the management port and nothing else is; on the main port there are none. */
class ManagementListenerIT {
    private static final String METRICS = "/actuator/prometheus";

    private final TestIssuer issuer = TestIssuer.shared();
    private final URI management = URI.create(
            "http://127.0.0.1:" + issuer.bean(ManagementListener.class).port());
    private final Api api = new Api(management.toString());

    @BeforeAll
    static void ready() {
        TestIssuer.awaitReady();
    }

    @Test
    void the_management_port_shows_metrics_without_a_login() {
        Api.Answer answer = api.page(METRICS);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("text/plain").contains("version=0.0.4");
        assertThat(answer.text()).contains("# TYPE edgepass_refusals_total counter");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1",
                "GET /actuator/health HTTP/1.1",
                "GET /actuator/metrics HTTP/1.1",
                "GET /api/v1/media/me HTTP/1.1",
                "GET /.well-known/jwks.json HTTP/1.1",
                "GET /actuator/prometheus/ HTTP/1.1",
                "GET /actuator/prometheus/../health HTTP/1.1",
                "GET /actuator/prometheus;x=y HTTP/1.1",
                "GET /%61ctuator/prometheus HTTP/1.1",
                "HEAD /actuator/prometheus HTTP/1.1",
                "POST /actuator/prometheus HTTP/1.1",
                "G{T /actuator/prometheus HTTP/1.1"
            })
    void the_management_port_shows_nothing_else(String line) {
        RawHttp.Answer answer =
                RawHttp.send(management, line, "Host: issuer.example", "Authorization: Bearer " + TestIssuer.admin());

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void the_main_port_has_no_metrics_for_prometheus() {
        assertThat(issuer.api().page(METRICS).status()).isEqualTo(401);
        assertThat(issuer.api().send("GET", METRICS, TestIssuer.admin(), null).problem())
                .isEqualTo("not-found");
    }

    @Test
    void clients_that_send_nothing_to_the_management_port_take_no_thread_of_the_main_one() throws IOException {
        List<Socket> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 40; i++) {
                silent.add(RawHttp.connect(management));
            }

            assertThat(issuer.api().page("/actuator/health/liveness").status()).isEqualTo(200);
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }
}
