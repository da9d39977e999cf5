package dev.edgepass.issuer.media;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.MimeType;
import org.springframework.util.unit.DataSize;

/**
 * {@code edgepass.media}.
 *
 * @param uploads who may ask for upload URLs, always within the paths that the login may see
 * @param maxUploadBytes of one object; R2 takes no more than 5 GiB less 5 MiB in one PUT
 * @param maxUploadExpiry the longest life of an upload URL
 * @param uploadContentTypes media types that may be uploaded, ranges such as {@code image/*} included
 */
@ConfigurationProperties("edgepass.media")
record MediaSettings(
        @DefaultValue("paths") Uploads uploads,
        @DefaultValue("5115MB") DataSize maxUploadBytes,
        @DefaultValue("PT1H") Duration maxUploadExpiry,

        @DefaultValue({
            "image/*",
            "video/*",
            "audio/*",
            "application/pdf",
            "application/zip",
            "application/dash+xml",
            "application/vnd.apple.mpegurl",
            "text/plain",
            "text/vtt"
        })
        List<MimeType> uploadContentTypes) {
    private static final DataSize R2_PUT = DataSize.ofMegabytes(5 * 1024 - 5);

    /** Who uploads. */
    enum Uploads {
        /** Every login, to the paths that it may see. */
        PATHS,
        /** Admins only. */
        ADMINS,
        /** Nobody. */
        OFF
    }

    MediaSettings {
        if (maxUploadBytes.toBytes() < 1 || maxUploadBytes.compareTo(R2_PUT) > 0) {
            throw new IllegalArgumentException("edgepass.media.max-upload-bytes: " + maxUploadBytes.toBytes()
                    + " (expected: 1 to " + R2_PUT.toBytes() + ", what R2 takes in one PUT)");
        }
        uploadContentTypes = List.copyOf(uploadContentTypes);
    }

    boolean allows(MimeType type) {
        return uploadContentTypes.stream().anyMatch(allowed -> allowed.includes(type));
    }
}
