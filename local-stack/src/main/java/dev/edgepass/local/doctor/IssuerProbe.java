package dev.edgepass.local.doctor;

import dev.edgepass.local.client.Http;
import dev.edgepass.local.client.RunFailure;
import java.net.URI;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Asks an issuer. */
final class IssuerProbe {
    private static final String HEALTH = "/actuator/health";
    private static final String JWKS = "/.well-known/jwks.json";

    private IssuerProbe() {}

    /**
     * @param adminLogin a login that sees the details of its health
     * @param publicAddress where others reach it
     */
    static IssuerFacts of(Http http, URI issuer, Optional<String> adminLogin, Optional<URI> publicAddress) {
        return new IssuerFacts(
                issuer,
                http.isOk(issuer.resolve(HEALTH + "/readiness")),
                kids(http, issuer).orElse(Set.of()),
                adminLogin.map(login -> parts(http, issuer, login)).orElse(Map.of()),
                publicAddress,
                publicAddress.flatMap(url -> kids(http, url)),
                Instant.now());
    }

    /** Ids of the public keys; empty where there is no answer. */
    static Optional<Set<String>> kids(Http http, URI issuer) {
        return http.json(issuer.resolve(JWKS)).filter(json -> json.has("keys")).map(json -> {
            Set<String> kids = new HashSet<>();
            json.path("keys").forEach(key -> kids.add(key.path("kid").asString("")));
            return kids;
        });
    }

    private static Map<String, IssuerFacts.Part> parts(Http http, URI issuer, String login) {
        Map<String, IssuerFacts.Part> parts = new HashMap<>();
        try {
            JsonNode health =
                    http.call("GET", issuer.resolve(HEALTH), login, null).json();
            health.path("components").properties().forEach(component -> {
                Map<String, String> details = new HashMap<>();
                component
                        .getValue()
                        .path("details")
                        .properties()
                        .forEach(detail ->
                                details.put(detail.getKey(), detail.getValue().asString("")));
                parts.put(
                        component.getKey(),
                        new IssuerFacts.Part(component.getValue().path("status").asString(""), details));
            });
        } catch (RunFailure e) {
            return Map.of();
        }
        return parts;
    }
}
