package dev.edgepass.issuer.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** An identity provider that serves its keys over HTTP, with their place at {@code /.well-known/openid-configuration} of {@link #issuer}, and counts who asks. */
final class TestProvider implements AutoCloseable {
    static final String AUDIENCE = "edgepass";

    private final HttpServer server;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile String keys = new JWKSet().toString();
    private volatile boolean up = true;

    TestProvider() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/jwks", exchange -> {
            asked.incrementAndGet();
            answer(exchange, keys);
        });
        server.createContext("/realm/.well-known/openid-configuration", exchange -> {
            asked.incrementAndGet();
            answer(exchange, "{\"issuer\":\"" + issuer() + "\",\"jwks_uri\":\"" + jwksUri() + "\"}");
        });
        server.start();
    }

    String issuer() {
        return base() + "/realm";
    }

    String jwksUri() {
        return base() + "/jwks";
    }

    /** How often it was asked, for keys or for where they are. */
    int asked() {
        return asked.get();
    }

    void serve(JWK... keys) {
        this.keys = new JWKSet(List.of(keys)).toString();
    }

    void up(boolean up) {
        this.up = up;
    }

    static ECKey key(String kid) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(kid).generate();
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    static String login(String issuer, ECKey key) {
        try {
            return login(issuer, key.getKeyID(), JWSAlgorithm.ES256, new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
    }

    static String login(String issuer, String kid, JWSAlgorithm algorithm, JWSSigner signer) {
        SignedJWT login = new SignedJWT(
                new JWSHeader.Builder(algorithm).keyID(kid).build(),
                new JWTClaimsSet.Builder()
                        .subject("u")
                        .issuer(issuer)
                        .audience(AUDIENCE)
                        .claim("paths", List.of("p/"))
                        .expirationTime(Date.from(Instant.now().plusSeconds(600)))
                        .build());
        try {
            login.sign(signer);
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
        return login.serialize();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(up ? 200 : 500, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
