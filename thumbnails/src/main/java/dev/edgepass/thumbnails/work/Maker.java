package dev.edgepass.thumbnails.work;

import dev.edgepass.thumbnails.decode.Format;
import dev.edgepass.thumbnails.decode.Limits;
import dev.edgepass.thumbnails.decode.Reason;
import dev.edgepass.thumbnails.decode.RefusedImage;
import dev.edgepass.thumbnails.process.Converter;
import dev.edgepass.thumbnails.process.Decoder;
import dev.edgepass.thumbnails.process.Scratch;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Makes the thumbnail of one object and puts it beside it. For one thread. */
final class Maker {
    /** Of a video: an end of it. */
    static final int END = 16 << 20;

    private final Bucket bucket;
    private final Decoder decoder;
    private final Converter converter;
    private final Scratch scratch;

    Maker(Bucket bucket, Decoder decoder, Converter converter, Scratch scratch) {
        this.bucket = bucket;
        this.decoder = decoder;
        this.converter = converter;
        this.scratch = scratch;
    }

    /**
     * Tells whether it was made: false where the object or its thumbnail has changed meanwhile.
     *
     * @param seen the ETag of the thumbnail that it replaces; null where there is none
     * @throws RefusedImage where none can be made
     */
    boolean make(Bucket.Entry source, String thumbnailKey, @Nullable String seen)
            throws RefusedImage, IOException, InterruptedException {
        Path folder = scratch.fresh();
        Path original = folder.resolve("original");
        Path webp = folder.resolve("thumbnail.webp");
        try {
            if (!fetch(source, original)) {
                return false;
            }
            Format format = format(original);
            if (format.kind() == Format.Kind.IMAGE) {
                decoder.decode(original, webp, false);
            } else {
                Path frames = Files.createDirectory(folder.resolve("frames"));
                decoder.decode(converter.convert(original, format, frames), webp, true);
            }
            // One that was replaced between the fetch and the put is made again.
            return bucket.put(thumbnailKey, webp, source.etag(), seen)
                    && bucket.head(source.key())
                            .filter(now -> now.etag().equals(source.etag()))
                            .isPresent();
        } finally {
            scratch.close();
        }
    }

    /** A large file is fetched only where it may be a video, of which the ends are enough. */
    private boolean fetch(Bucket.Entry source, Path original) throws RefusedImage, IOException {
        if (source.size() <= 2L * END) {
            return bucket.fetch(source, original);
        }
        if (!bucket.fetchEnds(source, END, original)) {
            return false;
        }
        if (format(original).kind() == Format.Kind.VIDEO) {
            return true;
        }
        if (source.size() > Limits.IMAGE_BYTES) {
            throw new RefusedImage(Reason.TOO_MANY_BYTES);
        }
        return bucket.fetch(source, original);
    }

    private static Format format(Path file) throws RefusedImage, IOException {
        try (InputStream in = Files.newInputStream(file)) {
            Format format = Format.of(in.readNBytes(Format.PREFIX));
            if (format == null) {
                throw new RefusedImage(Reason.UNSUPPORTED);
            }
            return format;
        }
    }
}
