package dev.edgepass.issuer.identity;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.edgepass.issuer.R2Settings;
import dev.edgepass.issuer.notice.NoticeDestinations;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /me}: what a login is to this service, so that a page offers nothing that the login may not do. */
@RestController
class CallerController {
    /**
     * @param subject as the app's identity provider has it
     * @param roles {@code admin}, {@code auditor}, or none
     * @param mayChange whether the login may make anything, or change what is its own
     * @param notices names of the operator's destinations for notices, one of which a link may have
     * @param uploadLinks whether this system has upload links
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Me(
            String subject,
            @Nullable String tenant,
            List<String> roles,
            boolean mayChange,
            List<String> notices,
            boolean uploadLinks) {}

    private final NoticeDestinations destinations;
    private final boolean uploadLinks;

    CallerController(NoticeDestinations destinations, R2Settings r2) {
        this.destinations = destinations;
        this.uploadLinks = r2.quarantineBucket() != null;
    }

    @GetMapping("/api/v1/media/me")
    ResponseEntity<Me> me(@AuthenticationPrincipal Caller caller) {
        List<String> roles = caller.roles().stream()
                .map(role -> role.name().toLowerCase(Locale.ROOT))
                .sorted()
                .toList();
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new Me(
                        caller.subject(),
                        caller.tenant(),
                        roles,
                        caller.mayChange(),
                        destinations.names(),
                        uploadLinks));
    }
}
