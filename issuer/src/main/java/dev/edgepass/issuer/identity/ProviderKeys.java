package dev.edgepass.issuer.identity;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetRetrievalException;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jose.util.ResourceRetriever;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.net.URL;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The identity provider's public keys. Kept for five minutes, and read again for a {@code kid} that isn't among them, but twice in {@link #WINDOW} at most: names of
 * unknown keys come from any client, and the provider has to stand none of that. Thread-safe.
 */
final class ProviderKeys implements JWKSource<SecurityContext> {
    static final Duration WINDOW = Duration.ofSeconds(30);
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration READ = Duration.ofSeconds(3);
    private static final int MAX_BYTES = 1 << 20;

    private final Location location;
    private final ProviderCalls calls;
    private final ResourceRetriever http = retriever();
    private final JWKSource<SecurityContext> kept;
    private volatile @Nullable URL found;
    private volatile boolean lastReadWasGood;

    /** Where they are; asked until there is an answer. */
    interface Location {
        URL find(ResourceRetriever http) throws IOException;
    }

    /** @param window of two reads at most */
    ProviderKeys(Location location, Duration window, ProviderCalls calls) {
        this.location = location;
        this.calls = calls;
        JWKSetSource<SecurityContext> provider = new JWKSetSource<>() {
            @Override
            public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator refresh, long now, @Nullable SecurityContext context)
                    throws KeySourceException {
                return read();
            }

            @Override
            public void close() {}
        };
        kept = JWKSourceBuilder.create(provider)
                .refreshAheadCache(false)
                .rateLimited(window.toMillis())
                .build();
    }

    /**
     * @return empty where the provider doesn't have such a key, or didn't a moment ago
     * @throws KeySourceException where that isn't known, since the provider didn't answer
     */
    @Override
    public List<JWK> get(JWKSelector selector, @Nullable SecurityContext context) throws KeySourceException {
        try {
            return kept.get(selector, context);
        } catch (RateLimitReachedException e) {
            if (lastReadWasGood) {
                return List.of();
            }
            throw e;
        }
    }

    private JWKSet read() throws KeySourceException {
        lastReadWasGood = false;
        Timer.Sample time = calls.start();
        try {
            URL place = found == null ? location.find(http) : found;
            found = place;
            JWKSet keys = JWKSet.parse(http.retrieveResource(place).getContent());
            lastReadWasGood = true;
            return keys;
        } catch (IOException | ParseException | IllegalArgumentException e) {
            throw new JWKSetRetrievalException("The identity provider's keys can't be read", e);
        } finally {
            calls.end(time, lastReadWasGood);
        }
    }

    private static ResourceRetriever retriever() {
        DefaultResourceRetriever http =
                new DefaultResourceRetriever((int) CONNECT.toMillis(), (int) READ.toMillis(), MAX_BYTES);
        http.setHeaders(Map.of("Accept", List.of("application/json", "application/jwk-set+json")));
        return http;
    }
}
