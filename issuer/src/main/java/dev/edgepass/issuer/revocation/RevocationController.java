package dev.edgepass.issuer.revocation;

import dev.edgepass.event.ControlEvent.Revoked;
import dev.edgepass.event.Effect;
import dev.edgepass.event.Target;
import dev.edgepass.issuer.feed.PreferWait;
import dev.edgepass.issuer.feed.Publication;
import dev.edgepass.issuer.feed.Publications;
import dev.edgepass.issuer.identity.Caller;
import dev.edgepass.issuer.log.EventLog;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.issuer.readmodel.ReadModel;
import dev.edgepass.issuer.readmodel.ReadYourWrites;
import dev.edgepass.issuer.readmodel.RevocationRecord;
import dev.edgepass.issuer.token.OpaqueSubject;
import dev.edgepass.issuer.token.RandomId;
import java.net.URI;
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

/** {@code /revocations}: access is taken back by one event on the log. Writing it needs neither Redis nor R2. */
@RestController
@RequestMapping(RevocationController.PATH)
class RevocationController {
    static final String PATH = "/api/v1/media/revocations";

    private final EventLog log;
    private final Publications publications;
    private final ReadModel readModel;
    private final ReadYourWrites readYourWrites;
    private final OpaqueSubject subjects;

    RevocationController(
            EventLog log,
            Publications publications,
            ReadModel readModel,
            ReadYourWrites readYourWrites,
            OpaqueSubject subjects) {
        this.log = log;
        this.publications = publications;
        this.readModel = readModel;
        this.readYourWrites = readYourWrites;
        this.subjects = subjects;
    }

    @PostMapping
    ResponseEntity<RevocationAnswer> create(
            @RequestBody RevocationRequest request,
            @RequestHeader(name = "Prefer", required = false) @Nullable String prefer,
            @AuthenticationPrincipal Caller caller) {
        Target target = request.parseTarget(subjects);
        Effect effect = request.parseEffect(target.kind());
        String reason = request.parseReason();
        PreferWait wait = PreferWait.of(prefer);
        String id = RandomId.next();

        EventLog.Written written = log.append(
                new Revoked(id, List.of(target), effect, reason, caller.subject()),
                target.handle().toString());
        Publication publication = publications.await(written.position(), written.at(), wait.patience());

        ResponseEntity.BodyBuilder answer = ResponseEntity.status(
                        publication.isPublished() ? HttpStatus.CREATED : HttpStatus.ACCEPTED)
                .location(URI.create(PATH + "/" + id));
        if (wait.applied()) {
            answer.header("Preference-Applied", wait.toHeader());
        }
        return answer.body(RevocationAnswer.of(id, List.of(target), effect, reason, false, publication));
    }

    @GetMapping("/{id}")
    RevocationAnswer read(@PathVariable String id) {
        readYourWrites.await();
        RevocationRecord revocation =
                readModel.revocation(id).orElseThrow(() -> ProblemType.REVOCATION_NOT_FOUND.because("Check the id."));
        return RevocationAnswer.of(
                revocation.id(),
                revocation.targets(),
                revocation.effect(),
                revocation.reason(),
                revocation.liftedAtPosition() != null,
                publications.now(revocation.position(), revocation.acceptedAt()));
    }
}
