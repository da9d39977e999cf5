package dev.edgepass.local.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.edgepass.jdk.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** An OpenID provider at which everybody is logged in already, as an admin: its authorization endpoint sends a browser back at once. Thread-safe. */
public final class LoginPage implements AutoCloseable {
    public static final String CLIENT = "edgepass-pages";

    private final HttpServer server;
    private final RSAKey key;
    /** What was asked for, by code. */
    private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();

    private volatile UnaryOperator<JWTClaimsSet.Builder> says = claims -> claims;
    private volatile boolean up = true;
    private volatile boolean silent;

    public LoginPage() {
        try {
            key = new RSAKeyGenerator(2048).keyID("k1").generate();
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
        server.createContext(
                "/.well-known/openid-configuration",
                exchange -> answer(
                        exchange,
                        "{\"issuer\":\"" + issuer() + "\",\"authorization_endpoint\":\"" + issuer()
                                + "/authorize\",\"token_endpoint\":\"" + issuer() + "/token\",\"jwks_uri\":\""
                                + issuer()
                                + "/jwks\",\"response_types_supported\":[\"code\"],\"subject_types_supported\":[\"public\"],"
                                + "\"id_token_signing_alg_values_supported\":[\"RS256\"]}"));
        server.createContext("/jwks", exchange -> answer(exchange, new JWKSet(key.toPublicJWK()).toString()));
        server.createContext("/token", this::token);
        server.createContext("/authorize", exchange -> {
            exchange.getResponseHeaders()
                    .set("Location", loggedIn(exchange.getRequestURI()).toString());
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.start();
    }

    public String issuer() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What ID tokens say beside what they have to. */
    public void says(UnaryOperator<JWTClaimsSet.Builder> claims) {
        this.says = claims;
    }

    /** Whether it takes connections and answers nothing on them. */
    public void silent(boolean silent) {
        this.silent = silent;
    }

    public void up(boolean up) {
        this.up = up;
    }

    /** Where the authorization endpoint would send the browser. */
    public URI loggedIn(URI asked) {
        Map<String, String> query = parameters(asked.getRawQuery());
        String code = "code-" + codes.size();
        codes.put(code, query);
        return URI.create(query.get("redirect_uri") + "?code=" + code + "&state=" + query.get("state"));
    }

    private void token(HttpExchange exchange) throws IOException {
        Map<String, String> form =
                parameters(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Map<String, String> asked = codes.remove(form.getOrDefault("code", ""));
        boolean proved = asked != null
                && asked.get("code_challenge").equals(s256(form.getOrDefault("code_verifier", "")))
                && asked.get("redirect_uri").equals(form.get("redirect_uri"))
                && CLIENT.equals(form.get("client_id"));
        if (!proved) {
            send(exchange, 400, "{\"error\":\"invalid_grant\"}");
            return;
        }
        answer(
                exchange,
                "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"expires_in\":300,\"id_token\":\"" + idToken(asked)
                        + "\"}");
    }

    private String idToken(Map<String, String> asked) {
        Instant now = Instant.now();
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k1").build(),
                says.apply(new JWTClaimsSet.Builder()
                                .issuer(issuer())
                                .subject("boss")
                                .audience(CLIENT)
                                .claim("roles", List.of("admin"))
                                .claim("nonce", asked.get("nonce"))
                                .issueTime(Date.from(now))
                                .expirationTime(Date.from(now.plusSeconds(300))))
                        .build());
        try {
            token.sign(new RSASSASigner(key));
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
        return token.serialize();
    }

    private static String s256(String verifier) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.hash(verifier));
    }

    private static Map<String, String> parameters(String text) {
        Map<String, String> found = new HashMap<>();
        Arrays.stream(text.split("&"))
                .map(one -> one.split("=", 2))
                .forEach(pair -> found.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
        return found;
    }

    private void answer(HttpExchange exchange, String json) throws IOException {
        send(exchange, up ? 200 : 503, json);
    }

    private void send(HttpExchange exchange, int status, String json) throws IOException {
        while (silent) {
            try {
                Thread.sleep(100);
            } catch (InterruptedException e) {
                return;
            }
        }
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
