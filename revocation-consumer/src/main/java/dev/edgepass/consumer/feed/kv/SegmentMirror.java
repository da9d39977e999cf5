package dev.edgepass.consumer.feed.kv;

import dev.edgepass.feed.Segment;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Puts segments into KV, and deletes them, by the bulk calls of Cloudflare's REST API ({@code PUT .../storage/kv/namespaces/{id}/bulk}), each by one attempt; writing the same
 * immutable value twice is harmless. The body is made as it is sent, since a value of 16 MB would be held several times over. Thread-safe.
 */
public final class SegmentMirror {
    private static final int OK = 200;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    /** A home's uplink may have no more than a megabit a second. */
    private static final int BYTES_PER_MILLI = 125;
    /** A multiple of three, so that the pieces' base64 is that of the whole. */
    private static final int PIECE = 3 << 14;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
    private final JsonMapper json = new JsonMapper();
    private final KvProperties kv;
    private final URI bulk;
    private final MeterRegistry meters;

    public SegmentMirror(KvProperties kv, MeterRegistry meters) {
        this.kv = kv;
        this.meters = meters;
        this.bulk = URI.create(
                kv.apiBase() + "/accounts/" + kv.accountId() + "/storage/kv/namespaces/" + kv.namespaceId() + "/bulk");
        timer("write", "answered");
        timer("delete", "answered");
    }

    /**
     * @param hash the segment's, in hex
     * @throws KvUnavailable where KV didn't confirm it
     */
    public void store(String hash, Segment segment) throws InterruptedException {
        BodyPublisher body = body(hash, segment);
        send("write", request(bulk, body).PUT(body).build());
    }

    /**
     * Deletes copies, by the bulk delete ({@code POST .../bulk/delete}); one that isn't there is no error.
     *
     * @param hashes 10,000 at most
     * @throws KvUnavailable where KV didn't confirm it
     */
    public void delete(List<String> hashes) throws InterruptedException {
        BodyPublisher body = BodyPublishers.ofString(json.writeValueAsString(hashes));
        URI delete = URI.create(bulk + "/delete");
        send("delete", request(delete, body).POST(body).build());
    }

    private HttpRequest.Builder request(URI uri, BodyPublisher body) {
        return HttpRequest.newBuilder(uri)
                .timeout(kv.timeout().plusMillis(body.contentLength() / BYTES_PER_MILLI))
                .header("Authorization", "Bearer " + kv.apiToken())
                .header("Content-Type", "application/json");
    }

    private void send(String operation, HttpRequest request) throws InterruptedException {
        String what = "KV bulk " + operation;
        Timer.Sample time = Timer.start(meters);
        String outcome = "failed";
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != OK) {
                throw new KvUnavailable(what + ": status " + answer.statusCode() + " (expected: 200)", null);
            }
            requireSuccess(what, answer.body());
            outcome = "answered";
        } catch (IOException e) {
            throw new KvUnavailable(what + ": no answer from " + bulk.getAuthority(), e);
        } finally {
            time.stop(timer(operation, outcome));
        }
    }

    private Timer timer(String operation, String outcome) {
        return meters.timer("edgepass.kv.call", "operation", operation, "outcome", outcome);
    }

    /** A list of one pair. The hash is hex, so nothing needs escaping. */
    private static BodyPublisher body(String hash, Segment segment) {
        byte[] before = ascii("[{\"key\":\"" + hash + "\",\"value\":\"");
        byte[] after = ascii("\",\"base64\":true}]");
        int size = segment.byteLength();
        int pieces = (size + PIECE - 1) / PIECE;
        Iterable<byte[]> parts = () -> {
            Stream<byte[]> value = IntStream.range(0, pieces).mapToObj(piece -> base64(segment, piece * PIECE));
            Iterator<byte[]> all = Stream.of(Stream.of(before), value, Stream.of(after))
                    .flatMap(part -> part)
                    .iterator();
            return all;
        };
        long length = before.length + (size + 2L) / 3 * 4 + after.length;
        return BodyPublishers.fromPublisher(BodyPublishers.ofByteArrays(parts), length);
    }

    private static byte[] base64(Segment segment, int from) {
        byte[] piece = new byte[Math.min(PIECE, segment.byteLength() - from)];
        segment.copyBytes(from, piece, 0, piece.length);
        return Base64.getEncoder().encode(piece);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** A 200 may still name keys for which it didn't succeed. */
    private void requireSuccess(String what, String body) {
        try {
            JsonNode answer = json.readTree(body);
            if (answer.path("success").asBoolean(false)
                    && answer.path("result").path("unsuccessful_keys").isEmpty()) {
                return;
            }
        } catch (JacksonException e) {
            throw new KvUnavailable(what + ": the answer isn't JSON", e);
        }
        throw new KvUnavailable(what + ": the answer doesn't say success", null);
    }
}
