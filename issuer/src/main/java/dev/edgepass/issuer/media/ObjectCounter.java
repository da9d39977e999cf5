package dev.edgepass.issuer.media;

import dev.edgepass.event.Target;
import dev.edgepass.feed.Handle;
import dev.edgepass.issuer.R2Settings;
import dev.edgepass.token.ObjectKey;
import dev.edgepass.worker.RepeatedWarnings;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Counts what a takedown matches, by listing, in threads of its own: the caller decides how long to wait. It counts {@value #MOST} at most, {@link #TIMEOUT}
 * long, for {@value #AT_ONCE} callers at once. Thread-safe.
 */
@Component
public class ObjectCounter implements DisposableBean {
    static final int MOST = 10_000;
    static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int AT_ONCE = 4;
    private static final RepeatedWarnings WARNINGS = new RepeatedWarnings(LoggerFactory.getLogger(ObjectCounter.class));

    private final S3Client r2;
    private final String bucket;
    private final Clock clock;
    private final ExecutorService threads =
            new ThreadPoolExecutor(0, AT_ONCE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                Thread thread = new Thread(task, "object-counter");
                thread.setDaemon(true);
                return thread;
            });

    ObjectCounter(@Lazy S3Client r2, R2Settings settings, Clock clock) {
        this.r2 = r2;
        this.bucket = settings.mediaBucket();
        this.clock = clock;
    }

    /** Begins to count the objects of the files and folders among {@code targets}; empty where there are none, or R2 doesn't answer in time. */
    public CompletableFuture<Optional<ObjectCount>> count(List<Target> targets) {
        List<Listing.Range> ranges =
                targets.stream().flatMap(ObjectCounter::ranges).toList();
        if (ranges.isEmpty()) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
        try {
            return CompletableFuture.supplyAsync(
                    () -> count(Listing.disjoint(ranges), clock.instant().plus(TIMEOUT)), threads);
        } catch (RejectedExecutionException e) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
    }

    /** Of the names that a takedown of {@code target} hits, as {@link Handle#of(ObjectKey)} has it. */
    private static Stream<Listing.Range> ranges(Target target) {
        return switch (target.kind()) {
            case FILE ->
                Stream.of(target.id(), target.id() + ObjectKey.THUMBNAIL_SUFFIX)
                        .map(key -> new Listing.Range(key, true));
            case FOLDER -> Stream.of(new Listing.Range(target.id(), false));
            case TOKEN, LINK, SUBJECT, TENANT, ALL -> Stream.empty();
        };
    }

    private Optional<ObjectCount> count(List<Listing.Range> ranges, Instant deadline) {
        Count count = new Count(deadline);
        try {
            for (List<Listing.Range> group : Listing.together(ranges)) {
                count.add(group);
            }
            return Optional.of(new ObjectCount(Math.min(count.objects, MOST), count.objects > MOST || count.cut));
        } catch (SdkException e) {
            WARNINGS.warn("R2", "the objects of a takedown can't be counted: " + e);
            return Optional.empty();
        }
    }

    /** One count. */
    private final class Count {
        private final Instant deadline;
        private long objects;

        /** Whether it ended before its end. */
        private boolean cut;

        Count(Instant deadline) {
            this.deadline = deadline;
        }

        void add(List<Listing.Range> group) {
            if (group.get(0).exact()) {
                new NamedKeys<>(
                                (prefix, after, most) ->
                                        list(prefix, after, null, most).contents(),
                                S3Object::key)
                        .find(group.stream().map(Listing.Range::name).toList(), object -> {
                            objects++;
                            return true;
                        });
                return;
            }
            @Nullable String token = null;
            do {
                ListObjectsV2Response page = list(group.get(0).name(), null, token, Listing.MAX_LIMIT);
                objects += page.contents().size();
                token = page.nextContinuationToken();
            } while (token != null);
        }

        /** Nothing once there were enough, or it is late. */
        private ListObjectsV2Response list(String prefix, @Nullable String after, @Nullable String token, int most) {
            Duration left = Duration.between(clock.instant(), deadline);
            cut |= objects >= MOST || left.isNegative() || left.isZero();
            return cut
                    ? ListObjectsV2Response.builder().contents(List.of()).build()
                    : r2.listObjectsV2(BucketListing.of(bucket, prefix)
                            .startAfter(after)
                            .continuationToken(token)
                            .maxKeys(most)
                            .overrideConfiguration(call -> call.apiCallTimeout(left))
                            .build());
        }
    }

    @Override
    public void destroy() {
        threads.shutdownNow();
    }
}
