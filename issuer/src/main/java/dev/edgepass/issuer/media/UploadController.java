package dev.edgepass.issuer.media;

import dev.edgepass.issuer.identity.Caller;
import dev.edgepass.issuer.identity.PathPolicy;
import dev.edgepass.issuer.problem.ProblemType;
import dev.edgepass.token.ObjectKey;
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

/** {@code POST /upload-urls}: where the caller puts objects; {@code POST /uploads/complete}: that they are there. */
@RestController
class UploadController {
    private final PathPolicy policy;
    private final UploadPermission permission;
    private final MediaSettings settings;
    private final UploadUrls urls;
    private final UploadsDone done;
    private final ThumbnailNotice notice;

    /** In the order of the request. */
    record UploadAnswer(List<UploadUrls.UploadUrl> uploads) {}

    UploadController(
            PathPolicy policy,
            UploadPermission permission,
            MediaSettings settings,
            UploadUrls urls,
            UploadsDone done,
            ThumbnailNotice notice) {
        this.policy = policy;
        this.permission = permission;
        this.settings = settings;
        this.urls = urls;
        this.done = done;
        this.notice = notice;
    }

    @PostMapping("/api/v1/media/upload-urls")
    ResponseEntity<UploadAnswer> create(@RequestBody UploadRequest request, @AuthenticationPrincipal Caller caller) {
        permission.requireUploader(caller);
        List<Upload> uploads = request.parse(settings);
        Duration expiry = request.expiry(settings);
        requireVisible(caller, uploads.stream().map(Upload::key).toList());
        return ResponseEntity.status(HttpStatus.CREATED)
                .cacheControl(CacheControl.noStore())
                .body(new UploadAnswer(uploads.stream()
                        .map(upload -> urls.sign(upload, expiry))
                        .toList()));
    }

    /** The thumbnails' worker hears of those that are there. */
    @PostMapping("/api/v1/media/uploads/complete")
    ResponseEntity<UploadsDone.Found> complete(
            @RequestBody UploadsDoneRequest request, @AuthenticationPrincipal Caller caller) {
        permission.requireUploader(caller);
        List<ObjectKey> keys = request.parse();
        requireVisible(caller, keys);
        UploadsDone.Found found = done.look(keys);
        notice.of(found.objects().stream().map(UploadsDone.Uploaded::key).toList());
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(found);
    }

    private void requireVisible(Caller caller, List<ObjectKey> keys) {
        List<Scope> scopes = keys.stream().map(key -> new Scope(key.value())).toList();
        policy.visibleTo(caller, scopes).firstHidden(scopes).ifPresent(hidden -> {
            throw ProblemType.PATH_NOT_ALLOWED.because(
                    "This login doesn't open " + hidden + ". Upload to a path inside of those it names.");
        });
    }
}
