package dev.edgepass.issuer.key;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.edgepass.issuer.feed.PreferWait;
import dev.edgepass.issuer.feed.Publication;
import dev.edgepass.issuer.feed.Publications;
import dev.edgepass.issuer.identity.Caller;
import dev.edgepass.issuer.log.EventLog;
import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.readmodel.KeyRecord;
import dev.edgepass.issuer.readmodel.ReadModel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** The signing keys: public ones for anybody (RFC 7517), with their states for admins, who also withdraw them. */
@RestController
class KeyController {
    private final SigningKey signingKey;
    private final ReadModel readModel;
    private final KeyStanding standing;
    private final KeyWithdrawal withdrawal;
    private final Publications publications;

    record Jwks(List<Map<String, String>> keys) {}

    record Keys(List<KeyRecord> keys) {}

    record WithdrawRequest(@Nullable String reason) {}

    /** A withdrawn key's answer: that of a revocation. */
    record Withdrawn(String kid, @JsonUnwrapped Publication publication) {}

    KeyController(
            SigningKey signingKey,
            ReadModel readModel,
            KeyStanding standing,
            KeyWithdrawal withdrawal,
            Publications publications) {
        this.signingKey = signingKey;
        this.readModel = readModel;
        this.standing = standing;
        this.withdrawal = withdrawal;
        this.publications = publications;
    }

    /** The keys in use. Where the read model is away, at least the key that this instance signs with. */
    @GetMapping("/.well-known/jwks.json")
    Jwks jwks() {
        Map<String, Map<String, String>> keys = new LinkedHashMap<>();
        if (!standing.isKnownAsWithdrawn(signingKey.kid())) {
            keys.put(signingKey.kid(), signingKey.jwk());
        }
        try {
            for (KeyRecord key : readModel.keys()) {
                keys.put(key.kid(), key.jwk());
                if (standing.isKnownAsWithdrawn(key)) {
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

    @PostMapping("/api/v1/media/keys/{kid}/withdraw")
    ResponseEntity<Withdrawn> withdraw(
            @PathVariable String kid,
            @RequestBody(required = false) @Nullable WithdrawRequest request,
            @RequestHeader(name = "Prefer", required = false) @Nullable String prefer,
            @AuthenticationPrincipal Caller caller) {
        EventLog.Written written = withdrawal.withdraw(kid, request == null ? null : request.reason(), caller);
        PreferWait wait = PreferWait.of(prefer);
        Publication publication = publications.await(written, wait.patience());
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(publication.isPublished() ? HttpStatus.OK : HttpStatus.ACCEPTED);
        if (wait.applied()) {
            answer.header("Preference-Applied", wait.toHeader());
        }
        return answer.body(new Withdrawn(kid, publication));
    }
}
