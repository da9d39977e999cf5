package dev.edgepass.issuer.sharelink.closing;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.edgepass.issuer.feed.PreferWait;
import dev.edgepass.issuer.feed.Publication;
import dev.edgepass.issuer.feed.Publications;
import dev.edgepass.issuer.identity.Caller;
import dev.edgepass.issuer.sharelink.ShareLinkController;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /share-links/revoke}: many links are closed at once. */
@RestController
@RequestMapping(ShareLinkController.PATH)
class ClosingController {
    private static final int SHOWN = 20;

    private final Closings closings;
    private final Publications publications;

    /**
     * The answer: that of a revocation.
     *
     * @param ids the first of them
     * @param more whether the call has to be repeated for the rest
     */
    record Closed(
            int count,
            List<String> ids,
            boolean more,
            @JsonUnwrapped Publication publication) {}

    ClosingController(Closings closings, Publications publications) {
        this.closings = closings;
        this.publications = publications;
    }

    @PostMapping("/revoke")
    ResponseEntity<Closed> close(
            @RequestBody ClosingRequest request,
            @RequestHeader(name = "Prefer", required = false) @Nullable String prefer,
            @AuthenticationPrincipal Caller caller) {
        PreferWait wait = PreferWait.of(prefer);
        Closings.Closed closed = closings.close(request.parse(caller), caller);
        Publication publication = publications.await(closed.written(), wait.patience());
        List<String> shown = closed.ids().stream().limit(SHOWN).toList();
        return ShareLinkController.answer(
                publication, wait, new Closed(closed.ids().size(), shown, closed.more(), publication));
    }
}
