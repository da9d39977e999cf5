package dev.edgepass.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What a collector of spans receives from both services of the shared stack. */
class TracingIT {
    private static final RunningStack STACK = SharedStack.get();
    private static final SpanReceiver SPANS = SharedStack.spans();
    private static final Product PRODUCT = new Product(STACK);
    private static final String ADMIN = STACK.login("--admin");

    @Test
    void one_trace_follows_a_revocation_from_http_through_kafka_to_the_published_head() {
        Web.Answer revoked = PRODUCT.revoke(ADMIN, "subject", "traced");
        assertThat(revoked.status()).as(revoked.toString()).isEqualTo(201);
        String position = Long.toString(revoked.json().get("position").asLong());

        ReceivedSpan published = awaitSpan(span -> span.name().equals("publish") && has(span, position));
        ReceivedSpan sent = awaitSpan(span -> span.name().equals("send edgepass.control") && has(span, position));
        ReceivedSpan request = awaitSpan(span -> span.id().equals(sent.parent()));

        assertThat(request.name()).isEqualTo("http post /api/v1/media/revocations");
        assertThat(request.parent()).isEmpty();
        assertThat(published.parent()).isEqualTo(sent.id());
        assertThat(List.of(request.trace(), sent.trace(), published.trace())).containsOnly(request.trace());
        assertThat(List.of(request.service(), sent.service(), published.service()))
                .containsExactly("edgepass-issuer", "edgepass-issuer", "edgepass-revocation-consumer");
        assertThat(published.nanos()).isPositive();
        assertThat(published.attributes()).containsOnlyKeys("edgepass.position", "edgepass.feed.sequence");
    }

    @Test
    void a_token_s_trace_ends_with_its_event_in_kafka() {
        PRODUCT.mediaToken(ADMIN, "projects/42/");

        ReceivedSpan sent = awaitSpan(span -> span.name().equals("send edgepass.issuance"));

        assertThat(awaitSpan(span -> span.id().equals(sent.parent())).name()).startsWith("http post /");
    }

    @Test
    void a_caller_decides_neither_on_a_trace_s_id_nor_on_what_else_is_kept_of_it() {
        String foreign = "0af7651916cd43dd8448eb211c80319c";

        PRODUCT.web.get(
                STACK.issuer().resolve("/.well-known/oauth-authorization-server"),
                "traceparent",
                "00-" + foreign + "-b7ad6b7169203331-01",
                "tracestate",
                "vendor=told-by-a-caller",
                "baggage",
                "user=told-by-a-caller");
        awaitSpan(span -> span.name().endsWith("/.well-known/oauth-authorization-server"));

        assertThat(SPANS.spans()).extracting(ReceivedSpan::trace).doesNotContain(foreign);
        assertThat(SPANS.received()).doesNotContain("told-by-a-caller");
    }

    @Test
    void no_span_has_a_secret_a_token_a_path_a_subject_a_label_or_a_text_of_an_error() {
        String label = "labelled-by-a-person";
        Web.Answer link = PRODUCT.api(
                "POST",
                "share-links",
                ADMIN,
                "{\"label\":\"" + label + "\",\"paths\":[\"projects/42/\"],\"password\":\"its password\"}");
        String secret = link.json().get("secret").asString();
        PRODUCT.web.get(STACK.issuer().resolve("/s/" + secret));
        PRODUCT.web.get(STACK.issuer().resolve("/s/" + secret + "/unknown-to-the-issuer"));
        PRODUCT.web.get(STACK.issuer().resolve("/view/" + secret + "?key=" + secret));
        PRODUCT.web.call("PUT", STACK.issuer().resolve("/s/" + secret), ADMIN, "{}");
        PRODUCT.web.call(secret, STACK.issuer().resolve("/s/" + secret), ADMIN, "{}");
        PRODUCT.api("POST", "share-links/access-token", "", "{\"secret\":\"" + secret + "\",\"password\":\"wrong\"}");
        PRODUCT.api("GET", "revocations/" + secret + "-is-none", ADMIN, "");
        PRODUCT.api("GET", "objects?prefix=projects/43/", ADMIN, "");
        String token =
                PRODUCT.mediaToken(STACK.login("--sub", "named-in-a-login", "--paths", "projects/42/"), "projects/42/");
        PRODUCT.api("POST", "share-links/access-token", "", "{\"token\":\"" + token + "\"}");

        ReceivedSpan page = awaitSpan(span -> span.name().startsWith("http get /s/"));
        awaitSpan(span -> span.name().equals("http get /api/v1/media/objects"));
        awaitSpan(span -> span.name().equals("http get /api/v1/media/revocations/{id}"));
        // The last of them, and so those before it.
        awaitSpan(span -> span.name().startsWith("http post /api/v1/media/share-links/access-token")
                && !"201".equals(span.attributes().get("status")));

        assertThat(page.name()).isEqualTo("http get /s/{secret}");
        for (String hidden : List.of(
                secret,
                label,
                token,
                token.substring(token.lastIndexOf('.') + 1),
                "named-in-a-login",
                "projects/",
                "its password",
                "127.0.0.1:",
                "eyJ")) {
            assertThat(SPANS.received()).doesNotContain(hidden);
        }
        assertThat(SPANS.spans()).allSatisfy(span -> {
            assertThat(span.events()).as(span.name()).isZero();
            assertThat(span.statusText()).as(span.name()).isEmpty();
            assertThat(span.attributes().keySet())
                    .isSubsetOf(Set.of(
                            "method",
                            "uri",
                            "status",
                            "outcome",
                            "exception",
                            "messaging.system",
                            "messaging.destination.name",
                            "edgepass.position",
                            "edgepass.feed.sequence"));
        });
    }

    private static boolean has(ReceivedSpan span, String position) {
        return position.equals(span.attributes().get("edgepass.position"));
    }

    private static ReceivedSpan awaitSpan(Predicate<ReceivedSpan> which) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(SPANS.spans()).anyMatch(which));
        return SPANS.spans().stream().filter(which).findFirst().orElseThrow();
    }
}
