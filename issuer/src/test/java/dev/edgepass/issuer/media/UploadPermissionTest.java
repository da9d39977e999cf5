package dev.edgepass.issuer.media;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.issuer.R2Settings;
import dev.edgepass.issuer.identity.Caller;
import dev.edgepass.issuer.identity.Role;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class UploadPermissionTest {
    private static final Caller USER = new Caller("anna", null, List.of("in/"), Set.of());
    private static final Caller ADMIN = new Caller("boss", null, List.of("*"), Set.of(Role.ADMIN));

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " "})
    void without_a_quarantine_there_are_no_upload_links(@Nullable String bucket) {
        UploadPermission permission = permission(MediaSettings.Uploads.PATHS, bucket);

        assertThatThrownBy(() -> permission.require(ADMIN)).hasMessageStartingWith("uploads-not-configured");
        assertThatThrownBy(permission::requireQuarantine).hasMessageStartingWith("uploads-not-configured");
        permission.requireUploader(USER);
    }

    @Test
    void who_may_upload_may_have_others_send_files() {
        permission(MediaSettings.Uploads.PATHS, "quarantine").require(USER);
        permission(MediaSettings.Uploads.ADMINS, "quarantine").require(ADMIN);

        UploadPermission admins = permission(MediaSettings.Uploads.ADMINS, "quarantine");
        UploadPermission off = permission(MediaSettings.Uploads.OFF, "quarantine");
        assertThatThrownBy(() -> admins.require(USER)).hasMessageStartingWith("forbidden");
        assertThatThrownBy(() -> off.require(ADMIN)).hasMessageStartingWith("forbidden");
    }

    @ParameterizedTest
    @ValueSource(strings = {"media", "feed"})
    void a_bucket_that_the_worker_reads_is_no_quarantine(String bucket) {
        assertThatThrownBy(() -> permission(MediaSettings.Uploads.PATHS, bucket))
                .hasMessageContaining("edgepass.r2.quarantine-bucket");
    }

    private static UploadPermission permission(MediaSettings.Uploads uploads, @Nullable String bucket) {
        return new UploadPermission(
                new MediaSettings(uploads, DataSize.ofMegabytes(1), Duration.ofHours(1), List.of("image/*")),
                new R2Settings(URI.create("https://r2.example"), "id", "secret", "media", "feed", bucket));
    }
}
