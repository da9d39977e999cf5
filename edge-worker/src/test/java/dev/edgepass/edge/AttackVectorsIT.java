package dev.edgepass.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWKSet;
import dev.edgepass.attack.AttackVectors;
import dev.edgepass.decision.DecisionVector;
import dev.edgepass.decision.DecisionVectors;
import dev.edgepass.decision.JvmDecision;
import dev.edgepass.decision.Refusal;
import dev.edgepass.encoding.JsonObject;
import dev.edgepass.encoding.JsonReader;
import dev.edgepass.encoding.Utf8;
import dev.edgepass.jdk.Es256;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Hostile requests on the compiled Worker: each is answered as the JVM decides it, as a problem with a code that is known, and none is an error of ours. */
class AttackVectorsIT {
    private static final long SEED = 42;
    /** The status where the server ends the connection without an answer, as it may when a request is too long. */
    private static final int HUNG_UP = 0;

    private static final String PROBLEM = "urn:edgepass:problem:";
    private static final List<String> CODES =
            Stream.of(Refusal.values()).map(Refusal::code).toList();

    private static AttackVectors attacks;
    private static JvmDecision jvm;
    private static JvmDecision later;
    private static WorkerHost host;

    @BeforeAll
    static void start() {
        long now = System.currentTimeMillis();
        DecisionVectors vectors = new DecisionVectors(now);
        DecisionVectors.Feed feed = vectors.feed("usual", 1);
        attacks = new AttackVectors(vectors, SEED);
        jvm = new JvmDecision(feed, now);
        later = new JvmDecision(feed, now + Duration.ofMinutes(10).toMillis());
        host = WorkerHost.start(new JWKSet(vectors.feedKey()).toString(true));
        host.put("SEGMENTS", feed.reference().hash(), feed.segment().toBytes());
        host.put("FEED", "head", Utf8.encode(Es256.signer(vectors.feedKey()).sign(feed.head())));
    }

    @AfterAll
    static void stop() {
        host.close();
    }

    @TestFactory
    Stream<DynamicTest> a_known_attack_is_refused_for_its_own_reason() {
        return attacks.known().stream().map(AttackVectorsIT::test);
    }

    @TestFactory
    Stream<DynamicTest> an_edited_token_gets_the_verdict_of_the_JVM() {
        // An edited time may come while the test runs.
        return Stream.concat(attacks.editedAfterSigning(jvm).stream(), attacks.editedBeforeSigning(jvm).stream())
                .filter(attack -> later.verdict(attack).equals(attack.verdict()))
                .map(AttackVectorsIT::test);
    }

    @TestFactory
    Stream<DynamicTest> the_runtimes_JSON_reader_takes_what_the_JVMs_takes() {
        return attacks.invented(jvm).stream().map(AttackVectorsIT::test);
    }

    @Test
    void a_token_past_the_limits_of_HTTP_is_no_error_of_ours() {
        for (Map.Entry<String, String> token : attacks.oversized().entrySet()) {
            assertThat(status(token.getValue()))
                    .as(token.getKey())
                    .matches(status -> status == HUNG_UP || status >= 400 && status < 500);
        }
        assertThat(host.get("/healthz").statusCode()).isEqualTo(200);
        assertThat(host.log()).doesNotContain("internal-error");
    }

    private static DynamicTest test(DecisionVector attack) {
        return DynamicTest.dynamicTest(
                attack.name(), () -> assertThat(verdict(attack)).isEqualTo(attack.verdict()));
    }

    private static String verdict(DecisionVector attack) {
        String response = get(attack.token(), attack.path());
        String head = response.substring(0, response.indexOf("\r\n\r\n")).toLowerCase(Locale.ROOT);
        assertThat(head).as(response).contains("content-type: application/problem+json");
        JsonObject problem =
                JsonReader.readObject(response.substring(head.length()).strip());
        String code = problem.requireString("type").substring(PROBLEM.length());
        assertThat(CODES).contains(code);
        assertThat(head).startsWith("http/1.1 " + problem.requireInteger("status") + " ");
        // There is no object: what is granted is looked for in vain.
        return code.equals(Refusal.NOT_FOUND.code()) ? JvmDecision.GRANTED : code;
    }

    private static int status(String token) {
        try {
            return Integer.parseInt(get(token, "a").substring("HTTP/1.1 ".length(), "HTTP/1.1 400".length()));
        } catch (UncheckedIOException e) {
            return HUNG_UP;
        }
    }

    private static String get(String token, String path) {
        return host.raw("GET /view/" + token + "/" + path + " HTTP/1.1\r\nhost: edge.test\r\n\r\n");
    }
}
