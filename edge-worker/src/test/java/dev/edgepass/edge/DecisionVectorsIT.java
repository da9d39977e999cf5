package dev.edgepass.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWKSet;
import dev.edgepass.decision.DecisionVector;
import dev.edgepass.decision.DecisionVectors;
import dev.edgepass.encoding.Utf8;
import dev.edgepass.jdk.Es256;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The decision's vectors (DESIGN section 10) on the compiled Worker: the same verdicts as on the JVM. An object that isn't there was granted to be looked for. */
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
                    if (vector.token().equals("..")) {
                        continue; // The runtime resolves it as a path segment: no route, and no Worker that could see
                        // it.
                    }
                    String verdict = verdict(host, vector);
                    tests.add(DynamicTest.dynamicTest(
                            name + ": " + vector.name(),
                            () -> assertThat(verdict).isEqualTo(vector.verdict())));
                }
            }
        }
        return tests.stream();
    }

    private static String verdict(WorkerHost host, DecisionVector vector) {
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
            return "granted";
        }
        Matcher type = Pattern.compile("urn:edgepass:problem:([a-z-]+)").matcher(response);
        String code = type.find() ? type.group(1) : response;
        return code.equals("not-found") ? "granted" : code;
    }
}
