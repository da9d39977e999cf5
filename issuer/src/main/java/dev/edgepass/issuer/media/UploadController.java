package dev.edgepass.issuer.media;

import dev.edgepass.issuer.identity.Caller;
import dev.edgepass.issuer.identity.PathPolicy;
import dev.edgepass.issuer.identity.Role;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.token.Scope;
import java.time.Duration;
import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /upload-urls}: where the caller puts objects. */
@RestController
class UploadController {
    private final PathPolicy policy;
    private final MediaSettings settings;
    private final UploadUrls urls;

    /** In the order of the request. */
    record UploadAnswer(List<UploadUrls.UploadUrl> uploads) {}

    UploadController(PathPolicy policy, MediaSettings settings, UploadUrls urls) {
        this.policy = policy;
        this.settings = settings;
        this.urls = urls;
    }

    @PostMapping("/api/v1/media/upload-urls")
    ResponseEntity<UploadAnswer> create(@RequestBody UploadRequest request, @AuthenticationPrincipal Caller caller) {
        requireUploader(caller);
        List<Upload> uploads = request.parse(settings);
        Duration expiry = request.expiry(settings);
        List<Scope> keys =
                uploads.stream().map(upload -> new Scope(upload.key().value())).toList();
        policy.visibleTo(caller, keys).firstHidden(keys).ifPresent(hidden -> {
            throw ProblemType.PATH_NOT_ALLOWED.because(
                    "This login doesn't open " + hidden + ". Upload to a path inside of those it names.");
        });
        return ResponseEntity.status(HttpStatus.CREATED)
                .cacheControl(CacheControl.noStore())
                .body(new UploadAnswer(uploads.stream()
                        .map(upload -> urls.sign(upload, expiry))
                        .toList()));
    }

    private void requireUploader(Caller caller) {
        switch (settings.uploads()) {
            case PATHS -> {}
            case ADMINS -> {
                if (!caller.is(Role.ADMIN)) {
                    throw ProblemType.FORBIDDEN.because("Only admins upload here.");
                }
            }
            case OFF -> throw ProblemType.FORBIDDEN.because("Uploads are turned off.");
        }
    }
}
