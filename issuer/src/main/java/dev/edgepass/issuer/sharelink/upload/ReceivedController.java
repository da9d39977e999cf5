package dev.edgepass.issuer.sharelink.upload;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.edgepass.issuer.identity.Caller;
import dev.edgepass.issuer.media.UploadPermission;
import dev.edgepass.issuer.sharelink.ShareLinkController;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /share-links/{id}/received}: what came by an upload link and waits, for the link's owner. */
@RestController
@RequestMapping(ShareLinkController.PATH + "/{id}/received")
class ReceivedController {
    /** Each is looked into and copied, one after the other. */
    private static final int MOST = 20;

    private final UploadPermission permission;
    private final ReceivedFiles files;

    /**
     * @param contentType that its name gives it; whether it is one, an acceptance finds out
     * @param uploader as they called themselves; absent where they didn't
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ReceivedFile(
            String id,
            String name,
            long size,
            String contentType,
            @Nullable String uploader,
            Instant receivedAt) {}

    /**
     * @param unfinished number of files that are on their way
     * @param next cursor of the next page
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Received(
            List<ReceivedFile> files,
            long unfinished,
            @Nullable String next) {}

    /**
     * @param files ids, 1 to 20
     * @param overwrite whether objects of the same names are replaced; missing is false
     */
    record AcceptRequest(
            @Nullable List<@Nullable String> files,
            @Nullable Boolean overwrite) {}

    /** @param files ids, 1 to 20 */
    record RejectRequest(@Nullable List<@Nullable String> files) {}

    record DownloadUrl(String url, Instant expiresAt) {
        /** Without the URL: its holder may read the file. */
        @Override
        public String toString() {
            return "DownloadUrl[" + expiresAt + "]";
        }
    }

    ReceivedController(UploadPermission permission, ReceivedFiles files) {
        this.permission = permission;
        this.files = files;
    }

    @GetMapping
    ResponseEntity<Received> list(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String cursor,
            @AuthenticationPrincipal Caller caller) {
        permission.requireQuarantine();
        ReceivedFiles.Page page = files.list(id, cursor == null ? null : UploaderRequest.id("cursor", cursor), caller);
        List<ReceivedFile> shown = page.files().stream()
                .map(file -> new ReceivedFile(
                        file.id(),
                        file.words().name(),
                        file.size(),
                        FileType.named(file.words().name()),
                        file.words().uploader(),
                        file.receivedAt()))
                .toList();
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new Received(shown, page.unfinished(), page.next()));
    }

    @PostMapping("/accept")
    ReceivedFiles.Outcome accept(
            @PathVariable String id, @RequestBody AcceptRequest request, @AuthenticationPrincipal Caller caller) {
        permission.require(caller);
        return files.accept(
                id,
                UploaderRequest.ids("files", request.files(), MOST),
                Boolean.TRUE.equals(request.overwrite()),
                caller);
    }

    @PostMapping("/reject")
    ResponseEntity<Void> reject(
            @PathVariable String id, @RequestBody RejectRequest request, @AuthenticationPrincipal Caller caller) {
        permission.requireQuarantine();
        files.reject(id, UploaderRequest.ids("files", request.files(), MOST), caller);
        return ResponseEntity.noContent().build();
    }

    @PostMapping("/{file}/download-url")
    ResponseEntity<DownloadUrl> downloadUrl(
            @PathVariable String id, @PathVariable String file, @AuthenticationPrincipal Caller caller) {
        permission.requireQuarantine();
        Quarantine.Signed signed = files.download(id, UploaderRequest.id("file", file), caller);
        return ResponseEntity.status(HttpStatus.CREATED)
                .cacheControl(CacheControl.noStore())
                .body(new DownloadUrl(signed.url(), signed.expiresAt()));
    }
}
