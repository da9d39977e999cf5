package dev.edgepass.local.demo;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** A painted landscape, another one for each number, and always the same one for the same number. */
final class SampleImage {
    private static final int WIDTH = 1200;
    private static final int HEIGHT = 800;
    private static final int RIDGES = 5;

    private SampleImage() {}

    /** JPEG of 100 to 300 KB. */
    static byte[] jpeg(int number) throws IOException {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Random random = new Random(number * 7919L);
        Graphics2D canvas = image.createGraphics();
        canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        float hue = number * 0.61803f % 1;
        canvas.setPaint(new GradientPaint(
                0, 0, Color.getHSBColor(hue, 0.65f, 0.45f), 0, HEIGHT, Color.getHSBColor((hue + 0.12f) % 1, 0.35f, 1)));
        canvas.fillRect(0, 0, WIDTH, HEIGHT);
        double radius = 40 + random.nextInt(60);
        canvas.setColor(Color.getHSBColor((hue + 0.1f) % 1, 0.15f, 1));
        canvas.fill(new Ellipse2D.Double(
                random.nextInt(WIDTH - 200) + 100, 120 + random.nextInt(200), radius * 2, radius * 2));
        for (int ridge = 0; ridge < RIDGES; ridge++) {
            float depth = ridge / (float) RIDGES;
            canvas.setColor(Color.getHSBColor((hue + 0.05f) % 1, 0.35f + depth * 0.4f, 0.75f - depth * 0.6f));
            canvas.fill(ridge(random, HEIGHT * (0.45 + 0.11 * ridge), 110 - 14 * ridge));
        }
        canvas.dispose();
        // As fine as film's, and what brings a painted picture to the size of a photograph.
        grain(image, random);
        return encode(image);
    }

    private static Path2D ridge(Random random, double level, double amplitude) {
        double[] phases = random.doubles(4, 0, Math.PI * 2).toArray();
        Path2D path = new Path2D.Double();
        path.moveTo(0, HEIGHT);
        for (int x = 0; x <= WIDTH; x += 4) {
            double y = level;
            for (int octave = 0; octave < phases.length; octave++) {
                y += amplitude / (1 << octave) * Math.sin(x * (0.004 * (1 << octave)) + phases[octave]);
            }
            path.lineTo(x, y);
        }
        path.lineTo(WIDTH, HEIGHT);
        path.closePath();
        return path;
    }

    private static void grain(BufferedImage image, Random random) {
        int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
        int strength = 8 + random.nextInt(10);
        int state = random.nextInt() | 1;
        for (int i = 0; i < pixels.length; i++) {
            // Marsaglia's xorshift: java.util.Random is half of the painting's time.
            state ^= state << 13;
            state ^= state >>> 17;
            state ^= state << 5;
            int noise = (state >>> 8) % (strength * 2 + 1) - strength;
            pixels[i] = channel(pixels[i], 16, noise) | channel(pixels[i], 8, noise) | channel(pixels[i], 0, noise);
        }
    }

    private static int channel(int rgb, int shift, int noise) {
        return Math.min(255, Math.max(0, (rgb >> shift & 0xFF) + noise)) << shift;
    }

    private static byte[] encode(BufferedImage image) throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256 << 10);
        try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(0.8f);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }
}
