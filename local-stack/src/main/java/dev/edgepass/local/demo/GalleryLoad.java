package dev.edgepass.local.demo;

import dev.edgepass.local.client.Http;
import dev.edgepass.local.client.RunFailure;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.HdrHistogram.Histogram;

/** A browser's load of a gallery: every image once, over six connections, each compared byte for byte with its file. */
final class GalleryLoad {
    private static final int CONNECTIONS = 6;

    private final Http http;
    private final List<Medium> images;

    GalleryLoad(Http http, List<Medium> images) {
        this.http = http;
        this.images = images;
    }

    /**
     * The result of one load.
     *
     * @param nanos whole load
     * @param perImage nanoseconds
     */
    record Result(int good, int hits, long nanos, Histogram perImage) {}

    private record Image(boolean good, boolean hit, long nanos) {}

    Result run(URI edge, String token) {
        ExecutorService connections = Executors.newFixedThreadPool(CONNECTIONS);
        long start = System.nanoTime();
        try {
            List<Callable<Image>> loads = images.stream()
                    .map(image -> (Callable<Image>) () -> load(edge, token, image))
                    .toList();
            int good = 0;
            int hits = 0;
            Histogram perImage = new Histogram(3);
            List<Future<Image>> answers = connections.invokeAll(loads);
            long whole = System.nanoTime() - start;
            for (Future<Image> answer : answers) {
                Image image = answer.get();
                good += image.good ? 1 : 0;
                hits += image.hit ? 1 : 0;
                perImage.recordValue(image.nanos);
            }
            return new Result(good, hits, whole, perImage);
        } catch (ExecutionException e) {
            throw new RunFailure(
                    "An image did not load: "
                            + Objects.requireNonNull(e.getCause()).getMessage(),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunFailure("interrupted", e);
        } finally {
            connections.shutdownNow();
        }
    }

    private Image load(URI edge, String token, Medium image) {
        long start = System.nanoTime();
        HttpResponse<byte[]> response = http.get(view(edge, token, image), Map.of());
        long nanos = System.nanoTime() - start;
        boolean good = response.statusCode() == 200 && Arrays.equals(response.body(), image.bytes());
        boolean hit = response.headers().firstValue("Cache-Status").orElse("").contains("hit");
        return new Image(good, hit, nanos);
    }

    /** {@code /view/TOKEN/key} at a location. */
    static URI view(URI edge, String token, Medium medium) {
        return edge.resolve("/view/" + token + "/" + medium.key().toPath());
    }
}
