package dev.edgepass.issuer.revocation;

import dev.edgepass.event.Effect;
import dev.edgepass.event.Target;
import dev.edgepass.issuer.feed.PreferWait;
import dev.edgepass.issuer.feed.Publication;
import dev.edgepass.issuer.feed.Publications;
import dev.edgepass.issuer.identity.Caller;
import dev.edgepass.issuer.limit.Room;
import dev.edgepass.issuer.limit.Rooms;
import dev.edgepass.issuer.media.ObjectCount;
import dev.edgepass.issuer.media.ObjectCounter;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.issuer.token.OpaqueSubject;
import dev.edgepass.readmodel.RevocationRecord;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /revocations}: access is revoked, and granted again, by one event on the log. Revoking needs neither Redis nor R2. */
@RestController
@RequestMapping(RevocationController.PATH)
class RevocationController {
    static final String PATH = "/api/v1/media/revocations";
    private static final int MAX_LIMIT = 200;

    /** How long an answer waits for the number of objects once it has all else. */
    private static final Duration COUNT_PATIENCE = Duration.ofSeconds(2);

    private final Revocations revocations;
    private final Lifts lifts;
    private final DryRun dryRun;
    private final Publications publications;
    private final ObjectCounter objects;
    private final OpaqueSubject subjects;
    private final Rooms rooms;

    RevocationController(
            Revocations revocations,
            Lifts lifts,
            DryRun dryRun,
            Publications publications,
            ObjectCounter objects,
            OpaqueSubject subjects,
            Rooms rooms) {
        this.revocations = revocations;
        this.lifts = lifts;
        this.dryRun = dryRun;
        this.publications = publications;
        this.objects = objects;
        this.subjects = subjects;
        this.rooms = rooms;
    }

    @PostMapping
    ResponseEntity<? extends Record> create(
            @RequestBody RevocationRequest request,
            @RequestParam(name = "dryRun", required = false) @Nullable String preview,
            @RequestHeader(name = "Prefer", required = false) @Nullable String prefer,
            @AuthenticationPrincipal Caller caller) {
        List<Target> targets = request.parseTargets(subjects, caller.tenant());
        Effect effect = request.parseEffect(targets);
        String reason = request.parseReason();
        if (Boolean.TRUE.equals(flag("dryRun", preview))) {
            return ResponseEntity.ok(preview(targets, effect));
        }
        PreferWait wait = PreferWait.of(prefer);
        Revocations.Made made = revocations.revoke(targets, effect, reason, caller);
        RevocationRecord revocation = made.revocation();
        CompletableFuture<Optional<ObjectCount>> count = objects.count(targets);
        Publication publication = publications.await(made.written(), wait.patience());
        ObjectCount counted = within(shorter(wait.patience(), COUNT_PATIENCE), count);
        return answer(publication.isPublished() ? HttpStatus.CREATED : HttpStatus.ACCEPTED, wait)
                .location(URI.create(PATH + "/" + revocation.id()))
                .body(RevocationAnswer.of(revocation, true, publication, null, counted));
    }

    /** In a room of its own: it takes up to 25 s, and a revocation doesn't wait for that. */
    private DryRunAnswer preview(List<Target> targets, Effect effect) {
        if (!rooms.move(Room.PREVIEW)) {
            throw ProblemType.OVERLOADED.because(
                    "Too many previews are under way, of yours or of all. Try again shortly.");
        }
        CompletableFuture<Optional<ObjectCount>> count = objects.count(targets);
        DryRun.Result result = dryRun.of(targets, effect);
        return DryRunAnswer.of(targets.size(), effect, result, within(COUNT_PATIENCE, count));
    }

    @GetMapping
    Revocations.Page list(
            @RequestParam(required = false) @Nullable String active,
            @RequestParam(required = false) @Nullable Long cursor,
            @RequestParam(defaultValue = "50") int limit) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw ProblemType.invalid("limit", limit + " (expected: 1 to " + MAX_LIMIT + ")");
        }
        return revocations.list(flag("active", active), cursor == null ? Long.MAX_VALUE : cursor, limit);
    }

    @GetMapping("/{id}")
    RevocationAnswer read(@PathVariable String id) {
        return revocations.read(id);
    }

    @DeleteMapping("/{id}")
    ResponseEntity<LiftAnswer> lift(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String all,
            @RequestHeader(name = "Prefer", required = false) @Nullable String prefer,
            @AuthenticationPrincipal Caller caller) {
        PreferWait wait = PreferWait.of(prefer);
        Lifts.Lifted lifted = lifts.lift(id, Boolean.TRUE.equals(flag("all", all)), caller);
        Publication publication = publications.await(lifted.written(), wait.patience());
        return answer(publication.isPublished() || lifted.before() ? HttpStatus.OK : HttpStatus.ACCEPTED, wait)
                .body(LiftAnswer.of(lifted, publication));
    }

    private static ResponseEntity.BodyBuilder answer(HttpStatus status, PreferWait wait) {
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(status);
        wait.tell(answer::header);
        return answer;
    }

    private static @Nullable Boolean flag(String name, @Nullable String value) {
        if (value == null) {
            return null;
        }
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> throw ProblemType.invalid(name, "neither of the two (expected: true or false)");
        };
    }

    /** Null where there is no number, or not within {@code patience}: an answer never waits longer for it. */
    private static @Nullable ObjectCount within(Duration patience, CompletableFuture<Optional<ObjectCount>> count) {
        return count.completeOnTimeout(Optional.empty(), patience.toMillis(), TimeUnit.MILLISECONDS)
                .join()
                .orElse(null);
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
