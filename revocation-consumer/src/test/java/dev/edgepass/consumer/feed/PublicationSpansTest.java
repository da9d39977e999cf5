package dev.edgepass.consumer.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.consumer.feed.core.Entry;
import dev.edgepass.consumer.feed.core.FeedFold;
import dev.edgepass.consumer.feed.core.FeedStatus;
import dev.edgepass.consumer.testing.TestEvents;
import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.Effect;
import dev.edgepass.event.Target;
import dev.edgepass.event.Topics;
import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.Handle;
import dev.edgepass.feed.LogGaps;
import dev.edgepass.tracing.SpanWords;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.tracing.otel.bridge.OtelPropagator;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicationSpansTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SENT = "b7ad6b7169203331";
    private static final String SAMPLED = "00-" + TRACE + "-" + SENT + "-03";
    private static final ControlEvent REVOKED =
            TestEvents.revoked("R1", Effect.BLOCK, new Target(Handle.Kind.LINK, "L1"));

    private final InMemorySpanExporter ended = InMemorySpanExporter.create();
    private final PublicationSpans spans = new PublicationSpans(new OtelPropagator(
            ContextPropagators.create(W3CTraceContextPropagator.getInstance()),
            SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(ended))
                    .build()
                    .get("test")));

    private void read(long position, @Nullable ControlEvent event, String traceparent) {
        read(position, event, traceparent, System.currentTimeMillis());
    }

    private void read(long position, @Nullable ControlEvent event, String traceparent, long acceptedAt) {
        ConsumerRecord<byte[], byte[]> message =
                new ConsumerRecord<>(Topics.CONTROL, 0, position - 1, new byte[0], new byte[0]);
        if (!traceparent.isEmpty()) {
            message.headers().add(SpanWords.TRACEPARENT, traceparent.getBytes(StandardCharsets.US_ASCII));
        }
        spans.read(message, new Entry(position, acceptedAt, event));
    }

    private void publish(long position) {
        FeedFold fold = FeedFold.empty(new byte[16]);
        fold.apply(new Entry(position, 0, null));
        FeedHead head = fold.head(1, 77, "p1", 0, 0, "topic");
        assertThat(head.position()).isEqualTo(position);
        spans.published(head);
    }

    @Test
    void a_change_s_span_is_in_its_trace_and_lasts_until_a_head_has_it() {
        long acceptedAt = System.currentTimeMillis() - 1_000;
        read(5, REVOKED, SAMPLED, acceptedAt);
        publish(4);
        assertThat(ended.getFinishedSpanItems()).isEmpty();

        publish(6);

        assertThat(ended.getFinishedSpanItems()).singleElement().satisfies(span -> {
            assertThat(span.getName()).isEqualTo("publish");
            assertThat(span.getTraceId()).isEqualTo(TRACE);
            assertThat(span.getParentSpanId()).isEqualTo(SENT);
            assertThat(span.getStartEpochNanos()).isEqualTo(acceptedAt * 1_000_000);
            assertThat(span.getEndEpochNanos() - span.getStartEpochNanos())
                    .isGreaterThanOrEqualTo(Duration.ofMillis(1_000).toNanos());
            assertThat(span.getAttributes().asMap())
                    .hasSize(2)
                    .containsEntry(AttributeKey.longKey(SpanWords.POSITION), 5L)
                    .containsEntry(AttributeKey.longKey(SpanWords.SEQUENCE), 77L);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
                "no trace at all",
                "00-0AF7651916CD43DD8448EB211C80319C-B7AD6B7169203331-01"
            })
    void a_record_without_a_sampled_trace_has_no_span(String traceparent) {
        read(5, REVOKED, traceparent);
        publish(5);

        assertThat(ended.getFinishedSpanItems()).isEmpty();
    }

    @Test
    void what_changes_nothing_in_the_feed_or_cant_be_read_has_no_span() {
        read(5, TestEvents.linkCreated("L1"), SAMPLED);
        read(6, null, SAMPLED);
        publish(6);

        assertThat(ended.getFinishedSpanItems()).isEmpty();
    }

    @Test
    void a_record_that_is_read_again_has_one_span() {
        read(5, REVOKED, SAMPLED);
        read(5, REVOKED, SAMPLED);
        publish(5);
        read(5, REVOKED, SAMPLED);
        publish(6);

        assertThat(ended.getFinishedSpanItems()).hasSize(1);
    }

    @Test
    void a_log_that_is_read_anew_brings_no_old_trace_back() {
        read(5, REVOKED, SAMPLED, System.currentTimeMillis() - PublicationSpans.LONGEST.toMillis() - 1_000);
        publish(5);

        assertThat(ended.getFinishedSpanItems()).isEmpty();
    }

    @Test
    void so_many_wait_and_no_more() {
        for (int position = 1; position <= 2 * PublicationSpans.MOST; position++) {
            read(position, REVOKED, SAMPLED);
        }
        publish(2 * PublicationSpans.MOST);

        assertThat(ended.getFinishedSpanItems()).hasSize(PublicationSpans.MOST);
    }

    @ParameterizedTest
    @EnumSource(names = {"STANDBY", "JOINING", "HALTED"})
    void what_another_publisher_may_publish_has_no_span_as_its_time_isnt_known(FeedStatus.Role role) {
        TracedObserver observer = new TracedObserver(spans, new FeedMetrics(new SimpleMeterRegistry()));
        read(5, REVOKED, SAMPLED);
        observer.changed(status(FeedStatus.Role.LEADING));
        observer.changed(status(role));
        publish(5);

        assertThat(ended.getFinishedSpanItems()).isEmpty();
    }

    private static FeedStatus status(FeedStatus.Role role) {
        return new FeedStatus(role, "test", 1, 1, 1, 0, 0, LogGaps.NONE);
    }
}
