package dev.edgepass.issuer.sharelink.upload;

import dev.edgepass.issuer.media.UploadPermission;
import dev.edgepass.media.MediaType;
import dev.edgepass.media.MediaTypes;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MediaTypeRegistry;
import org.apache.tika.mime.MimeTypes;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Whether a file is what its name says: the type of the name's ending against the one that its first bytes have. Thread-safe. */
@Component
class FileType {
    private static final String UNKNOWN = "application/octet-stream";

    /**
     * What runs somewhere, or is a page with scripts, when it is opened. Only a name that says so may have it. First bytes don't tell all of that: a JAR is a ZIP by them, an installer (MSI) an Office file, and a script without a first
     * line of its own (JavaScript, VBScript, PowerShell) a text.
     */
    private static final Set<String> ACTIVE = Set.of(
            "text/html",
            "application/xhtml+xml",
            "image/svg+xml",
            "application/xslt+xml",
            "text/javascript",
            "application/javascript",
            "text/x-php",
            "text/x-python",
            "text/x-perl",
            "application/x-sh",
            "application/x-bat",
            "application/x-msdownload",
            "application/x-dosexec",
            "application/vnd.microsoft.portable-executable",
            "application/x-elf",
            "application/x-executable",
            "application/x-sharedlib",
            "application/x-object",
            "application/x-mach-o",
            "application/x-mach-o-universal",
            "application/x-mach-o-executable",
            "application/java-vm",
            "application/java-archive",
            "application/x-shockwave-flash",
            "application/postscript",
            "multipart/related");

    private static final Set<String> ISO_MEDIA = Set.of(
            "video/mp4", "video/x-m4v", "video/quicktime", "audio/mp4", "application/mp4", "video/3gpp", "video/3gpp2");
    private static final Set<String> MATROSKA = Set.of("application/x-matroska", "video/x-matroska", "video/webm");
    private static final Set<String> OGG = Set.of(
            "application/ogg", "audio/ogg", "video/ogg", "audio/vorbis", "audio/opus", "audio/speex", "video/theora");
    private static final Set<String> HEIF = Set.of(
            "image/heif", "image/heic", "image/avif", "image/heif-sequence", "image/heic-sequence", "video/quicktime");

    /** What first bytes may be besides the type itself: containers say little, and the detector has other names for some. */
    private static final Map<String, Set<String>> ALSO = Map.ofEntries(
            Map.entry("video/mp4", ISO_MEDIA),
            Map.entry("video/quicktime", ISO_MEDIA),
            Map.entry("video/3gpp", ISO_MEDIA),
            Map.entry("audio/mp4", ISO_MEDIA),
            Map.entry("video/iso.segment", Set.of("video/quicktime", "video/mp4", UNKNOWN)),
            Map.entry("video/x-matroska", MATROSKA),
            Map.entry("video/webm", MATROSKA),
            Map.entry("video/ogg", OGG),
            Map.entry("audio/ogg", OGG),
            Map.entry("image/heic", HEIF),
            Map.entry("image/heif", HEIF),
            Map.entry("image/avif", HEIF),
            Map.entry("audio/aac", Set.of("audio/x-aac")),
            Map.entry("audio/flac", Set.of("audio/x-flac")),
            Map.entry("audio/wav", Set.of("audio/vnd.wave", "audio/x-wav")),
            // The detector doesn't know it.
            Map.entry("video/mp2t", Set.of(UNKNOWN)));

    /** Texts that say so by their ending alone. */
    private static final Set<String> TEXTS = Set.of(
            "text/plain",
            "text/csv",
            "text/vtt",
            "text/css",
            "application/json",
            "application/x-subrip",
            "application/dash+xml",
            "application/vnd.apple.mpegurl");

    private final Predicate<MediaType> allowed;

    @Autowired
    FileType(UploadPermission permission) {
        this(permission::allows);
    }

    /** @param allowed types that may be uploaded at all */
    FileType(Predicate<MediaType> allowed) {
        this.allowed = allowed;
    }

    /** The type that its name gives a file, with parameters. */
    static String named(String name) {
        return MediaTypes.of(name);
    }

    /**
     * Why a file isn't to become media.
     *
     * @param head its first bytes
     * @return for people; empty where it may
     */
    Optional<String> refusal(String name, byte[] head) {
        MediaType named = MediaType.parse(named(name));
        if (!allowed.test(named)) {
            return Optional.of(named.essence() + " may not be uploaded here.");
        }
        String declared = named.essence();
        String found = detect(head);
        boolean agrees = declared.equals(found)
                || !ACTIVE.contains(found)
                        && (declared.equals(UNKNOWN)
                                || ALSO.getOrDefault(declared, Set.of()).contains(found)
                                || TEXTS.contains(declared) && isText(found));
        return agrees
                ? Optional.empty()
                : Optional.of("The name says " + declared + ", and the first bytes say " + found + ".");
    }

    /** Without parameters. */
    static String detect(byte[] head) {
        try {
            return types().detect(new ByteArrayInputStream(head), new Metadata())
                    .getBaseType()
                    .toString();
        } catch (IOException e) {
            throw new UncheckedIOException("bytes in memory can't be read", e);
        }
    }

    private static boolean isText(String found) {
        MediaTypeRegistry registry = types().getMediaTypeRegistry();
        org.apache.tika.mime.MediaType type = org.apache.tika.mime.MediaType.parse(found);
        return TEXTS.contains(found) || registry.isInstanceOf(type, org.apache.tika.mime.MediaType.TEXT_PLAIN);
    }

    /** Read at the first use: it takes a second, and a start needn't wait for it. */
    private static MimeTypes types() {
        return MimeTypes.getDefaultMimeTypes();
    }
}
