package dev.edgepass.consumer.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.consumer.feed.core.NamedSegment;
import dev.edgepass.consumer.feed.kv.KvProperties;
import dev.edgepass.consumer.feed.kv.KvUnavailable;
import dev.edgepass.consumer.feed.kv.SegmentMirror;
import dev.edgepass.consumer.feed.r2.FeedBucket;
import dev.edgepass.consumer.testing.TestFeed;
import dev.edgepass.feed.Fingerprint;
import dev.edgepass.feed.HandleState;
import dev.edgepass.feed.Segment;
import dev.edgepass.feed.SegmentRef;
import dev.edgepass.local.edge.KvAccess;
import dev.edgepass.local.testing.RealBackends;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SegmentTransferIT {
    private final FeedBucket bucket = new FeedBucket(TestFeed.r2(), date -> {}, new SimpleMeterRegistry());

    @AfterEach
    void close() {
        bucket.close();
    }

    /** Sizes that are no multiple of what is sent at once. */
    private static NamedSegment segment(int entries) {
        SortedMap<Fingerprint, HandleState> states = new TreeMap<>();
        for (int i = 0; i < entries; i++) {
            states.put(new Fingerprint(i * 7919, i), new HandleState(i + 1, i % 2));
        }
        return NamedSegment.of(Segment.of(states));
    }

    @Test
    void a_segment_comes_back_from_r2_as_it_was() {
        NamedSegment stored = segment(30_011);
        bucket.storeSegment(stored.ref(), stored.segment());
        bucket.storeSegment(stored.ref(), stored.segment());

        Segment read = new SegmentLoader(bucket).load(List.of(stored.ref())).get(0);
        assertThat(read.toBytes()).isEqualTo(stored.segment().toBytes());
    }

    @Test
    void a_segment_that_is_gone_or_has_other_bytes_is_lost() {
        SegmentLoader loader = new SegmentLoader(bucket);
        SegmentRef missing = new SegmentRef("0".repeat(64), 24, 1);
        NamedSegment other = segment(3);
        SegmentRef wrong = new SegmentRef("1".repeat(64), other.ref().size(), 3);
        bucket.storeSegment(wrong, other.segment());

        assertThatThrownBy(() -> loader.load(List.of(missing))).hasMessageContaining("is gone from R2");
        assertThatThrownBy(() -> loader.load(List.of(wrong))).hasMessageContaining(other.hash());
    }

    @Test
    void a_damaged_segment_is_whole_again_once_it_is_stored_again() {
        NamedSegment segment = segment(5);
        NamedSegment other = segment(4);
        SegmentRef damaged = new SegmentRef(segment.hash(), other.ref().size(), 4);
        bucket.storeSegment(damaged, other.segment());
        SegmentLoader loader = new SegmentLoader(bucket);
        assertThatThrownBy(() -> loader.load(List.of(segment.ref()))).isInstanceOf(SegmentLoader.SegmentLost.class);

        bucket.storeSegment(segment.ref(), segment.segment());

        assertThat(loader.load(List.of(segment.ref())).get(0).toBytes())
                .isEqualTo(segment.segment().toBytes());
    }

    @Test
    void a_segment_is_in_kv_as_it_was() throws Exception {
        for (int entries : new int[] {1, 3_071, 30_011}) {
            NamedSegment segment = segment(entries);
            new SegmentMirror(kv(RealBackends.kv().apiToken()), new SimpleMeterRegistry())
                    .store(segment.hash(), segment.segment());

            assertThat(inKv(segment.hash())).isEqualTo(segment.segment().toBytes());
        }
    }

    @Test
    void a_kv_that_refuses_says_so() {
        NamedSegment segment = segment(2);

        assertThatThrownBy(() -> new SegmentMirror(kv("wrong"), new SimpleMeterRegistry())
                        .store(segment.hash(), segment.segment()))
                .isInstanceOf(KvUnavailable.class)
                .hasMessageContaining("status 403");
    }

    static KvProperties kv(String token) {
        KvAccess kv = RealBackends.kv();
        return new KvProperties(
                URI.create(kv.apiBase()), kv.accountId(), kv.namespaceId(), token, Duration.ofSeconds(10));
    }

    static byte[] inKv(String key) throws Exception {
        HttpResponse<byte[]> answer = askKv(key);
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    static int statusInKv(String key) throws Exception {
        return askKv(key).statusCode();
    }

    private static HttpResponse<byte[]> askKv(String key) throws Exception {
        KvAccess kv = RealBackends.kv();
        HttpRequest get = HttpRequest.newBuilder(URI.create(kv.apiBase() + "/accounts/" + kv.accountId()
                        + "/storage/kv/namespaces/" + kv.namespaceId() + "/values/" + key))
                .header("Authorization", "Bearer " + kv.apiToken())
                .build();
        return HttpClient.newHttpClient().send(get, HttpResponse.BodyHandlers.ofByteArray());
    }
}
