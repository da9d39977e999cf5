package dev.edgepass.consumer.feed;

import dev.edgepass.consumer.feed.core.NamedSegment;
import dev.edgepass.consumer.feed.core.PublisherCore;
import dev.edgepass.consumer.feed.kv.SegmentMirror;
import dev.edgepass.consumer.feed.r2.FeedBucket;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Puts segments into R2 and their copies into KV, beside the publisher and each on a thread of its own: a KV that is slow or blocked for minutes holds up
 * neither a head nor a store. Each outcome waits until the publisher's thread fetches it. Thread-safe.
 */
final class SegmentStores implements SegmentJobs, AutoCloseable {
    private final FeedBucket bucket;
    private final SegmentMirror mirror;
    private final SegmentSweep sweep;
    private final FeedMetrics metrics;
    private final ExecutorService r2 = Executors.newSingleThreadExecutor(task -> daemon(task, "feed-segments-r2"));
    private final ExecutorService kv = Executors.newSingleThreadExecutor(task -> daemon(task, "feed-segments-kv"));
    private final Queue<Consumer<PublisherCore>> answers = new ConcurrentLinkedQueue<>();

    SegmentStores(FeedBucket bucket, SegmentMirror mirror, SegmentSweep sweep, FeedMetrics metrics) {
        this.bucket = bucket;
        this.mirror = mirror;
        this.sweep = sweep;
        this.metrics = metrics;
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void store(NamedSegment segment) {
        r2.execute(() -> {
            boolean stored = succeeds(() -> bucket.storeSegment(segment.ref(), segment.segment()), metrics::r2Failed);
            answers.add(core -> core.segmentStored(segment.hash(), stored));
        });
    }

    @Override
    public void sweep(List<NamedSegment> held, Set<String> named) {
        r2.execute(() -> {
            succeeds(() -> sweep.run(held, named), metrics::sweepFailed);
            answers.add(PublisherCore::segmentsSwept);
        });
    }

    @Override
    public void mirror(NamedSegment segment) {
        kv.execute(() -> {
            boolean mirrored = succeeds(() -> mirror.store(segment.hash(), segment.segment()), metrics::kvFailed);
            answers.add(core -> core.segmentMirrored(segment.hash(), mirrored));
        });
    }

    private interface Call {
        void run() throws InterruptedException;
    }

    /** Whatever goes wrong is an answer: without one the publisher would wait for this segment for ever. */
    private static boolean succeeds(Call call, Consumer<Exception> failed) {
        try {
            call.run();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failed.accept(e);
        }
        return false;
    }

    @Override
    public void tell(PublisherCore core) {
        for (Consumer<PublisherCore> answer = answers.poll(); answer != null; answer = answers.poll()) {
            answer.accept(core);
        }
    }

    @Override
    public void close() {
        r2.shutdownNow();
        kv.shutdownNow();
    }
}
