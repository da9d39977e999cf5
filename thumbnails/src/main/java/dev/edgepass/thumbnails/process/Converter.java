package dev.edgepass.thumbnails.process;

import dev.edgepass.thumbnails.decode.Format;
import dev.edgepass.thumbnails.decode.Limits;
import dev.edgepass.thumbnails.decode.Reason;
import dev.edgepass.thumbnails.decode.RefusedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Makes a PNG of what Java has no decoder for, by a program on the PATH: the first frame of a video by {@code ffmpeg}, a HEIC's primary image by {@code heif-convert}. The PNG is as hostile as its source: it
 * goes to the {@link Decoder} like any other. Thread-safe.
 */
public final class Converter {
    private static final long ADDRESS_SPACE = 2L << 30;

    /** What cameras and editors write; a frame is of one of the first row. */
    private static final String CODECS =
            "h264,hevc,vp8,vp9,libdav1d,av1,mpeg4,mpeg2video,mpeg1video,h263,mjpeg,prores,theora,"
                    + "aac,opus,vorbis,mp3float,mp3,flac,ac3,pcm_s16le,pcm_s16be,pcm_s24le";

    /** That all files of one conversion may have: a HEIC may have many images, and each is written. */
    private static final long BYTES = 3 * Sandbox.FILE_BYTES;

    private static final long LOOK_MILLIS = 50;
    private static final int LIST_BYTES = 1 << 16;

    private final Sandbox sandbox;
    private final Duration deadline;
    private final Optional<Path> ffmpeg;
    private final Optional<Path> heifConvert;
    private final long bytes;

    public Converter(Sandbox sandbox, Duration deadline) {
        this(sandbox, deadline, Executables.find("ffmpeg"), Executables.find("heif-convert"), BYTES);
    }

    Converter(Sandbox sandbox, Duration deadline, Optional<Path> ffmpeg, Optional<Path> heifConvert, long bytes) {
        this.sandbox = sandbox;
        this.deadline = deadline;
        this.ffmpeg = ffmpeg;
        this.heifConvert = heifConvert;
        this.bytes = bytes;
    }

    /** For a person: which kinds of files can be read here. */
    public String description() {
        return "video " + (ffmpeg.isPresent() ? "by ffmpeg" : "not at all (no ffmpeg)") + ", HEIC "
                + (heifConvert.isPresent() ? "by heif-convert" : "not at all (no heif-convert)");
    }

    public boolean can(Format.Kind kind) {
        return switch (kind) {
            case IMAGE -> true;
            case VIDEO -> ffmpeg.isPresent();
            case HEIF -> heifConvert.isPresent();
        };
    }

    /**
     * Tells the PNG that shows the file, upright.
     *
     * @param folder an empty one: what is written stays in it
     * @throws RefusedImage where the program can't, isn't there, took too long or wrote too much
     * @throws IOException where the file may not be to blame: it failed without room, or no program can be started
     */
    public Path convert(Path source, Format format, Path folder)
            throws RefusedImage, IOException, InterruptedException {
        Path png = folder.resolve("frame.png");
        List<String> program = switch (format.kind()) {
            case VIDEO -> frame(installed(ffmpeg), source, format, png);
            case HEIF -> List.of(installed(heifConvert).toString(), source.toString(), png.toString());
            case IMAGE -> throw new IllegalArgumentException(format + " (expected: no image)");
        };
        boolean done = run(program, folder, ProcessBuilder.Redirect.DISCARD);
        if (done && format.kind() == Format.Kind.HEIF && !Files.exists(png)) {
            png = primary(source, folder);
        }
        if (!done || !Files.isRegularFile(png) || Files.size(png) == 0) {
            requireRoom(folder);
            throw new RefusedImage(Reason.MALFORMED);
        }
        return png;
    }

    private static Path installed(Optional<Path> program) throws RefusedImage {
        return program.orElseThrow(() -> new RefusedImage(Reason.NO_TOOL));
    }

