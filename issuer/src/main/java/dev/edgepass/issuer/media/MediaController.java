package dev.edgepass.issuer.media;

import dev.edgepass.issuer.identity.Caller;
import dev.edgepass.issuer.identity.PathPolicy;
import dev.edgepass.issuer.identity.RequestedPath;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /objects}: what the caller may see. */
@RestController
class MediaController {
    private final PathPolicy policy;
    private final MediaObjects objects;

    MediaController(PathPolicy policy, MediaObjects objects) {
        this.policy = policy;
        this.objects = objects;
    }

    @GetMapping("/api/v1/media/objects")
    MediaObjects.Page list(
            @RequestParam(defaultValue = "") String prefix,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(required = false) @Nullable Integer limit,
            @AuthenticationPrincipal Caller caller) {
        return objects.list(policy.visibleTo(caller), RequestedPath.prefix("prefix", prefix), cursor, limit);
    }
}
