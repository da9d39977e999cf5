package dev.edgepass.thumbnails.decode;

import com.drew.imaging.ImageMetadataReader;
import com.drew.imaging.ImageProcessingException;
import com.drew.metadata.exif.ExifIFD0Directory;
import java.awt.geom.AffineTransform;
import java.io.File;
import java.io.IOException;

/**
 * How a camera was held: EXIF's tag Orientation (CIPA DC-008, section 4.6.4).
 *
 * @param value 1 to 8
 */
record Orientation(int value) {
    static final Orientation UPRIGHT = new Orientation(1);

    /** That of the file; upright where it says nothing, or nonsense. */
    static Orientation of(File file) throws IOException {
        try {
            for (ExifIFD0Directory directory :
                    ImageMetadataReader.readMetadata(file).getDirectoriesOfType(ExifIFD0Directory.class)) {
                Integer value = directory.getInteger(ExifIFD0Directory.TAG_ORIENTATION);
                if (value != null && value >= 1 && value <= 8) {
                    return new Orientation(value);
                }
            }
        } catch (ImageProcessingException | RuntimeException e) {
            // The pixels decide whether it is an image.
        }
        return UPRIGHT;
    }

    /** Whether width and height change places. */
    boolean isSideways() {
        return value >= 5;
    }

    /** Brings an image of this width and height upright. */
    AffineTransform transform(int width, int height) {
        return switch (value) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, width, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, width, height);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, height);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, height, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, height, width);
            case 8 -> new AffineTransform(0, -1, 1, 0, 0, width);
            default -> new AffineTransform();
        };
    }
}