    /** Several images are written as {@code frame-1.png} and so on. Which is the primary one says {@code heif-info}, in the same order; without it, the first is taken. */
    private Path primary(Path source, Path folder) throws RefusedImage, IOException, InterruptedException {
        Path list = folder.resolve("images.txt");
        Path info = heifConvert.orElseThrow().resolveSibling("heif-info");
        int primary = 0;
        if (Files.isExecutable(info)
                && run(
                        List.of(info.toString(), source.toString()),
                        folder,
                        ProcessBuilder.Redirect.to(list.toFile()))) {
            List<String> images = head(list)
                    .lines()
                    .filter(line -> line.startsWith("image: "))
                    .toList();
            primary = IntStream.range(0, images.size())
                    .filter(i -> images.get(i).endsWith(", primary"))
                    .findFirst()
                    .orElse(0);
        }
        return folder.resolve("frame-" + (primary + 1) + ".png");
    }

    /** It is as long as the file wants it. */
    private static String head(Path text) throws IOException {
        try (InputStream in = Files.newInputStream(text)) {
            return new String(in.readNBytes(LIST_BYTES), StandardCharsets.ISO_8859_1);
        }
    }

    /** A program that had no room for what it may write failed for that, perhaps. */
    private void requireRoom(Path folder) throws IOException {
        if (Files.getFileStore(folder).getUsableSpace() + written(folder) < bytes) {
            throw new IOException("no room in " + folder + " (expected: " + bytes + " bytes)");
        }
    }

    /** Whether the program ended by itself, well. */
    private boolean run(List<String> program, Path folder, ProcessBuilder.Redirect output)
            throws RefusedImage, IOException, InterruptedException {
        Process process = sandbox.command(ADDRESS_SPACE, program)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(output)
                .start();
        try {
            long begun = System.nanoTime();
            boolean ended;
            do {
                ended = process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                if (written(folder) > bytes) {
                    throw new RefusedImage(Reason.TOO_MANY_BYTES);
                }
                if (!ended && System.nanoTime() - begun > deadline.toNanos()) {
                    throw new RefusedImage(Reason.OUT_OF_TIME);
                }
            } while (!ended);
        } finally {
            process.destroyForcibly().waitFor();
        }
        return process.exitValue() == 0;
    }

    private static long written(Path folder) throws IOException {
        long bytes = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                bytes += file.toFile().length();
            }
        }
        return bytes;
    }

    /**
     * The demuxer is the one of the file's own first bytes and no other: none that opens further files (playlists, concat, image sequences) is in the list, and none of
     * the protocols reaches a network. References of a QuickTime file to other files stay unread ({@code enable_drefs}).
     */
    private static List<String> frame(Path ffmpeg, Path source, Format format, Path png) {
        String demuxer = switch (format) {
            case MOV -> "mov,mp4,m4a,3gp,3g2,mj2";
            case MATROSKA -> "matroska,webm";
            case AVI -> "avi";
            case OGG -> "ogg";
            default -> throw new IllegalArgumentException(format + " (expected: a video)");
        };
        String one = demuxer.contains(",") ? demuxer.substring(0, demuxer.indexOf(',')) : demuxer;
        return List.of(
                ffmpeg.toString(),
                "-nostdin",
                "-hide_banner",
                "-loglevel",
                "error",
                "-threads",
                "1",
                "-filter_threads",
                "1",
                "-protocol_whitelist",
                "file",
                "-format_whitelist",
                demuxer,
                "-codec_whitelist",
                CODECS,
                "-max_pixels",
                Long.toString(Limits.PIXELS),
                "-f",
                one,
                "-i",
                "file:" + source,
                "-map",
                "0:v:0",
                "-frames:v",
                "1",
                "-an",
                "-sn",
                "-dn",
                "-vf",
                "scale=w='min(" + 2 * Limits.SIDE + ",iw)':h=-2",
                "-f",
                "image2",
                "-update",
                "1",
                "-c:v",
                "png",
                "-y",
                "file:" + png);
    }
}
