package dev.edgepass.issuer.key.rotation;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.edgepass.issuer.feed.PreferWait;
import dev.edgepass.issuer.feed.Publication;
import dev.edgepass.issuer.feed.Publications;
import dev.edgepass.issuer.identity.Caller;
import dev.edgepass.issuer.key.KeyRing;
import dev.edgepass.issuer.log.EventLog;
import dev.edgepass.issuer.readmodel.ReadModel;
import dev.edgepass.key.KeyRecord;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The signing keys for admins: their states, the change to the next one, and withdrawal. */
@RestController
@RequestMapping("/api/v1/media/keys")
class KeyController {
    private final KeyRing ring;
    private final ReadModel readModel;
    private final KeyRotation rotation;
    private final KeyWithdrawal withdrawal;
    private final Publications publications;

    record Keys(List<Key> keys) {}

    /** @param held whether this instance has the private part */
    record Key(@JsonUnwrapped KeyRecord key, boolean held) {}

    record WithdrawRequest(@Nullable String reason) {}

    /** A withdrawn key's answer: that of a revocation. */
    record Withdrawn(String kid, @JsonUnwrapped Publication publication) {}

    KeyController(
            KeyRing ring,
            ReadModel readModel,
            KeyRotation rotation,
            KeyWithdrawal withdrawal,
            Publications publications) {
        this.ring = ring;
        this.readModel = readModel;
        this.rotation = rotation;
        this.withdrawal = withdrawal;
        this.publications = publications;
    }

    /** Newest first. */
    @GetMapping
    Keys keys() {
        return new Keys(readModel.keys().stream()
                .sorted(Comparator.comparingLong(KeyRecord::position).reversed())
                .map(key -> new Key(key, ring.held(key.kid()).isPresent()))
                .toList());
    }

    @PostMapping("/rotate")
    ResponseEntity<KeyRotation.Rotated> rotate(
            @RequestHeader(name = "Prefer", required = false) @Nullable String prefer,
            @AuthenticationPrincipal Caller caller) {
        PreferWait wait = PreferWait.of(prefer);
        KeyRotation.Rotated rotated =
                rotation.rotate(caller.subject(), wait.applied() ? wait.patience() : rotation.usualTime());
        return answer(rotated.publication(), wait).body(rotated);
    }

    @PostMapping("/{kid}/withdraw")
    ResponseEntity<Withdrawn> withdraw(
            @PathVariable String kid,
            @RequestBody(required = false) @Nullable WithdrawRequest request,
            @RequestHeader(name = "Prefer", required = false) @Nullable String prefer,
            @AuthenticationPrincipal Caller caller) {
        EventLog.Written written =
                withdrawal.withdraw(kid, request == null ? null : request.reason(), caller.subject());
        PreferWait wait = PreferWait.of(prefer);
        Publication publication = publications.await(written, wait.patience());
        return answer(publication, wait).body(new Withdrawn(kid, publication));
    }

    private static ResponseEntity.BodyBuilder answer(Publication publication, PreferWait wait) {
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.status(publication.isPublished() ? HttpStatus.OK : HttpStatus.ACCEPTED);
        wait.tell(answer::header);
        return answer;
    }
}
