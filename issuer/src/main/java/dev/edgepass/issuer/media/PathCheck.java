package dev.edgepass.issuer.media;

import dev.edgepass.issuer.R2Settings;
import dev.edgepass.token.Scope;
import dev.edgepass.worker.RepeatedWarnings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;

/**
 * Looks which paths match no object, with one listing each, in threads of its own. A help for people and no check: it looks at {@value #MOST} paths at most, and where
 * R2 doesn't answer within {@link #TIMEOUT}, or too many are asked for at once, nothing is said. Thread-safe.
 */
@Component
public class PathCheck implements DisposableBean {
    static final int MOST = 20;
    static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final int THREADS = 8;
    private static final int WAITING = 64;
    private static final RepeatedWarnings WARNINGS = new RepeatedWarnings(LoggerFactory.getLogger(PathCheck.class));

    private final S3Client r2;
    private final String bucket;
    private final ExecutorService threads;

    /** Paths that are being looked at. */
    public final class Running {
        private final List<CompletableFuture<List<Scope>>> looks = new ArrayList<>();
        private final long end = System.nanoTime() + TIMEOUT.toNanos();

        /** Those of the paths that match no object, as far as that is known by now or in the time that is left. */
        public List<Scope> unmatched() {
            List<Scope> unmatched = new ArrayList<>();
            for (CompletableFuture<List<Scope>> look : looks) {
                unmatched.addAll(
                        look.completeOnTimeout(List.of(), Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS)
                                .join());
            }
            return unmatched;
        }
    }

    PathCheck(@Lazy S3Client r2, R2Settings settings) {
        this.r2 = r2;
        this.bucket = settings.mediaBucket();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING), task -> {
                    Thread thread = new Thread(task, "path-check");
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        this.threads = pool;
    }

    /** Begins to look. */
    public Running look(List<Scope> paths) {
        Running running = new Running();
        for (Scope path : paths.subList(0, Math.min(MOST, paths.size()))) {
            try {
                running.looks.add(
                        CompletableFuture.supplyAsync(() -> isUnmatched(path) ? List.of(path) : List.of(), threads));
            } catch (RejectedExecutionException e) {
                break;
            }
        }
        return running;
    }

    private boolean isUnmatched(Scope path) {
        try {
            return r2
                    .listObjectsV2(ListObjectsV2Request.builder()
                            .bucket(bucket)
                            .prefix(path.value())
                            .maxKeys(1)
                            .overrideConfiguration(call -> call.apiCallTimeout(TIMEOUT))
                            .build())
                    .contents()
                    .stream()
                    .noneMatch(object -> path.isFolder() || object.key().equals(path.value()));
        } catch (SdkException e) {
            WARNINGS.warn("R2", "a path can't be looked at: " + e);
            return false;
        }
    }

    @Override
    public void destroy() {
        threads.shutdownNow();
    }
}
