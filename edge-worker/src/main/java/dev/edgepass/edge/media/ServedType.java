package dev.edgepass.edge.media;

import dev.edgepass.encoding.MalformedException;
import dev.edgepass.media.MediaType;
import org.jspecify.annotations.Nullable;

/**
 * A media type as a client is told it. Uploaded documents must not run scripts in the media's origin, where they could read the viewer's token from their own
 * URL. So whatever isn't known to run none is served with {@code Content-Security-Policy: sandbox}: a type unknown today, a parameter that nothing here needs.
 *
 * @param contentType the value of {@code Content-Type}: as it was stored, where that is one media type for every reader; else {@code application/octet-stream}
 * @param scriptFree whether no browser runs scripts in such a document
 */
public record ServedType(String contentType, boolean scriptFree) {
    private static final ServedType UNKNOWN = new ServedType("application/octet-stream", false);

    private static final String SCRIPT_FREE =
            " image/apng image/avif image/bmp image/gif image/heic image/heif image/jpeg"
                    + " image/jxl image/png image/tiff image/vnd.microsoft.icon image/webp image/x-icon"
                    + " video/3gpp video/iso.segment video/mp2t video/mp4 video/mpeg video/ogg video/quicktime video/webm"
                    + " video/x-matroska video/x-msvideo audio/aac audio/flac audio/mp4 audio/mpeg audio/ogg audio/wav audio/webm"
                    + " audio/x-m4a audio/x-wav text/csv text/plain text/vtt application/json"
                    + " application/pdf application/vnd.apple.mpegurl application/x-mpegurl application/zip ";

    /**
     * @param stored what the object was stored with, or null
     */
    static ServedType of(@Nullable String stored) {
        if (stored == null) {
            return UNKNOWN;
        }
        MediaType type;
        try {
            type = MediaType.parse(stored);
        } catch (MalformedException e) {
            return UNKNOWN;
        }
        // Its parts would bring header fields of their own.
        return type.type().equals("multipart") ? UNKNOWN : new ServedType(stored, isScriptFree(type));
    }

    private static boolean isScriptFree(MediaType type) {
        for (MediaType.Parameter parameter : type.parameters()) {
            String name = parameter.name();
            // A reader that splits at commas inside of quotes finds no other type there.
            if (!name.equals("charset") && !name.equals("codecs")
                    || parameter.value().indexOf('/') >= 0) {
                return false;
            }
        }
        return SCRIPT_FREE.indexOf(' ' + type.essence() + ' ') >= 0;
    }
}
