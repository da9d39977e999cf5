package dev.edgepass.issuer.media;

import dev.edgepass.issuer.identity.Caller;
import dev.edgepass.issuer.identity.PathPolicy;
import dev.edgepass.issuer.identity.RequestedPath;
import dev.edgepass.issuer.problem.ProblemException;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /folders}: the folders that lie directly in one, for whoever chooses one. */
@RestController
class FolderController {
    private final PathPolicy policy;
    private final MediaFolders folders;

    FolderController(PathPolicy policy, MediaFolders folders) {
        this.policy = policy;
        this.folders = folders;
    }

    /**
     * @param in empty for the bucket itself
     * @throws ProblemException {@code invalid-request}, {@code path-not-allowed}, {@code storage-unavailable}
     */
    @GetMapping("/api/v1/media/folders")
    MediaFolders.Folders list(
            @RequestParam(name = "in", defaultValue = "") String in, @AuthenticationPrincipal Caller caller) {
        return folders.in(RequestedPath.prefix("in", in), policy.visibleTo(caller));
    }
}
