package dev.edgepass.issuer.sharelink;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.edgepass.issuer.feed.PreferWait;
import dev.edgepass.issuer.feed.Publication;
import dev.edgepass.issuer.feed.Publications;
import dev.edgepass.issuer.identity.Caller;
import dev.edgepass.issuer.log.EventLog;
import dev.edgepass.issuer.media.PathCheck;
import dev.edgepass.issuer.sharelink.password.PasswordAttempts;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /share-links/{id}} for those who change one. */
@RestController
@RequestMapping(ShareLinkController.PATH)
class LinkEditController {
    private static final String MERGE_PATCH = "application/merge-patch+json";

    private final LinkEdits edits;
    private final ShareLinks links;
    private final PasswordAttempts attempts;
    private final PathCheck pathCheck;
    private final Publications publications;
    private final Clock clock;

    /**
     * The link with its new terms, and how far they have come.
     *
     * @param link missing where the edit is on the log, and it isn't known yet whether it is in effect
     * @param edit missing where there was nothing to change
     * @param warnings about paths that the edit names
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Edited(
            String id,
            @Nullable ShareLinkView link,
            @Nullable Edit edit,
            @Nullable List<LinkWarning> warnings) {}

    /**
     * @param narrowed whether tokens already out are refused: the publication says from when on
     */
    record Edit(boolean narrowed, @JsonUnwrapped Publication publication) {}

    LinkEditController(
            LinkEdits edits,
            ShareLinks links,
            PasswordAttempts attempts,
            PathCheck pathCheck,
            Publications publications,
            Clock clock) {
        this.edits = edits;
        this.links = links;
        this.attempts = attempts;
        this.pathCheck = pathCheck;
        this.publications = publications;
        this.clock = clock;
    }

    /** Waits for the feed only where tokens already out are revoked. */
    @PatchMapping(
            path = "/{id}",
            consumes = {MERGE_PATCH, MediaType.APPLICATION_JSON_VALUE})
    ResponseEntity<Edited> edit(
            @PathVariable String id,
            @RequestBody LinkPatch patch,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestHeader(name = "Prefer", required = false) @Nullable String prefer,
            @AuthenticationPrincipal Caller caller) {
        PreferWait wait = PreferWait.of(prefer);
        Instant end = clock.instant().plus(wait.patience());
        LinkEdits.Outcome outcome = edits.edit(id, patch, ifMatch, caller, wait.patience());
        ShareLinkView view = outcome.link() == null ? null : links.view(outcome.link());
        EventLog.Written written = outcome.written();
        Publication publication = written == null
                ? null
                : publications.await(written, outcome.narrowed() && view != null ? until(end) : Duration.ZERO);
        boolean done = view != null && (!outcome.narrowed() || publication == null || publication.isPublished());
        ResponseEntity.BodyBuilder answer = ResponseEntity.status(done ? HttpStatus.OK : HttpStatus.ACCEPTED);
        wait.tell(answer::header);
        if (outcome.link() != null) {
            answer.eTag(new LinkVersion(outcome.link().version()).toETag());
        }
        List<LinkWarning> warnings = ShareLinkController.warnings(pathCheck.look(patch.paths()));
        return answer.body(new Edited(
                id,
                view,
                publication == null ? null : new Edit(outcome.narrowed(), publication),
                warnings.isEmpty() ? null : warnings));
    }

    private Duration until(Instant end) {
        Duration left = Duration.between(clock.instant(), end);
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Ends the lock that wrong passwords have brought about. */
    @PostMapping("/{id}/unlock")
    ResponseEntity<Void> unlock(@PathVariable String id, @AuthenticationPrincipal Caller caller) {
        links.findOwn(id, caller);
        attempts.unlock(id);
        return ResponseEntity.noContent().build();
    }
}
