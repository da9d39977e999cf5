package dev.edgepass.thumbnails.decode;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.RenderedImage;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Files of all kinds, made when they are asked for: good ones, broken ones, bombs. */
public final class Corpus {
    private Corpus() {}

    /** The left half red, the right half blue, with a green corner at the top left: whichever way it is turned, it is seen. */
    static BufferedImage picture(int width, int height, int type) {
        BufferedImage image = new BufferedImage(width, height, type);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.RED);
        graphics.fillRect(0, 0, width / 2, height);
        graphics.setColor(Color.BLUE);
        graphics.fillRect(width / 2, 0, width - width / 2, height);
        graphics.setColor(Color.GREEN);
        graphics.fillRect(0, 0, width / 4, height / 4);
        graphics.dispose();
        return image;
    }

    public static byte[] jpeg(int width, int height) throws IOException {
        return encoded(picture(width, height, BufferedImage.TYPE_INT_RGB), "jpeg");
    }

    public static byte[] png(int width, int height) throws IOException {
        return encoded(picture(width, height, BufferedImage.TYPE_INT_ARGB), "png");
    }

    static byte[] encoded(RenderedImage image, String format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (!ImageIO.write(image, format, bytes)) {
            throw new IOException("no writer of " + format);
        }
        return bytes.toByteArray();
    }

    /** An EXIF segment that says how the camera was held, right after the start of the image. */
    static byte[] held(byte[] jpeg, int orientation) {
        ByteBuffer segment = ByteBuffer.allocate(36);
        segment.putShort((short) 0xFFE1).putShort((short) 34);
        segment.put("Exif\0\0".getBytes(StandardCharsets.ISO_8859_1));
        segment.put("MM\0*".getBytes(StandardCharsets.ISO_8859_1)).putInt(8);
        segment.putShort((short) 1).putShort((short) 0x0112).putShort((short) 3).putInt(1);
        segment.putShort((short) orientation).putShort((short) 0).putInt(0);
        return inserted(jpeg, segment.array());
    }

    /** A comment. */
    static byte[] commented(byte[] jpeg, String comment) {
        byte[] text = comment.getBytes(StandardCharsets.UTF_8);
        ByteBuffer segment = ByteBuffer.allocate(4 + text.length);
        segment.putShort((short) 0xFFFE).putShort((short) (2 + text.length)).put(text);
        return inserted(jpeg, segment.array());
    }

    private static byte[] inserted(byte[] jpeg, byte[] segment) {
        return ByteBuffer.allocate(jpeg.length + segment.length)
                .put(jpeg, 0, 2)
                .put(segment)
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }

    /** Four inks, pure red: none of cyan and black, all of magenta and yellow; inverted, as Photoshop writes them. */
    static byte[] cmykJpeg(int width, int height) throws IOException {
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, width, height, 4, null);
        int[] row = new int[width * 4];
        for (int x = 0; x < width; x++) {
            row[4 * x] = 255;
            row[4 * x + 3] = 255;
        }
        for (int y = 0; y < height; y++) {
            raster.setPixels(0, y, width, 1, row);
        }
        // TwelveMonkeys' writer would want an image.
        ImageWriter writer = javaWriter();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(raster, null, null), null);
        }
        ByteBuffer adobe = ByteBuffer.allocate(16).putShort((short) 0xFFEE).putShort((short) 14);
        adobe.put("Adobe".getBytes(StandardCharsets.US_ASCII)).putShort((short) 100);
        return inserted(bytes.toByteArray(), adobe.array());
    }

    private static ImageWriter javaWriter() {
        Iterator<ImageWriter> all = ImageIO.getImageWritersByFormatName("jpeg");
        while (true) {
            ImageWriter next = all.next();
            if (next.getClass().getName().startsWith("com.sun.")) {
                return next;
            }
        }
    }

    static byte[] animatedGif(int frames) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            for (int i = 0; i < frames; i++) {
                BufferedImage frame = new BufferedImage(60, 40, BufferedImage.TYPE_INT_RGB);
                Graphics2D graphics = frame.createGraphics();
                graphics.setColor(i == 0 ? Color.RED : Color.BLUE);
                graphics.fillRect(0, 0, 60, 40);
                graphics.dispose();
                writer.writeToSequence(new IIOImage(frame, null, null), null);
            }
            writer.endWriteSequence();
        }
        return bytes.toByteArray();
    }

    static byte[] webp(int width, int height) throws IOException {
        return encoded(picture(width, height, BufferedImage.TYPE_INT_RGB), "webp");
    }

    /** Twice the same frame. */
    static byte[] animatedWebp(int width, int height) throws IOException {
        byte[] still = webp(width, height);
        byte[] frame = Arrays.copyOfRange(still, 12, still.length);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes("WEBP".getBytes(StandardCharsets.US_ASCII));
        ByteBuffer extended = little(10).put((byte) 2).put(new byte[3]);
        body.writeBytes(riff("VP8X", size(size(extended, width - 1), height - 1).array()));
        body.writeBytes(riff("ANIM", new byte[6]));
        for (int i = 0; i < 2; i++) {
            ByteBuffer header = little(16 + frame.length).put(new byte[6]);
            size(size(size(header, width - 1), height - 1), 100).put((byte) 0).put(frame);
            body.writeBytes(riff("ANMF", header.array()));
        }
        return riff("RIFF", body.toByteArray());
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static ByteBuffer size(ByteBuffer to, int value) {
        return to.put((byte) value).put((byte) (value >> 8)).put((byte) (value >> 16));
    }

    static byte[] riff(String name, byte[] content) {
        return little(8 + content.length + content.length % 2)
                .put(name.getBytes(StandardCharsets.US_ASCII))
                .putInt(content.length)
                .put(content)
                .array();
    }

    /** A GIF that says it has this size, and has nothing. */
    static byte[] gifHeader(int width, int height) {
        return little(13 + 10 + 3)
                .put("GIF89a".getBytes(StandardCharsets.US_ASCII))
                .putShort((short) width)
                .putShort((short) height)
                .put(new byte[3])
                .put((byte) 0x2C)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) width)
                .putShort((short) height)
                .put((byte) 0)
                .put((byte) 2)
                .put((byte) 0)
                .put((byte) 0x3B)
                .array();
    }

    /** A WebP that says it has this size, and has nothing. */
    static byte[] webpHeader(int width, int height) {
        ByteBuffer extended = little(10).put(new byte[4]);
        byte[] chunk = riff("VP8X", size(size(extended, width - 1), height - 1).array());
        return riff(
                "RIFF",
                ByteBuffer.allocate(4 + chunk.length)
                        .put("WEBP".getBytes(StandardCharsets.US_ASCII))
                        .put(chunk)
                        .array());
    }

    /** A lossless WebP of a few bytes: each of its pixels takes none. */
    public static byte[] blackWebp(int width, int height) {
        ByteBuffer stream = little(24).put((byte) 0x2F).putInt(width - 1 | height - 1 << 14);
        // Three bits: no transform, no cache, one group of codes. Then five codes of one symbol each.
        stream.put((byte) 0b1000_1000).put((byte) 0b1000_1000).put((byte) 0b0000_1000);
        byte[] chunk = riff("VP8L", stream.array());
        return riff(
                "RIFF",
                ByteBuffer.allocate(4 + chunk.length)
                        .put("WEBP".getBytes(StandardCharsets.US_ASCII))
                        .put(chunk)
                        .array());
    }

    /** Gray all over, and refined so many times: each scan is a few bytes, and a way through all blocks. */
    public static byte[] progressiveJpeg(int side, int scans) throws IOException {
        ImageWriter writer = javaWriter();
        ImageWriteParam param = writer.getDefaultWriteParam();
        param.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(
                    null, new IIOImage(new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY), null, null), param);
        }
        byte[] jpeg = bytes.toByteArray();
        int end = jpeg.length - 2;
        int last = end;
        while ((jpeg[last] & 0xFF) != 0xFF || (jpeg[last + 1] & 0xFF) != 0xDA) {
            last--;
        }
        ByteBuffer bomb = ByteBuffer.allocate(jpeg.length + scans * (end - last));
        bomb.put(jpeg, 0, end);
        for (int i = 0; i < scans; i++) {
            bomb.put(jpeg, last, end - last);
        }
        return bomb.put(jpeg, end, 2).array();
    }

    /** A PNG that says it has this size, and has nothing. */
    public static byte[] pngHeader(int width, int height) throws IOException {
        return grayPng(width, height, 0, new byte[0]);
    }

    /** Black, eight bits each: a file a thousandth of its pixels. */
    public static byte[] blackPng(int width, int height) throws IOException {
        return grayPng(width, height, height, new byte[0]);
    }

    /** With a compressed text of that many megabytes. */
    static byte[] textBombPng(int megabytes) throws IOException {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes("Comment\0\0".getBytes(StandardCharsets.ISO_8859_1));
        text.writeBytes(zeros(megabytes << 10, 1 << 10));
        return grayPng(50, 50, 50, chunk("zTXt", text.toByteArray()));
    }

    private static byte[] grayPng(int width, int height, int rows, byte[] further) throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        png.writeBytes("\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1));
        png.writeBytes(chunk(
                "IHDR",
                ByteBuffer.allocate(13)
                        .putInt(width)
                        .putInt(height)
                        .put((byte) 8)
                        .array()));
        png.writeBytes(further);
        png.writeBytes(chunk("IDAT", zeros(rows, rows == 0 ? 0 : width + 1)));
        png.writeBytes(chunk("IEND", new byte[0]));
        return png.toByteArray();
    }

    private static byte[] zeros(int rows, int rowBytes) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Deflater best = new Deflater(Deflater.BEST_COMPRESSION);
        try (DeflaterOutputStream out = new DeflaterOutputStream(bytes, best)) {
            byte[] row = new byte[rowBytes];
            for (int i = 0; i < rows; i++) {
                out.write(row);
            }
        } finally {
            best.end();
        }
        return bytes.toByteArray();
    }

    private static byte[] chunk(String name, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        CRC32 crc = new CRC32();
        byte[] type = name.getBytes(StandardCharsets.US_ASCII);
        crc.update(type);
        crc.update(content);
        out.writeInt(content.length);
        out.write(type);
        out.write(content);
        out.writeInt((int) crc.getValue());
        return bytes.toByteArray();
    }
}
