package dev.edgepass.consumer.notice.webhook;

import dev.edgepass.consumer.notice.delivery.DeliveryFailed;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.BasicHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.Lookup;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/**
 * HTTP to servers that aren't trusted. Each call has a connection of its own, to addresses that {@link CheckedResolver} took; TLS checks the certificate against the
 * name. No redirects, proxies, cookies, logins, compression or repetitions. Of an answer the head is read, 16 KB of it at most, and nothing of the body. After the
 * time limit all sockets of the call are closed, whatever it is at. Thread-safe.
 */
public final class GuardedHttp {
    /** For a call as a whole: name, connection, TLS and answer. */
    public static final Duration LIMIT = Duration.ofSeconds(10);

    private static final int LONGEST_LINE = 8_192;
    private static final int MOST_HEADERS = 100;

    private final CheckedResolver resolver;
    private final Lookup<TlsSocketStrategy> tls;
    private final Duration limit;

    /** @param allowPrivate whether this machine and networks of one's own may be called */
    public GuardedHttp(SSLContext trust, DnsResolver names, boolean allowPrivate) {
        this(trust, names, allowPrivate, LIMIT);
    }

    GuardedHttp(SSLContext trust, DnsResolver names, boolean allowPrivate, Duration limit) {
        this.resolver = new CheckedResolver(names, allowPrivate);
        this.tls = RegistryBuilder.<TlsSocketStrategy>create()
                .register(URIScheme.HTTPS.id, new DefaultClientTlsStrategy(trust))
                .build();
        this.limit = limit;
    }

    /**
     * Sends it and gives the answer's status.
     *
     * @throws DeliveryFailed where there is none in time; without the URL
     */
    int status(HttpPost request) throws DeliveryFailed {
        CallSockets sockets = new CallSockets();
        FutureTask<Integer> call = new FutureTask<>(() -> call(request, sockets));
        // A thread for the call: nothing ends one that asks for a name.
        Thread thread = new Thread(call, "notice-webhook");
        thread.setDaemon(true);
        thread.start();
        try {
            return call.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new DeliveryFailed("no answer within " + limit.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DeliveryFailed("interrupted", e);
        } catch (ExecutionException e) {
            throw failure(e.getCause() == null ? e : e.getCause());
        } finally {
            request.cancel();
            sockets.close();
        }
    }

    /** By the kind of failure, since the library's texts name the URL's host and what it resolved to. */
    private static DeliveryFailed failure(Throwable cause) {
        return cause instanceof CheckedResolver.RefusedAddress
                ? new DeliveryFailed(String.valueOf(cause.getMessage()), cause)
                : new DeliveryFailed("no answer: " + cause.getClass().getSimpleName(), cause);
    }

    private int call(HttpPost request, CallSockets sockets) throws IOException {
        Timeout timeout = Timeout.of(limit);
        request.setConfig(RequestConfig.custom()
                .setResponseTimeout(timeout)
                .setConnectionRequestTimeout(timeout)
                .build());
        CloseableHttpClient client = HttpClients.custom()
                .setConnectionManager(connections(sockets, timeout))
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .disableContentCompression()
                .disableConnectionState()
                .setUserAgent("edgepass")
                .build();
        try {
            return client.executeOpen(null, request, null).getCode();
        } finally {
            // Not the answer, whose end would read the rest of it first.
            client.close(CloseMode.IMMEDIATE);
        }
    }

    private BasicHttpClientConnectionManager connections(CallSockets sockets, Timeout timeout) {
        BasicHttpClientConnectionManager connections = new BasicHttpClientConnectionManager(
                new DefaultHttpClientConnectionOperator(sockets, null, resolver, tls),
                ManagedHttpClientConnectionFactory.builder()
                        .http1Config(Http1Config.custom()
                                .setMaxLineLength(LONGEST_LINE)
                                .setMaxHeaderCount(MOST_HEADERS)
                                .build())
                        .build());
        connections.setConnectionConfig(ConnectionConfig.custom()
                .setConnectTimeout(timeout)
                .setSocketTimeout(timeout)
                .build());
        connections.setTlsConfig(TlsConfig.custom().setHandshakeTimeout(timeout).build());
        connections.setSocketConfig(SocketConfig.custom().setSoTimeout(timeout).build());
        return connections;
    }
}
