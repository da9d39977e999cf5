package dev.edgepass.thumbnails.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.edgepass.thumbnails.decode.Format;
import dev.edgepass.thumbnails.decode.Reason;
import dev.edgepass.thumbnails.decode.RefusedImage;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConverterTest {
    private static final Sandbox SANDBOX = Sandbox.find();
    private static final Converter CONVERTER = new Converter(SANDBOX, Duration.ofSeconds(30));

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"video.mp4", "video.mov", "video.webm", "video.mkv", "video.avi", "video.ogv"})
    void shows_a_video_by_its_first_frame(String name) throws Exception {
        Path video = video(name, "testsrc=size=1280x720:rate=5:duration=0.4", "-f", "lavfi", "-i", "sine=duration=0.4");
        Path png = folder.resolve("frame.png");

        CONVERTER.convert(video, format(video), png);

        BufferedImage frame = ImageIO.read(png.toFile());
        assertThat(frame.getWidth()).isEqualTo(1024);
        assertThat(frame.getHeight()).isEqualTo(576);
    }

    @Test
    void reads_heic() throws Exception {
        Optional<Path> encoder = Executables.find("heif-enc");
        assumeTrue(
                encoder.isPresent() && CONVERTER.can(Format.Kind.HEIF),
                "not run: there is no heif-enc and heif-convert (Debian's package libheif-examples)");
        Path original = folder.resolve("original.png");
        ImageIO.write(new BufferedImage(320, 200, BufferedImage.TYPE_INT_RGB), "png", original.toFile());
        Path heic = folder.resolve("image.heic");
        run(List.of(encoder.get().toString(), original.toString(), "-o", heic.toString()));
        Path png = folder.resolve("frame.png");

        CONVERTER.convert(heic, format(heic), png);

        assertThat(ImageIO.read(png.toFile()).getWidth()).isEqualTo(320);
    }

    /** Even where its first bytes had been taken for those of a video. */
    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.MATCH_ANY,
            names = {"MOV", "MATROSKA", "AVI", "OGG"})
    void no_playlist_has_other_files_or_the_network_read(Format format) throws Exception {
        requireFfmpeg();
        Path secret = video("secret.mp4", "color=red:size=64x64:rate=5:duration=0.4");
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(300);
            for (String playlist : List.of(
                    "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nhttp://127.0.0.1:" + server.getLocalPort()
                            + "/a.ts\n#EXT-X-ENDLIST\n",
                    "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n" + secret + "\n#EXT-X-ENDLIST\n",
                    "ffconcat version 1.0\nfile '" + secret + "'\n",
                    "ffconcat version 1.0\nfile 'http://127.0.0.1:" + server.getLocalPort() + "/a.mp4'\n")) {
                Path file = Files.writeString(folder.resolve("playlist"), playlist);
                Path png = folder.resolve("read.png");

                assertThatThrownBy(() -> CONVERTER.convert(file, format, png))
                        .isInstanceOf(RefusedImage.class)
                        .hasMessage(Reason.MALFORMED.word());

                assertThat(png).doesNotExist();
            }
            assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void a_program_that_takes_too_long_is_ended() throws Exception {
        Path slow = Files.writeString(folder.resolve("slow"), "#!/bin/sh\nexec sleep 60\n");
        assertThat(slow.toFile().setExecutable(true)).isTrue();
        Converter converter = new Converter(SANDBOX, Duration.ofMillis(300), Optional.of(slow), Optional.empty());

        long begun = System.nanoTime();
        assertThatThrownBy(() -> converter.convert(slow, Format.MOV, folder.resolve("frame.png")))
                .hasMessage(Reason.OUT_OF_TIME.word());

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void a_program_sees_no_credential() throws Exception {
        Path out = folder.resolve("frame.png");
        Path curious = Files.writeString(folder.resolve("curious"), "#!/bin/sh\nenv > " + out + "\n");
        assertThat(curious.toFile().setExecutable(true)).isTrue();

        new Converter(SANDBOX, Duration.ofSeconds(10), Optional.of(curious), Optional.empty())
                .convert(curious, Format.MOV, out);

        assertThat(Files.readAllLines(out).stream().map(line -> line.replaceAll("=.*", "")))
                .isSubsetOf("PATH", "MALLOC_ARENA_MAX", "PWD", "_", "SHLVL", "OLDPWD");
    }

    @Test
    void a_missing_program_is_said() {
        Converter none = new Converter(SANDBOX, Duration.ofSeconds(1), Optional.empty(), Optional.empty());

        assertThatThrownBy(() -> none.convert(folder, Format.MOV, folder.resolve("frame.png")))
                .hasMessage(Reason.NO_TOOL.word());
        assertThatThrownBy(() -> none.convert(folder, Format.HEIF, folder.resolve("frame.png")))
                .hasMessage(Reason.NO_TOOL.word());
        assertThat(none.description()).isEqualTo("video not at all (no ffmpeg), HEIC not at all (no heif-convert)");
    }

    private static void requireFfmpeg() {
        assumeTrue(CONVERTER.can(Format.Kind.VIDEO), "not run: there is no ffmpeg here (Debian's package ffmpeg)");
    }

    private Path video(String name, String picture, String... sound) throws Exception {
        requireFfmpeg();
        Path video = folder.resolve(name);
        List<String> command = new ArrayList<>(List.of(
                Executables.find("ffmpeg").orElseThrow().toString(),
                "-nostdin",
                "-loglevel",
                "error",
                "-f",
                "lavfi",
                "-i",
                picture));
        command.addAll(List.of(sound));
        command.addAll(List.of("-y", video.toString()));
        run(command);
        return video;
    }

    private static void run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor()).isZero();
    }

    private static Format format(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            Format format = Format.of(in.readNBytes(Format.PREFIX));
            assertThat(format).isNotNull();
            return format;
        }
    }
}
