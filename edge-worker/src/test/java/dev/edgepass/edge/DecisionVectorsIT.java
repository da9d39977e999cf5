package dev.edgepass.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWKSet;
import dev.edgepass.decision.DecisionVector;
import dev.edgepass.decision.DecisionVectors;
import dev.edgepass.encoding.Base64Url;
import dev.edgepass.encoding.Utf8;
import dev.edgepass.jdk.Es256;
import dev.edgepass.jdk.JdkNfc;
import dev.edgepass.token.ObjectKey;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The decision's vectors on the compiled Worker: the same verdicts as on the JVM. What is granted is answered with the bytes of its own key. */
class DecisionVectorsIT {
    private final DecisionVectors vectors = new DecisionVectors(System.currentTimeMillis());

    @TestFactory
    Stream<DynamicTest> the_compiled_Worker_gives_the_same_verdicts() {
        List<DynamicTest> tests = new ArrayList<>();
        long sequence = 0;
        try (WorkerHost host = WorkerHost.start(new JWKSet(vectors.feedKey()).toString(true))) {
            for (String name : vectors.feedNames()) {
                DecisionVectors.Feed feed = vectors.feed(name, ++sequence);
                host.put("SEGMENTS", feed.reference().hash(), feed.segment().toBytes());
                host.put(
                        "FEED",
                        "head",
                        Utf8.encode(Es256.signer(vectors.feedKey()).sign(feed.head())));
                host.restart();
                for (DecisionVector vector : vectors.against(name)) {
                    String verdict = verdict(host, vector);
                    tests.add(DynamicTest.dynamicTest(
                            name + ": " + vector.name(),
                            () -> assertThat(verdict).isEqualTo(vector.verdict())));
                }
            }
        }
        assertThat(tests).isNotEmpty();
        return tests.stream();
    }

    private static String verdict(WorkerHost host, DecisionVector vector) {
        String bytes = "";
        if (vector.verdict().equals("granted")) {
            ObjectKey key = ObjectKey.ofPath(vector.path(), JdkNfc.INSTANCE);
            bytes = Base64Url.encode(Utf8.encode(key.value()));
            host.put("MEDIA", key.toPath(), Utf8.encode(bytes));
        }
        StringBuilder request =
                new StringBuilder("GET /view/" + vector.token() + "/" + vector.path() + " HTTP/1.1\r\n");
        request.append("host: edge.test\r\n");
        if (vector.origin() != null) {
            request.append("origin: ").append(vector.origin()).append("\r\n");
        }
        if (vector.referer() != null) {
            request.append("referer: ").append(vector.referer()).append("\r\n");
        }
        String response = host.raw(request + "\r\n");
        if (response.startsWith("HTTP/1.1 200 ")) {
            return response.endsWith("\r\n\r\n" + bytes) ? "granted" : "granted, with other bytes";
        }
        Matcher type = Pattern.compile("urn:edgepass:problem:([a-z-]+)").matcher(response);
        return type.find() ? type.group(1) : response;
    }
}
