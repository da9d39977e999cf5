package dev.edgepass.thumbnails.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.Color;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageDecodeTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"jpeg, 3000, 2000, 512, 341", "png, 1000, 1500, 341, 512", "jpeg, 300, 200, 300, 200", "png, 1, 1, 1, 1"
    })
    void the_longer_side_is_512_or_as_it_was(String format, int width, int height, int thumbWidth, int thumbHeight)
            throws Exception {
        BufferedImage thumbnail =
                thumbnail(format.equals("jpeg") ? Corpus.jpeg(width, height) : Corpus.png(width, height));

        assertThat(thumbnail.getWidth()).isEqualTo(thumbWidth);
        assertThat(thumbnail.getHeight()).isEqualTo(thumbHeight);
    }

    @Test
    void a_strip_of_one_row_has_one() throws Exception {
        BufferedImage thumbnail = thumbnail(Corpus.png(20_000, 1));

        assertThat(thumbnail.getWidth()).isEqualTo(512);
        assertThat(thumbnail.getHeight()).isEqualTo(1);
    }

    /** Where the green corner is, and where the blue half, of an image twice as wide as high. */
    @ParameterizedTest
    @CsvSource({
        "1, 0, 0, 1, 1",
        "2, 1, 0, 0, 1",
        "3, 1, 1, 0, 0",
        "4, 0, 1, 1, 0",
        "5, 0, 0, 1, 1",
        "6, 1, 0, 0, 1",
        "7, 1, 1, 0, 0",
        "8, 0, 1, 1, 0"
    })
    void is_upright_however_the_camera_was_held(int orientation, int greenX, int greenY, int blueX, int blueY)
            throws Exception {
        BufferedImage thumbnail = thumbnail(Corpus.held(Corpus.jpeg(400, 200), orientation));

        assertThat(thumbnail.getWidth()).isEqualTo(orientation < 5 ? 400 : 200);
        assertThat(thumbnail.getHeight()).isEqualTo(orientation < 5 ? 200 : 400);
        assertColour(corner(thumbnail, greenX, greenY), Color.GREEN);
        assertColour(corner(thumbnail, blueX, blueY), Color.BLUE);
    }

    @Test
    void nonsense_for_an_orientation_is_none() throws Exception {
        assertThat(thumbnail(Corpus.held(Corpus.jpeg(400, 200), 9)).getWidth()).isEqualTo(400);
    }

    @Test
    void four_inks_are_shown_in_their_colours() throws Exception {
        Color colour = corner(thumbnail(Corpus.cmykJpeg(200, 100)), 0, 0);

        assertThat(colour.getRed()).isGreaterThan(180);
        assertThat(colour.getBlue()).isLessThan(100);
        assertThat(colour.getGreen()).isLessThan(100);
    }

    @Test
    void sixteen_bits_keep_their_brightness() throws Exception {
        BufferedImage gray = new BufferedImage(200, 100, BufferedImage.TYPE_USHORT_GRAY);
        int[] row = new int[200];
        Arrays.fill(row, 0x8080);
        for (int y = 0; y < 100; y++) {
            gray.getRaster().setPixels(0, y, 200, 1, row);
        }

        assertThat(corner(thumbnail(Corpus.encoded(gray, "png")), 0, 0).getRed())
                .isBetween(118, 138);
        assertColour(corner(thumbnail(Corpus.encoded(deep(200, 100, 0x8080), "png")), 0, 0), new Color(128, 128, 128));
    }

    @Test
    void eight_bits_of_gray_keep_their_brightness() throws Exception {
        BufferedImage gray = new BufferedImage(200, 100, BufferedImage.TYPE_BYTE_GRAY);
        int[] row = new int[200];
        Arrays.fill(row, 0x80);
        for (int y = 0; y < 100; y++) {
            gray.getRaster().setPixels(0, y, 200, 1, row);
        }

        assertThat(corner(thumbnail(Corpus.encoded(gray, "png")), 0, 0).getRed())
                .isBetween(118, 138);
        assertThat(corner(thumbnail(Corpus.encoded(gray, "jpeg")), 0, 0).getRed())
                .isBetween(118, 138);
    }

    @Test
    void transparency_stays() throws Exception {
        BufferedImage clear = new BufferedImage(100, 100, BufferedImage.TYPE_INT_ARGB);

        assertThat(new Color(thumbnail(Corpus.encoded(clear, "png")).getRGB(50, 50), true).getAlpha())
                .isZero();
    }

    @Test
    void an_animation_is_shown_by_its_first_frame() throws Exception {
        assertColour(corner(thumbnail(Corpus.animatedGif(3)), 0, 0), Color.RED);
        assertColour(corner(thumbnail(Corpus.animatedWebp(120, 80)), 1, 1), Color.BLUE);
    }

    @Test
    void reads_webp() throws Exception {
        BufferedImage thumbnail = thumbnail(Corpus.webp(1200, 800));

        assertThat(thumbnail.getWidth()).isEqualTo(512);
        assertColour(corner(thumbnail, 1, 1), Color.BLUE);
    }

    @Test
    void nothing_of_a_file_but_its_pixels_is_taken_along() throws Exception {
        String script = "<script>alert(document.location)</script>";

        byte[] webp = Files.readAllBytes(
                run(Corpus.commented(Corpus.jpeg(100, 100), script)).toPath());

        assertThat(new String(webp, StandardCharsets.ISO_8859_1)).doesNotContain("script");
    }

    @Test
    void what_is_also_an_archive_is_an_image_here() throws Exception {
        byte[] zip = "PK\u0003\u0004 a jar in its tail".getBytes(StandardCharsets.ISO_8859_1);
        byte[] png = Corpus.png(100, 100);
        byte[] both = Arrays.copyOf(png, png.length + zip.length);
        System.arraycopy(zip, 0, both, png.length, zip.length);

        assertThat(thumbnail(both).getWidth()).isEqualTo(100);
    }

    @Test
    void the_header_is_believed_before_any_pixel_is_decoded() throws Exception {
        assertRefused(Corpus.pngHeader(100_000, 100_000), Reason.TOO_MANY_PIXELS);
        assertRefused(Corpus.pngHeader(Integer.MAX_VALUE, 1), Reason.TOO_MANY_PIXELS);
        assertRefused(Corpus.gifHeader(65_535, 65_535), Reason.TOO_MANY_PIXELS);
        assertRefused(Corpus.webpHeader(16_384, 16_384), Reason.TOO_MANY_PIXELS);
        assertRefused(jpegOfSize(65_500, 65_500), Reason.TOO_MANY_PIXELS);
    }

    @Test
    void a_target_that_can_not_be_written_is_not_the_files_fault() throws Exception {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "not run: this system has no /dev/full");
        Path source = Files.write(folder.resolve("source"), Corpus.jpeg(100, 100));

        assertThatThrownBy(() -> ImageDecode.run(source.toFile(), full.toFile(), false))
                .isInstanceOf(IOException.class);
    }

    @Test
    void a_compressed_text_is_not_read() throws Exception {
        byte[] bomb = Corpus.textBombPng(512);

        assertThat(bomb.length).isLessThan(1 << 20);
        assertThat(thumbnail(bomb).getWidth()).isEqualTo(50);
    }

    @Test
    void broken_files_are_refused() throws Exception {
        byte[] png = Corpus.png(300, 200);
        byte[] jpeg = Corpus.jpeg(300, 200);

        assertRefused(Arrays.copyOf(png, 40), Reason.MALFORMED);
        assertRefused(Arrays.copyOf(jpeg, 30), Reason.MALFORMED);
        assertRefused(Corpus.pngHeader(10, 10), Reason.MALFORMED);
        assertRefused(Corpus.pngHeader(0, 0), Reason.MALFORMED);
        assertRefused(Arrays.copyOf(png, 20), Reason.MALFORMED);
    }

    /** Browsers do the same. */
    @Test
    void a_jpeg_that_was_cut_is_shown_as_far_as_it_goes() throws Exception {
        byte[] jpeg = Corpus.jpeg(300, 200);

        BufferedImage thumbnail = thumbnail(Arrays.copyOf(jpeg, jpeg.length / 2));

        assertColour(corner(thumbnail, 0, 0), Color.GREEN);
    }

    @Test
    void every_cut_of_a_file_is_answered() throws Exception {
        for (byte[] whole : new byte[][] {
            Corpus.held(Corpus.jpeg(64, 48), 6), Corpus.png(64, 48), Corpus.webp(64, 48), Corpus.animatedGif(2)
        }) {
            for (int length = 0; length < whole.length; length += Math.max(1, whole.length / 60)) {
                Path source = Files.write(folder.resolve("cut"), Arrays.copyOf(whole, length));
                try {
                    ImageDecode.run(source.toFile(), folder.resolve("cut.webp").toFile(), false);
                } catch (RefusedImage e) {
                    assertThat(e.reason()).isIn(Reason.MALFORMED, Reason.UNSUPPORTED, Reason.TOO_MANY_PIXELS);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
                "<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><svg>&x;</svg>",
                "#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n",
                "ffconcat version 1.0\nfile /etc/passwd\n",
                "push graphic-context\nimage over 0,0 0,0 'https://127.0.0.1/x'\n",
                "%!PS\n(/etc/passwd) run\n",
                "%PDF-1.7\n",
                "PK\u0003\u0004",
                "BM",
                "II*\u0000",
                "RIFF\u0000\u0000\u0000\u0000WAVE",
                ""
            })
    void what_is_no_image_is_refused_whatever_its_name_says(String text) throws Exception {
        assertRefused(text.getBytes(StandardCharsets.ISO_8859_1), Reason.UNSUPPORTED);
    }

    private static BufferedImage deep(int width, int height, int value) {
        ComponentColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_sRGB), false, false, Transparency.OPAQUE, DataBuffer.TYPE_USHORT);
        WritableRaster raster = model.createCompatibleWritableRaster(width, height);
        int[] row = new int[3 * width];
        Arrays.fill(row, value);
        for (int y = 0; y < height; y++) {
            raster.setPixels(0, y, width, 1, row);
        }
        return new BufferedImage(model, raster, false, null);
    }

    /** A good file whose frame header says another size. */
    private static byte[] jpegOfSize(int width, int height) throws IOException {
        byte[] jpeg = Corpus.jpeg(16, 16);
        for (int i = 0; i < jpeg.length - 9; i++) {
            if ((jpeg[i] & 0xFF) == 0xFF && (jpeg[i + 1] & 0xFF) == 0xC0) {
                jpeg[i + 5] = (byte) (height >> 8);
                jpeg[i + 6] = (byte) height;
                jpeg[i + 7] = (byte) (width >> 8);
                jpeg[i + 8] = (byte) width;
            }
        }
        return jpeg;
    }

    private void assertRefused(byte[] file, Reason reason) {
        assertThatThrownBy(() -> run(file)).isInstanceOf(RefusedImage.class).hasMessage(reason.word());
    }

    private BufferedImage thumbnail(byte[] file) throws IOException, RefusedImage {
        return ImageIO.read(run(file));
    }

    private File run(byte[] file) throws IOException, RefusedImage {
        Path source = Files.write(folder.resolve("source"), file);
        File target = folder.resolve("target.webp").toFile();
        ImageDecode.run(source.toFile(), target, false);
        return target;
    }

    /** Of the pixel in the middle of the eighth of the image that is nearest to a corner. */
    private static Color corner(BufferedImage image, int right, int bottom) {
        int x = (int) (image.getWidth() * (right == 1 ? 0.9 : 0.1));
        int y = (int) (image.getHeight() * (bottom == 1 ? 0.9 : 0.1));
        return new Color(image.getRGB(x, y));
    }

    private static void assertColour(Color seen, Color expected) {
        assertThat(Math.abs(seen.getRed() - expected.getRed())
                        + Math.abs(seen.getGreen() - expected.getGreen())
                        + Math.abs(seen.getBlue() - expected.getBlue()))
                .as(seen + " (expected: about " + expected + ")")
                .isLessThan(90);
    }
}
