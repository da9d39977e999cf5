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
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
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
    private static final long BYTES = 192L << 20;
    private static final String CONCAT = "ffconcat version 1.0\nfile secret.mov\n";

    /** The file that a program is to write, by its last argument. */
    private static final String OUT = "for out; do :; done; out=${out#file:}\n";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"video.mp4", "video.mov", "video.webm", "video.mkv", "video.avi", "video.ogv"})
    void shows_a_video_by_its_first_frame(String name) throws Exception {
        Path video = video(name, "testsrc=size=1280x720:rate=5:duration=0.4", "-f", "lavfi", "-i", "sine=duration=0.4");

        BufferedImage frame = frame(CONVERTER, video, format(video));

        assertThat(frame.getWidth()).isEqualTo(1024);
        assertThat(frame.getHeight()).isEqualTo(576);
    }

    @Test
    void reads_heic() throws Exception {
        Path heic = heic(320);

        assertThat(frame(CONVERTER, heic, format(heic)).getWidth()).isEqualTo(320);
    }

    /** Item 2: heif-enc makes the first one the primary image, which cameras needn't. */
    @Test
    void a_heic_of_several_images_is_shown_by_its_primary_one() throws Exception {
        Path heic = heic(320, 160, 80);
        assertThat(frame(CONVERTER, heic, format(heic)).getWidth()).isEqualTo(320);
        byte[] bytes = Files.readAllBytes(heic);
        bytes[at(bytes, "pitm") + 9] = 2;
        Files.write(heic, bytes);

        assertThat(frame(CONVERTER, heic, format(heic)).getWidth()).isEqualTo(160);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.MATCH_ANY,
            names = {"MOV", "MATROSKA", "AVI", "OGG"})
    void no_playlist_is_read_even_where_its_first_bytes_had_been_taken_for_those_of_a_video(Format format)
            throws Exception {
        Path secret = video("secret.mov", "color=red:size=64x64:rate=5:duration=0.4");

        for (String playlist :
                List.of("#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n" + secret + "\n#EXT-X-ENDLIST\n", CONCAT)) {
            assertRefused(CONVERTER, Files.writeString(folder.resolve("playlist"), playlist), format);
        }
    }

    /** The two that hold, each without the other: one demuxer is asked for, and no other is allowed. */
    @Test
    void a_demuxer_that_opens_further_files_is_neither_asked_for_nor_allowed() throws Exception {
        video("secret.mov", "color=red:size=64x64:rate=5:duration=0.4");
        Path playlist = Files.writeString(folder.resolve("playlist"), CONCAT);

        assertRefused(ffmpeg("", "-f"), playlist, Format.MOV);
        assertRefused(ffmpeg("", "-format_whitelist"), playlist, Format.MOV);

        assertThat(frame(ffmpeg("", "-f -format_whitelist"), playlist, Format.MOV)
                        .getWidth())
                .as("without both it would be read")
                .isEqualTo(64);
    }

    @Test
    void a_quicktime_file_that_refers_to_another_one_has_nothing_of_it_read() throws Exception {
        Path secret = video("secret.mov", "color=red:size=64x64:rate=5:duration=0.4", "-c:v", "mpeg4");
        Path referring = Files.write(
                folder.resolve("referring.mov"), Containers.referring(Files.readAllBytes(secret), "/secret.mov"));

        assertRefused(CONVERTER, referring, Format.MOV);

        assertThat(frame(ffmpeg("-enable_drefs 1", ""), referring, Format.MOV).getWidth())
                .as("followed, the reference leads there")
                .isEqualTo(64);
    }

    /** Whatever leads ffmpeg to an address: here the network is there, as where the kernel makes no namespaces. */
    @Test
    void no_protocol_reaches_the_network() throws Exception {
        requireFfmpeg();
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(2000);
            String address = "http://127.0.0.1:" + server.getLocalPort() + "/a.mp4";

            assertRefused(ffmpeg("", "", address), folder, Format.MOV);
            server.setSoTimeout(200);
            assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);

            server.setSoTimeout(10_000);
            Thread asking =
                    new Thread(() -> assertRefused(ffmpeg("", "-protocol_whitelist", address), folder, Format.MOV));
            asking.start();
            try (Socket asked = server.accept()) {
                asked.getOutputStream().write("HTTP/1.0 404 None\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            asking.join();
        }
    }

    @Test
    void a_program_that_takes_too_long_is_ended() throws Exception {
        Path slow = script("exec sleep 60");
        Converter converter = converter(SANDBOX, Duration.ofMillis(300), slow, BYTES);

        long begun = System.nanoTime();
        assertRefused(converter, slow, Format.MOV, Reason.OUT_OF_TIME);

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void a_program_that_writes_ever_more_files_is_ended() throws Exception {
        Path script = script(OUT + "while :; do i=$((i+1)); head -c 100000 /dev/zero > $out-$i; done");

        assertRefused(
                converter(SANDBOX, Duration.ofSeconds(30), script, 1 << 20),
                script,
                Format.HEIF,
                Reason.TOO_MANY_BYTES);
    }

    @Test
    void what_fails_where_there_is_no_room_is_not_the_files_fault() throws Exception {
        Path script = script("exit 1");
        Converter small = converter(SANDBOX, Duration.ofSeconds(30), script, Long.MAX_VALUE);

        assertThatThrownBy(() -> small.convert(script, Format.MOV, fresh())).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Format.class,
            names = {"MOV", "HEIF"})
    void a_program_has_limits_and_sees_no_credential(Format format) throws Exception {
        assumeTrue(SANDBOX.isLimited(), "not run: there is no prlimit here");

        List<String> seen = seen("ulimit -v; ulimit -f; ulimit -c; env", format);

        // In KB, and in blocks of 512 bytes.
        assertThat(seen).startsWith(Long.toString(2L << 20), Long.toString(64L << 11), "0");
        assertThat(seen.stream().skip(3).map(line -> line.replaceAll("=.*", "")))
                .isSubsetOf("PATH", "MALLOC_ARENA_MAX", "PWD", "_", "SHLVL", "OLDPWD");
    }

    @Test
    void a_program_has_no_network_and_sees_no_other_process() throws Exception {
        assumeTrue(SANDBOX.isIsolated(), "not run: the kernel lets unshare make no namespaces here");

        assertThat(seen("tail -n +3 /proc/net/dev | cut -d: -f1; ls /proc | grep '^[0-9]*$' | wc -l", Format.MOV))
                .satisfies(seen -> {
                    assertThat(seen.subList(0, seen.size() - 1))
                            .allMatch(device -> device.strip().equals("lo"));
                    assertThat(Integer.parseInt(seen.get(seen.size() - 1).strip()))
                            .isLessThan(8);
                });
    }

    @Test
    void a_missing_program_is_said() {
        Converter none = new Converter(SANDBOX, Duration.ofSeconds(1), Optional.empty(), Optional.empty(), BYTES);

        assertRefused(none, folder, Format.MOV, Reason.NO_TOOL);
        assertRefused(none, folder, Format.HEIF, Reason.NO_TOOL);
        assertThat(none.description()).isEqualTo("video not at all (no ffmpeg), HEIC not at all (no heif-convert)");
    }

    /** Cut, garbled, and with counts and sizes as large as their fields: an image or a refusal, and both soon. */
    @ParameterizedTest
    @ValueSource(strings = {"mp4", "webm", "avi", "heic"})
    void broken_containers_are_answered(String kind) throws Exception {
        Path whole =
                kind.equals("heic") ? heic(64, 32) : video("whole." + kind, "testsrc=size=64x64:rate=5:duration=0.4");
        for (byte[] broken : Containers.broken(Files.readAllBytes(whole))) {
            Path file = Files.write(folder.resolve("broken"), broken);
            try {
                assertThat(CONVERTER.convert(file, format(whole), fresh())).isNotEmptyFile();
            } catch (RefusedImage e) {
                assertThat(e.reason()).isEqualTo(Reason.MALFORMED);
            }
        }
    }

    /** What a program that is run in the place of ffmpeg and heif-convert prints. */
    private List<String> seen(String commands, Format format) throws Exception {
        Path script = script(OUT + "{ " + commands + "; } > $out");
        return Files.readAllLines(
                converter(SANDBOX, Duration.ofSeconds(10), script, BYTES).convert(script, format, fresh()));
    }

    /**
     * ffmpeg, not isolated, with further options of the input and without the first one of each of these.
     *
     * @param input what it reads in the place of the file; none: the file
     */
    private Converter ffmpeg(String more, String dropped, String... input) {
        requireFfmpeg();
        Path ffmpeg = Executables.find("ffmpeg").orElseThrow();
        return converter(
                new Sandbox(List.of(), List.of()),
                Duration.ofSeconds(30),
                script("""
                        drop=" %s "
                        n=$#
                        while [ $n -gt 0 ]; do
                          a=$1; shift; n=$((n-1))
                          case "$drop" in
                            *" $a "*) drop=${drop%%" $a "*}" "${drop#*" $a "}; shift; n=$((n-1)); continue;;
                          esac
                          if [ "$a" = -i ] && [ -n "%s" ]; then shift; n=$((n-1)); set -- "$@" -i "%s"; continue; fi
                          set -- "$@" "$a"
                        done
                        exec %s %s "$@"
                        """.formatted(dropped, String.join("", input), String.join("", input), ffmpeg, more)),
                BYTES);
    }

    private static Converter converter(Sandbox sandbox, Duration deadline, Path program, long bytes) {
        return new Converter(sandbox, deadline, Optional.of(program), Optional.of(program), bytes);
    }

    private Path script(String commands) {
        try {
            Path script =
                    Files.writeString(Files.createTempFile(folder, "script", ""), "#!/bin/sh\n" + commands + "\n");
            assertThat(script.toFile().setExecutable(true)).isTrue();
            return script;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path fresh() throws IOException {
        return Files.createTempDirectory(folder, "frames");
    }

    private BufferedImage frame(Converter converter, Path file, Format format) throws Exception {
        return ImageIO.read(converter.convert(file, format, fresh()).toFile());
    }

    private void assertRefused(Converter converter, Path file, Format format) {
        assertRefused(converter, file, format, Reason.MALFORMED);
    }

    private void assertRefused(Converter converter, Path file, Format format, Reason reason) {
        assertThatThrownBy(() -> converter.convert(file, format, fresh()))
                .isInstanceOf(RefusedImage.class)
                .hasMessage(reason.word());
    }

    /** Of one black image for each width. */
    private Path heic(int... widths) throws Exception {
        Optional<Path> encoder = Executables.find("heif-enc");
        assumeTrue(
                encoder.isPresent() && CONVERTER.can(Format.Kind.HEIF),
                "not run: there is no heif-enc and heif-convert (Debian's package libheif-examples)");
        List<String> command = new ArrayList<>(List.of(encoder.get().toString()));
        for (int width : widths) {
            Path png = folder.resolve(width + ".png");
            ImageIO.write(new BufferedImage(width, width / 2, BufferedImage.TYPE_INT_RGB), "png", png.toFile());
            command.add(png.toString());
        }
        Path heic = folder.resolve("image.heic");
        command.addAll(List.of("-o", heic.toString()));
        run(command);
        return heic;
    }

    private static int at(byte[] bytes, String text) {
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
        assertThat(at).as(text).isNotNegative();
        return at;
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
