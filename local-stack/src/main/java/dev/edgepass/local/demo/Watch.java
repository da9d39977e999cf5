package dev.edgepass.local.demo;

import dev.edgepass.local.client.Http;
import dev.edgepass.local.client.RunFailure;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A viewer at one location that asks for the same object again and again, and records when it was refused. One thread runs it, another reads it. */
final class Watch implements Runnable {
    private static final long EVERY_NANOS = 20_000_000;

    private final Http http;
    private final URI url;
    private volatile boolean stopped;
    private volatile @Nullable Instant refused;
    private volatile String refusal = "";
    private volatile int grantedAfterRefusal;
    private volatile @Nullable Throwable failure;

    Watch(Http http, URI url) {
        this.http = http;
        this.url = url;
    }

    @Override
    public void run() {
        try {
            while (!stopped) {
                look();
                LockSupport.parkNanos(EVERY_NANOS);
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private void look() {
        HttpResponse<byte[]> response = http.get(url, Map.of("Range", "bytes=0-15"));
        if (response.statusCode() == 206) {
            if (refused != null) {
                grantedAfterRefusal = grantedAfterRefusal + 1;
            }
        } else if (refused == null) {
            refusal = new String(response.body(), java.nio.charset.StandardCharsets.UTF_8);
            refused = Instant.now();
        }
    }

    void stop() {
        stopped = true;
    }

    /** When the first refusal had arrived, or null. */
    @Nullable
    Instant refused() {
        Throwable broken = failure;
        if (broken != null) {
            throw new RunFailure("A viewer was cut off: " + broken.getMessage(), broken);
        }
        return refused;
    }

    /** Whether the first refusal was for {@code code}. */
    boolean refusedFor(String code) {
        return refusal.contains("urn:edgepass:problem:" + code);
    }

    int grantedAfterRefusal() {
        return grantedAfterRefusal;
    }
}
