package dev.edgepass.issuer.testing;

import dev.edgepass.event.Topics;
import dev.edgepass.event.UsageEvent.ViewsReported;
import dev.edgepass.jdk.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;

/** Signs reports of views as the Worker does. */
public final class TestReports {
    private final byte[] secret;

    /** @param text of which the secret is made */
    public TestReports(String text) {
        this.secret = Arrays.copyOf(Sha256.hash(text), 24);
    }

    /** The secret in a file of {@code folder}, which only its owner reads. */
    public Path file(Path folder) {
        try {
            Path file = Files.createTempFile(
                    folder,
                    "usage",
                    ".secret",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, "whsec_" + Base64.getEncoder().encodeToString(secret) + "\n");
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The three headers, names and values by turns. */
    public String[] headers(String id, Instant at, String body) {
        String time = Long.toString(at.getEpochSecond());
        return new String[] {"webhook-id", id, "webhook-timestamp", time, "webhook-signature", signature(id, time, body)
        };
    }

    /** Version 1, of text that needn't be an id, a time and a body. */
    public String signature(String id, String time, String body) {
        byte[] signed = (id + "." + time + "." + body).getBytes(StandardCharsets.UTF_8);
        return "v1," + Base64.getEncoder().encodeToString(Sha256.hmac(secret, signed));
    }

    /** Sends a report, signed now. */
    public Api.Answer send(Api api, String id, String body, String... more) {
        String[] headers = headers(id, Instant.now(), body);
        String[] all = Arrays.copyOf(headers, headers.length + more.length);
        System.arraycopy(more, 0, all, headers.length, more.length);
        return api.post("/usage", null, body, all);
    }

    /** The body of a report: two requests of a token of each link, a refusal and three dropped requests. */
    public static String report(String isolate, long number, List<String> links) {
        long now = Instant.now().toEpochMilli();
        List<String> tokens = links.stream()
                .map(link -> "{\"jti\":\"jti-" + link + "\",\"subject\":\"v-1\",\"linkId\":\"" + link
                        + "\",\"position\":3,\"opens\":[" + now + "],\"requests\":2,\"bytes\":4096,\"objects\":1,"
                        + "\"countries\":{\"DE\":2},\"networks\":[\"0123abcd\"],\"week\":2900,"
                        + "\"granted\":{\"at\":" + now + ",\"position\":3},\"refused\":[]}")
                .toList();
        return "{\"isolate\":\"" + isolate + "\",\"number\":" + number + ",\"location\":\"FRA\",\"from\":"
                + (now - 1000)
                + ",\"until\":" + now + ",\"tokens\":[" + String.join(",", tokens)
                + "],\"refusals\":{\"not-found\":1},\"dropped\":3}";
    }

    /** That many links. */
    public static List<String> many(int number) {
        return IntStream.range(0, number).mapToObj(i -> "m" + i).toList();
    }

    /** What the log has of the reports of an isolate. */
    public static List<LogReader.Entry> partsOf(String isolate) {
        return LogReader.all(Topics.USAGE).stream()
                .filter(entry -> entry.event().data() instanceof ViewsReported report
                        && report.isolate().equals(isolate))
                .toList();
    }
}
