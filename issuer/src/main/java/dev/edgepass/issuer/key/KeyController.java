package dev.edgepass.issuer.key;

import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.readmodel.KeyRecord;
import dev.edgepass.issuer.readmodel.ReadModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The signing keys: public ones for anybody (RFC 7517), with their states for admins. */
@RestController
class KeyController {
    private final SigningKey signingKey;
    private final ReadModel readModel;

    record Jwks(List<Map<String, String>> keys) {}

    record Keys(List<KeyRecord> keys) {}

    KeyController(SigningKey signingKey, ReadModel readModel) {
        this.signingKey = signingKey;
        this.readModel = readModel;
    }

    /** The keys in use. Where the read model is away, at least the key that this instance signs with. */
    @GetMapping("/.well-known/jwks.json")
    Jwks jwks() {
        Map<String, Map<String, String>> keys = new LinkedHashMap<>();
        keys.put(signingKey.kid(), signingKey.jwk());
        try {
            for (KeyRecord key : readModel.keys()) {
                keys.put(key.kid(), key.jwk());
                if (!key.isActive()) {
                    keys.remove(key.kid());
                }
            }
        } catch (ProblemException e) {
            // The own key is known without Redis.
        }
        return new Jwks(List.copyOf(keys.values()));
    }

    @GetMapping("/api/v1/media/keys")
    Keys keys() {
        return new Keys(readModel.keys());
    }
}
