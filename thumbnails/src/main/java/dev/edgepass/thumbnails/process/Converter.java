package dev.edgepass.thumbnails.process;

import dev.edgepass.thumbnails.decode.Format;
import dev.edgepass.thumbnails.decode.Limits;
import dev.edgepass.thumbnails.decode.Reason;
import dev.edgepass.thumbnails.decode.RefusedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Makes a PNG of what Java has no decoder for, by a program on the PATH: the first frame of a video by {@code ffmpeg}, a HEIC image by {@code heif-convert}. The PNG is as hostile as its source: it
 * goes to the {@link Decoder} like any other. Thread-safe.
 */
public final class Converter {
    private static final long ADDRESS_SPACE = 2L << 30;

    /** What cameras and editors write; a frame is of one of the first row. */
    private static final String CODECS =
            "h264,hevc,vp8,vp9,libdav1d,av1,mpeg4,mpeg2video,mpeg1video,h263,mjpeg,prores,theora,"
                    + "aac,opus,vorbis,mp3float,mp3,flac,ac3,pcm_s16le,pcm_s16be,pcm_s24le";

    private final Sandbox sandbox;
    private final Duration deadline;
    private final Optional<Path> ffmpeg;
    private final Optional<Path> heifConvert;

    public Converter(Sandbox sandbox, Duration deadline) {
        this(sandbox, deadline, Executables.find("ffmpeg"), Executables.find("heif-convert"));
    }

    Converter(Sandbox sandbox, Duration deadline, Optional<Path> ffmpeg, Optional<Path> heifConvert) {
        this.sandbox = sandbox;
        this.deadline = deadline;
        this.ffmpeg = ffmpeg;
        this.heifConvert = heifConvert;
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
     * @param png to be written, upright
     * @throws RefusedImage where the program can't, isn't there, or took too long
     */
    public void convert(Path source, Format format, Path png) throws RefusedImage, IOException, InterruptedException {
        List<String> program = switch (format.kind()) {
            case VIDEO -> frame(ffmpeg.orElseThrow(() -> new RefusedImage(Reason.NO_TOOL)), source, format, png);
            case HEIF ->
                List.of(
                        heifConvert
                                .orElseThrow(() -> new RefusedImage(Reason.NO_TOOL))
                                .toString(),
                        source.toString(),
                        png.toString());
            case IMAGE -> throw new IllegalArgumentException(format + " (expected: no image)");
        };
        Process process = sandbox.command(ADDRESS_SPACE, program)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new RefusedImage(Reason.OUT_OF_TIME);
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        if (process.exitValue() != 0 || !Files.isRegularFile(png) || Files.size(png) == 0) {
            throw new RefusedImage(Reason.MALFORMED);
        }
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
