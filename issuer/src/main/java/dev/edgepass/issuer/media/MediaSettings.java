package dev.edgepass.issuer.media;

import dev.edgepass.media.MediaType;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * {@code edgepass.media}.
 *
 * @param uploads who may ask for upload URLs, always within the paths that the login may see
 * @param maxUploadBytes largest size of one object, such as 500MB; 5115MB at most, since R2 takes no more in one PUT
 * @param maxUploadExpiry longest life of an upload URL
 * @param uploadContentTypes media types that may be uploaded, and ranges such as image/*
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
            "application/x-zip-compressed",
            "application/dash+xml",
            "application/vnd.apple.mpegurl",
            "application/x-mpegurl",
            "application/x-subrip",
            "application/octet-stream",
            "text/plain",
            "text/vtt"
        })
        List<String> uploadContentTypes) {
    private static final Pattern RANGE =
            Pattern.compile("\\*/\\*|[a-z0-9][a-z0-9!#$&^_.+-]*/(\\*|[a-z0-9][a-z0-9!#$&^_.+-]*)");
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
        uploadContentTypes = uploadContentTypes.stream()
                .map(range -> range.toLowerCase(Locale.ROOT))
                .toList();
        for (String range : uploadContentTypes) {
            if (!RANGE.matcher(range).matches()) {
                throw new IllegalArgumentException("edgepass.media.upload-content-types: '" + range
                        + "' (expected: a media type without parameters, or a range such as image/*)");
            }
        }
    }

    /** Whatever parameters it has. */
    boolean allows(MediaType type) {
        return uploadContentTypes.contains(type.essence())
                || uploadContentTypes.contains(type.type() + "/*")
                || uploadContentTypes.contains("*/*");
    }
}
