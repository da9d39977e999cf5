package dev.edgepass.issuer.key;

import dev.edgepass.encoding.Base64Url;
import dev.edgepass.feed.PublicKey;
import dev.edgepass.issuer.feed.HeadWatch;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.readmodel.ReadModel;
import dev.edgepass.jdk.Sha256;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code GET /.well-known/jwks.json}: the keys under which media tokens are good (RFC 7517 section 5). A cache may keep it for half of the time for which a key is
 * published before it is used, so a client that respects that never meets an unknown key; an answer that hasn't changed is 304 (RFC 9110 section 13.1.2).
 */
@RestController
class JwksController {
    private final ReadModel readModel;
    private final KeyStanding standing;
    private final HeadWatch heads;
    private final CacheControl cacheControl;

    record Jwks(List<Jwk> keys) {}

    /** A public key; members of RFC 7517 section 4 and RFC 7518 section 6.2.1. */
    record Jwk(String kty, String crv, String kid, String x, String y, String use, String alg) {
        static Jwk of(PublicKey key) {
            return new Jwk("EC", "P-256", key.kid(), key.x(), key.y(), "sig", "ES256");
        }
    }

    JwksController(ReadModel readModel, KeyStanding standing, HeadWatch heads, KeySettings settings) {
        this.readModel = readModel;
        this.standing = standing;
        this.heads = heads;
        Duration half = settings.publishedFor().dividedBy(2);
        this.cacheControl = CacheControl.maxAge(half).cachePublic();
    }

    @GetMapping("/.well-known/jwks.json")
    ResponseEntity<Jwks> jwks() {
        List<Jwk> keys = good().stream().sorted(Comparator.comparing(Jwk::kid)).toList();
        return ResponseEntity.ok()
                .cacheControl(cacheControl)
                .eTag(entityTag(keys))
                .body(new Jwks(keys));
    }

    /** By the read model; where it is away, by the newest head, which is what the edge goes by. */
    private List<Jwk> good() {
        try {
            return readModel.keys().stream()
                    .filter(standing::isGood)
                    .map(key -> Jwk.of(key.publicKey()))
                    .toList();
        } catch (ProblemException e) {
            List<PublicKey> known = heads.edgeKeys();
            if (known.isEmpty()) {
                throw e;
            }
            return known.stream()
                    .filter(key -> !standing.isWithdrawn(key.kid()))
                    .map(Jwk::of)
                    .toList();
        }
    }

    private static String entityTag(List<Jwk> keys) {
        return "\"" + Base64Url.encode(Sha256.hash(keys.toString())) + "\"";
    }
}
