package dev.edgepass.thumbnails.decode;

import com.luciad.imageio.webp.CompressionType;
import com.luciad.imageio.webp.WebPWriteParam;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Iterator;
import java.util.Locale;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;

/**
 * Makes the thumbnail of one image: the first frame, upright, in WebP. Readers are Java's own and TwelveMonkeys', by name: the native one of libwebp, which the writer
 * brings along, sees only pixels that were decoded here.
 */
final class ImageDecode {
    private static final float QUALITY = 0.78f;

    static {
        // No files beside the target.
        ImageIO.setUseCache(false);
    }

    private ImageDecode() {}

    /**
     * @param upright whether what EXIF says of the source has been heeded already
     * @throws RefusedImage where there is none to be made
     * @throws IOException where the target can't be written
     */
    static void run(File source, File target, boolean upright) throws RefusedImage, IOException {
        Files.write(target.toPath(), webp(source, upright));
    }

    private static byte[] webp(File source, boolean upright) throws RefusedImage {
        try {
            Format format = format(source);
            // A PNG's text may be a bomb, and its cameras are few.
            boolean asked = !upright && (format == Format.JPEG || format == Format.WEBP);
            Orientation orientation = asked ? Orientation.of(source) : Orientation.UPRIGHT;
            return encoded(scaled(read(source, format), orientation));
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw new RefusedImage(Reason.MALFORMED);
        }
    }

    private static Format format(File source) throws IOException, RefusedImage {
        try (FileInputStream in = new FileInputStream(source)) {
            Format format = Format.of(in.readNBytes(Format.PREFIX));
            if (format == null || format.kind() != Format.Kind.IMAGE) {
                throw new RefusedImage(Reason.UNSUPPORTED);
            }
            return format;
        }
    }

    private static BufferedImage read(File source, Format format) throws IOException, RefusedImage {
        ImageReader reader = reader(format);
        try (ImageInputStream in = ImageIO.createImageInputStream(source)) {
            reader.setInput(in, true, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            if (width < 1 || height < 1) {
                throw new RefusedImage(Reason.MALFORMED);
            }
            if ((long) width * height > Limits.PIXELS) {
                throw new RefusedImage(Reason.TOO_MANY_PIXELS);
            }
            ImageReadParam param = reader.getDefaultReadParam();
            int step = Math.max(1, Math.min(Math.max(width, height) / Limits.READ_SIDE, Math.min(width, height)));
            param.setSourceSubsampling(step, step, 0, 0);
            return reader.read(0, param);
        } finally {
            reader.dispose();
        }
    }

    private static ImageReader reader(Format format) throws RefusedImage {
        boolean own = format == Format.PNG || format == Format.GIF;
        String from = own ? "com.sun.imageio." : "com.twelvemonkeys.imageio.";
        Iterator<ImageReader> readers =
                ImageIO.getImageReadersByFormatName(format.name().toLowerCase(Locale.ROOT));
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            if (reader.getClass().getName().startsWith(from)) {
                return reader;
            }
        }
        throw new RefusedImage(Reason.NO_TOOL);
    }

    /** Halved until the last step is less than a halving: each pixel counts. */
    private static BufferedImage scaled(BufferedImage image, Orientation orientation) {
        double factor = Math.min(1, (double) Limits.SIDE / Math.max(image.getWidth(), image.getHeight()));
        int width = Math.max(1, (int) Math.round(image.getWidth() * factor));
        int height = Math.max(1, (int) Math.round(image.getHeight() * factor));
        int type = image.getColorModel().hasAlpha() ? BufferedImage.TYPE_INT_ARGB : BufferedImage.TYPE_INT_RGB;
        BufferedImage now = image;
        while (now.getWidth() >= 2 * width && now.getHeight() >= 2 * height) {
            now = drawn(now, now.getWidth() / 2, now.getHeight() / 2, type);
        }
        now = drawn(now, width, height, type);
        boolean sideways = orientation.isSideways();
        BufferedImage turned = new BufferedImage(sideways ? height : width, sideways ? width : height, type);
        Graphics2D graphics = turned.createGraphics();
        graphics.drawImage(now, orientation.transform(width, height), null);
        graphics.dispose();
        return turned;
    }

    private static BufferedImage drawn(BufferedImage image, int width, int height, int type) {
        BufferedImage drawn = new BufferedImage(width, height, type);
        Graphics2D graphics = drawn.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(image, 0, 0, width, height, null);
        graphics.dispose();
        return drawn;
    }

    /** In WebP. */
    static byte[] encoded(BufferedImage image) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("webp").next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            WebPWriteParam param = (WebPWriteParam) writer.getDefaultWriteParam();
            param.setCompressionType(CompressionType.Lossy);
            param.setCompressionQuality(QUALITY);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), param);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
