package dev.edgepass.issuer.sharelink.viewer;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.edgepass.issuer.feed.PreferWait;
import dev.edgepass.issuer.feed.Publication;
import dev.edgepass.issuer.feed.Publications;
import dev.edgepass.issuer.identity.Caller;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.issuer.sharelink.ShareLinkController;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /share-links/{id}/viewers}: who is in, and out with them. */
@RestController
@RequestMapping(ShareLinkController.PATH + "/{id}/viewers")
class ViewerController {
    private static final int MAX_LIMIT = 200;

    private final Viewers viewers;
    private final Publications publications;

    /** The answer where a viewer was removed: that of a revocation. */
    record Removed(String subject, @JsonUnwrapped Publication publication) {}

    /** The answer where a viewer's views are erased. */
    record Erasing(Publication.State state) {}

    ViewerController(Viewers viewers, Publications publications) {
        this.viewers = viewers;
        this.publications = publications;
    }

    @GetMapping
    Viewers.Page list(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit,
            @AuthenticationPrincipal Caller caller) {
        if (limit < 1 || limit > MAX_LIMIT) {
            throw ProblemType.invalid("limit", limit + " (expected: 1 to " + MAX_LIMIT + ")");
        }
        return viewers.page(id, cursor, limit, caller);
    }

    @DeleteMapping("/{subject}")
    ResponseEntity<Removed> remove(
            @PathVariable String id,
            @PathVariable String subject,
            @RequestHeader(name = "Prefer", required = false) @Nullable String prefer,
            @AuthenticationPrincipal Caller caller) {
        PreferWait wait = PreferWait.of(prefer);
        Publication publication = publications.await(viewers.remove(id, subject, caller), wait.patience());
        return ShareLinkController.answer(publication, wait, new Removed(subject, publication));
    }

    /** What was counted of a viewer goes; the log has that it was asked for, and the counts are gone once the projection has it. */
    @DeleteMapping("/{subject}/views")
    ResponseEntity<Erasing> eraseViews(
            @PathVariable String id, @PathVariable String subject, @AuthenticationPrincipal Caller caller) {
        viewers.eraseViews(id, subject, caller);
        return ResponseEntity.accepted().body(new Erasing(Publication.State.ACCEPTED));
    }
}
