package dev.edgepass.issuer.identity.policy;

import dev.edgepass.settings.BackendUrl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Whether the name of a backend that is asked over http leads to near addresses only, now: a name that looks private may be given any address. The client that connects
 * a moment later looks the name up by itself, in the JVM's memory of names, so that it gets the addresses that were judged here unless they were forgotten in between.
 * Over https the certificate says who answers. Thread-safe.
 */
final class BackendAddress {
    private static final long IDLE_SECONDS = 10;

    /** A thread whose question has ended isn't free in the same moment. */
    private static final int THREADS_A_QUESTION = 2;

    private final URI url;
    private final boolean privateHttp;
    private final Duration timeout;
    private final Names names;
    private final ExecutorService lookups;

    /** All addresses of a name. */
    interface Names {
        InetAddress[] of(String host) throws UnknownHostException;
    }

    BackendAddress(URI url, CallOutSettings settings, Names names) {
        this.url = url;
        this.privateHttp = settings.allowPrivateHttp();
        this.timeout = settings.timeout();
        this.names = names;
        this.lookups = new ThreadPoolExecutor(
                0,
                THREADS_A_QUESTION * settings.maxConcurrent(),
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                task -> {
                    Thread thread = new Thread(task, "path-policy-names");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /**
     * @throws IOException where the secret isn't safe there, or that can't be known in time
     */
    void require() throws IOException {
        if (!"http".equalsIgnoreCase(url.getScheme())) {
            return;
        }
        for (InetAddress address : addresses()) {
            if (!BackendUrl.isNear(address, privateHttp)) {
                throw new IOException(url.getHost() + " has the address " + address.getHostAddress()
                        + ", which isn't private: nothing was sent there");
            }
        }
    }

    /** The JDK's own lookup has no time limit. */
    private InetAddress[] addresses() throws IOException {
        Future<InetAddress[]> lookup;
        try {
            lookup = lookups.submit(() -> names.of(url.getHost()));
        } catch (RejectedExecutionException e) {
            throw new IOException("too many lookups of " + url.getHost() + " under way", e);
        }
        try {
            return lookup.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new IOException("no address of " + url.getHost() + " in " + timeout, e);
        } catch (ExecutionException e) {
            throw new IOException("no address of " + url.getHost(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
