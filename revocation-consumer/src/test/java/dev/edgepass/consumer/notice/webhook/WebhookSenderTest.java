package dev.edgepass.consumer.notice.webhook;

import static dev.edgepass.consumer.notice.webhook.HostileServer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.edgepass.consumer.notice.delivery.DeliveryFailed;
import dev.edgepass.consumer.notice.delivery.DeliveryFailed.Verdict;
import dev.edgepass.event.NoticeRaised;
import dev.edgepass.webhook.WebhookSecret;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each time a real connection with TLS to a server on this machine. */
class WebhookSenderTest {
    private static final String KEY = "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYq=";
    private static final Instant NOW = Instant.parse("2026-11-30T01:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final NoticeRaised NOTICE = new NoticeRaised(
            "L1:first-open",
            "office",
            NoticeRaised.Kind.FIRST_OPEN,
            Instant.parse("2026-11-30T00:59:58.125Z"),
            "L1",
            "a \"label\"\r\nX: y",
            "It was opened for the first time.");

    @TempDir
    private Path folder;

    private HostileServer server;

    @BeforeEach
    void start() {
        server = HostileServer.https(folder);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    @Test
    void a_receiver_that_only_knows_the_standard_verifies_what_is_sent() throws Exception {
        sender("https://127.0.0.1:" + server.port() + "/hook?x=1").send(NOTICE);

        HostileServer.Request got = server.requests().get(0);
        assertThat(got.line()).isEqualTo("POST /hook?x=1 HTTP/1.1");
        assertThat(new String(got.body(), StandardCharsets.UTF_8))
                .isEqualTo("{\"type\":\"edgepass.link.first-open\",\"timestamp\":\"2026-11-30T00:59:58.125Z\","
                        + "\"data\":{\"id\":\"L1:first-open\",\"linkId\":\"L1\",\"label\":\"a \\\"label\\\"\\r\\nX: y\","
                        + "\"detail\":\"It was opened for the first time.\"}}");
        assertThat(got.headers())
                .containsEntry("webhook-id", "L1:first-open")
                .containsEntry("webhook-timestamp", Long.toString(NOW.getEpochSecond()))
                .containsEntry("content-type", "application/json")
                .doesNotContainKeys("cookie", "authorization", "accept-encoding");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(KEY), "HmacSHA256"));
        mac.update((got.headers().get("webhook-id") + "." + got.headers().get("webhook-timestamp") + ".").getBytes());
        assertThat(got.headers().get("webhook-signature"))
                .isEqualTo("v1," + Base64.getEncoder().encodeToString(mac.doFinal(got.body())));
    }

    @ParameterizedTest
    @CsvSource({"500,FAILED", "404,FAILED", "429,FAILED", "301,FAILED", "400,REFUSED", "422,REFUSED", "410,GONE"})
    void what_an_answer_says_of_further_attempts(int status, Verdict verdict) {
        server.answer(status(status));

        assertThat(failure(sender("https://127.0.0.1:" + server.port() + "/")).verdict())
                .isEqualTo(verdict);
    }

    @Test
    void a_redirect_isnt_followed() {
        server.answer(status(307, "Location: https://127.0.0.1:" + server.port() + "/elsewhere\r\n"));

        DeliveryFailed failure = failure(sender("https://127.0.0.1:" + server.port() + "/"));

        assertThat(failure).hasMessageContaining("307").hasMessageContaining("redirects aren't followed");
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "localhost", "[::1]", "0x7f.1", "2130706433", "169.254.169.254", "0.0.0.0"})
    void a_private_address_is_refused_before_a_connection_is_made(String host) {
        WebhookSender sender = sender(
                "https://" + host + ":" + server.port() + "/",
                new GuardedHttp(server.trust(), SystemDefaultDnsResolver.INSTANCE, false));

        failure(sender);

        assertThat(server.requests()).isEmpty();
    }

    @Test
    void where_private_addresses_are_allowed_those_of_clouds_metadata_still_arent() {
        WebhookSender sender = sender(
                "https://169.254.169.254/", new GuardedHttp(server.trust(), SystemDefaultDnsResolver.INSTANCE, true));

        assertThat(failure(sender)).hasMessageContaining("neither on the internet nor on a network of your own");
    }

    @Test
    void one_private_address_among_public_ones_refuses_all() {
        DnsResolver both = names(host -> new InetAddress[] {address("1.1.1.1"), address("127.0.0.1")});

        DeliveryFailed failure = failure(
                sender("https://hook.example:" + server.port() + "/", new GuardedHttp(server.trust(), both, false)));

        assertThat(failure).hasMessageContaining("isn't on the internet").hasMessageNotContaining("hook.example");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void a_name_is_asked_about_once_and_the_connection_is_made_to_the_address_that_was_checked() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        DnsResolver rebinding = names(
                host -> new InetAddress[] {address(asked.incrementAndGet() == 1 ? "127.0.0.1" : "169.254.169.254")});
        try (HostileServer plain = HostileServer.http(folder)) {
            sender("http://hook.example:" + plain.port() + "/", new GuardedHttp(server.trust(), rebinding, true))
                    .send(NOTICE);

            assertThat(asked).hasValue(1);
            assertThat(plain.requests())
                    .singleElement()
                    .satisfies(got -> assertThat(got.headers()).containsEntry("host", "hook.example:" + plain.port()));
        }
    }

    @Test
    void a_certificate_for_another_name_is_refused_though_the_address_is_right() {
        DnsResolver here = names(host -> new InetAddress[] {address("127.0.0.1")});

        DeliveryFailed failure = failure(
                sender("https://hook.example:" + server.port() + "/", new GuardedHttp(server.trust(), here, true)));

        assertThat(failure).hasMessageContaining("SSL");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void a_certificate_of_an_unknown_authority_is_refused() throws Exception {
        WebhookSender sender = sender(
                "https://127.0.0.1:" + server.port() + "/",
                new GuardedHttp(SSLContext.getDefault(), SystemDefaultDnsResolver.INSTANCE, true));

        assertThat(failure(sender)).hasMessageContaining("SSL");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void plain_http_goes_nowhere_unless_private_addresses_are_allowed() throws Exception {
        try (HostileServer plain = HostileServer.http(folder)) {
            String url = "http://127.0.0.1:" + plain.port() + "/";
            sender(url).send(NOTICE);
            assertThat(plain.requests()).hasSize(1);

            failure(sender(url, new GuardedHttp(server.trust(), SystemDefaultDnsResolver.INSTANCE, false)));
            assertThat(plain.requests()).hasSize(1);
        }
    }

    @Test
    void a_server_that_feeds_its_answer_drop_by_drop_is_cut_off() throws Exception {
        CountDownLatch cutOff = new CountDownLatch(1);
        server.answer(out -> {
            out.write("HTTP/1.1 200 OK\r\n".getBytes());
            try {
                for (int i = 0; i < 10_000; i++) {
                    out.write("X".getBytes());
                    out.flush();
                    Thread.sleep(20);
                }
            } finally {
                cutOff.countDown();
            }
        });
        WebhookSender sender = sender(
                "https://127.0.0.1:" + server.port() + "/",
                new GuardedHttp(server.trust(), SystemDefaultDnsResolver.INSTANCE, true, Duration.ofSeconds(1)));

        assertThat(failure(sender)).hasMessageContaining("no answer within 1000 ms");
        await().atMost(PATIENCE).until(() -> cutOff.getCount() == 0);
    }

    @Test
    void a_server_that_never_ends_its_handshake_is_cut_off() throws Exception {
        try (HostileServer silent = HostileServer.http(folder)) {
            WebhookSender sender = sender(
                    "https://127.0.0.1:" + silent.port() + "/",
                    new GuardedHttp(server.trust(), SystemDefaultDnsResolver.INSTANCE, true, Duration.ofSeconds(1)));

            assertThat(failure(sender)).hasMessageContaining("no answer");
        }
    }

    @Test
    void an_answer_without_an_end_is_a_success_whose_body_isnt_read() throws Exception {
        CountDownLatch cutOff = new CountDownLatch(1);
        server.answer(out -> {
            out.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes());
            byte[] chunk = ("10000\r\n" + "x".repeat(0x10000) + "\r\n").getBytes();
            try {
                while (true) {
                    out.write(chunk);
                }
            } finally {
                cutOff.countDown();
            }
        });

        sender("https://127.0.0.1:" + server.port() + "/").send(NOTICE);

        await().atMost(PATIENCE).until(() -> cutOff.getCount() == 0);
    }

    @Test
    void a_head_without_an_end_is_cut_off() {
        server.answer(out -> {
            out.write("HTTP/1.1 200 OK\r\n".getBytes());
            while (true) {
                out.write("X-More: and more\r\n".getBytes());
            }
        });

        assertThat(failure(sender("https://127.0.0.1:" + server.port() + "/"))).hasMessageContaining("no answer");
    }

    @Test
    void an_id_that_cant_stand_in_a_header_is_refused() {
        NoticeRaised hostile =
                new NoticeRaised("L1.first-open\r\nX: y", "office", NOTICE.kind(), NOW, "L1", null, "It was opened.");

        assertThatThrownBy(
                        () -> sender("https://127.0.0.1:" + server.port() + "/").send(hostile))
                .isInstanceOf(DeliveryFailed.class);
        assertThat(server.requests()).isEmpty();
    }

    private WebhookSender sender(String url) {
        return sender(url, new GuardedHttp(server.trust(), SystemDefaultDnsResolver.INSTANCE, true));
    }

    private static WebhookSender sender(String url, GuardedHttp http) {
        return new WebhookSender(
                URI.create(url),
                WebhookSecret.parse("whsec_" + KEY, "the secret"),
                http,
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static DeliveryFailed failure(WebhookSender sender) {
        try {
            sender.send(NOTICE);
        } catch (DeliveryFailed e) {
            return e;
        }
        throw new AssertionError("it was delivered");
    }

    private interface Names {
        InetAddress[] of(String host) throws UnknownHostException;
    }

    private static DnsResolver names(Names names) {
        return new DnsResolver() {
            @Override
            public InetAddress[] resolve(String host) throws UnknownHostException {
                return names.of(host);
            }

            @Override
            public String resolveCanonicalHostname(String host) {
                return host;
            }
        };
    }

    private static InetAddress address(String literal) throws UnknownHostException {
        return InetAddress.getByName(literal);
    }
}
