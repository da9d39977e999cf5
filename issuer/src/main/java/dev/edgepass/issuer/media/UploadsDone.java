package dev.edgepass.issuer.media;

import dev.edgepass.issuer.R2Question;
import dev.edgepass.issuer.R2Settings;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.token.ObjectKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectRequest;

/** Looks whether objects are in the bucket, with one {@code HEAD} each, in threads of its own. Thread-safe. */
@Component
class UploadsDone implements DisposableBean {
    private static final Duration TIMEOUT = Duration.ofSeconds(4);
    private static final int THREADS = 8;
    private static final int WAITING = 400;

    private final S3Client r2;
    private final String bucket;
    private final ExecutorService threads;

    /**
     * An object that is there.
     *
     * @param size bytes
     * @param contentType as it is stored
     */
    record Uploaded(String key, long size, String contentType, String etag, Instant lastModified) {}

    /** @param missing keys under which there is nothing */
    record Found(List<Uploaded> objects, List<String> missing) {}

    UploadsDone(@Lazy S3Client r2, R2Settings settings) {
        this.r2 = r2;
        this.bucket = settings.mediaBucket();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING), task -> {
                    Thread thread = new Thread(task, "uploads-done");
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        this.threads = pool;
    }

    /**
     * Each of the keys, in their order.
     *
     * @throws ProblemException {@code storage-unavailable}
     */
    Found look(List<ObjectKey> keys) {
        List<CompletableFuture<Optional<Uploaded>>> looks = new ArrayList<>();
        try {
            for (ObjectKey key : keys) {
                looks.add(CompletableFuture.supplyAsync(() -> look(key), threads));
            }
            Found found = new Found(new ArrayList<>(), new ArrayList<>());
            for (int i = 0; i < keys.size(); i++) {
                String key = keys.get(i).value();
                looks.get(i).join().ifPresentOrElse(found.objects::add, () -> found.missing.add(key));
            }
            return found;
        } catch (RejectedExecutionException | CompletionException e) {
            looks.forEach(look -> look.cancel(false));
            throw new ProblemException(
                    ProblemType.STORAGE_UNAVAILABLE.detail("R2 can't be asked for the moment. Try again shortly."), e);
        }
    }

    private Optional<Uploaded> look(ObjectKey key) {
        return R2Question.ifThere(() -> r2.headObject(HeadObjectRequest.builder()
                        .bucket(bucket)
                        .key(key.value())
                        .overrideConfiguration(call -> call.apiCallTimeout(TIMEOUT))
                        .build()))
                .map(head -> new Uploaded(
                        key.value(), head.contentLength(), head.contentType(), head.eTag(), head.lastModified()));
    }

    @Override
    public void destroy() {
        threads.shutdownNow();
    }
}
