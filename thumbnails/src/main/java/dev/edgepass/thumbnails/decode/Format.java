package dev.edgepass.thumbnails.decode;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a file is by its first bytes: neither its name nor its stored type is trusted. So a playlist, an SVG or an archive never reaches a decoder. */
public enum Format {
    JPEG(Kind.IMAGE),
    PNG(Kind.IMAGE),
    GIF(Kind.IMAGE),
    WEBP(Kind.IMAGE),
    HEIF(Kind.HEIF),
    /** MP4, QuickTime, 3GPP. */
    MOV(Kind.VIDEO),
    /** Matroska and WebM. */
    MATROSKA(Kind.VIDEO),
    AVI(Kind.VIDEO),
    OGG(Kind.VIDEO);

    /** Bytes that {@link #of} looks at. */
    public static final int PREFIX = 16;

    private static final Set<String> HEIF_BRANDS =
            Set.of("heic", "heix", "heim", "heis", "mif1", "msf1", "hevc", "hevx");

    private final Kind kind;

    /** Who decodes it. */
    public enum Kind {
        IMAGE,
        HEIF,
        VIDEO
    }

    Format(Kind kind) {
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** The format of a file that begins with these bytes; null where it is none of these. */
    public static @Nullable Format of(byte[] head) {
        String text = new String(head, StandardCharsets.ISO_8859_1);
        if (text.startsWith("\u00ff\u00d8\u00ff")) {
            return JPEG;
        }
        if (text.startsWith("\u0089PNG\r\n\u001a\n")) {
            return PNG;
        }
        if (text.startsWith("GIF87a") || text.startsWith("GIF89a")) {
            return GIF;
        }
        if (text.startsWith("RIFF")) {
            return text.startsWith("WEBP", 8) ? WEBP : text.startsWith("AVI ", 8) ? AVI : null;
        }
        if (text.startsWith("ftyp", 4) && text.length() >= 12) {
            String brand = text.substring(8, 12);
            // AVIF is neither: what decodes it isn't allowed here.
            return brand.startsWith("avi") ? null : HEIF_BRANDS.contains(brand) ? HEIF : MOV;
        }
        if (text.startsWith("\u001aE\u00df\u00a3")) {
            return MATROSKA;
        }
        return text.startsWith("OggS") ? OGG : null;
    }
}
