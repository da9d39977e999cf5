package dev.edgepass.thumbnails.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.edgepass.local.edge.S3Access;
import dev.edgepass.local.media.R2;
import dev.edgepass.local.testing.RealBackends;
import dev.edgepass.thumbnails.Settings;
import dev.edgepass.thumbnails.decode.Corpus;
import dev.edgepass.thumbnails.decode.Reason;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Against the local R2. */
class ThumbnailWorkerIT {
    private static final byte[] OWN = "somebody's own".getBytes(StandardCharsets.UTF_8);

    private final S3Access access = RealBackends.r2();
    private final S3Client r2 = R2.client(access);
    private final List<String> lines = new ArrayList<>();

    @TempDir
    private Path state;

    private ThumbnailWorker worker;

    /** What happens when a line is said. */
    private Consumer<String> meanwhile = line -> {};

    @BeforeEach
    void begin() throws Exception {
        keys().forEach(this::delete);
        worker = worker();
    }

    @AfterEach
    void end() throws Exception {
        worker.close();
        r2.close();
    }

    @Test
    void fills_a_bucket_that_is_full_already_and_does_nothing_the_next_time() throws Exception {
        put("album/a.jpg", Corpus.jpeg(1200, 800));
        put("album/sub/\u00e9t\u00e9 (1).png", Corpus.png(300, 200));
        put("album/notes.txt", "no picture".getBytes(StandardCharsets.UTF_8));

        worker.pass();

        assertThat(keys())
                .containsExactlyInAnyOrder(
                        "album/a.jpg",
                        "album/a.jpg.thumb.webp",
                        "album/notes.txt",
                        "album/sub/\u00e9t\u00e9 (1).png",
                        "album/sub/\u00e9t\u00e9 (1).png.thumb.webp");
        var thumbnail = r2.getObjectAsBytes(request -> at(request, "album/a.jpg.thumb.webp"));
        assertThat(thumbnail.response().contentType()).isEqualTo("image/webp");
        assertThat(ImageIO.read(new ByteArrayInputStream(thumbnail.asByteArray()))
                        .getWidth())
                .isEqualTo(512);

        worker.pass();
        assertThat(worker.counts().madeCount()).isEqualTo(2);

        try (ThumbnailWorker next = worker()) {
            next.pass();
            assertThat(next.counts().madeCount()).isZero();
        }
    }

    @Test
    void a_new_version_has_a_new_thumbnail_and_one_made_elsewhere_stays() throws Exception {
        put("a.jpg", Corpus.jpeg(200, 100));
        put("own.jpg", Corpus.jpeg(200, 100));
        put("own.jpg.thumb.webp", OWN);
        worker.pass();

        put("a.jpg", Corpus.jpeg(100, 400));
        worker.pass();

        assertThat(worker.counts().madeCount()).isEqualTo(2);
        assertThat(ImageIO.read(new ByteArrayInputStream(get("a.jpg.thumb.webp")))
                        .getHeight())
                .isEqualTo(400);
        assertThat(get("own.jpg.thumb.webp")).isEqualTo(OWN);
    }

    @Test
    void a_bad_file_is_tried_once_is_said_and_blocks_no_other() throws Exception {
        put("a.png", Corpus.pngHeader(100_000, 100_000));
        put("b.jpg", "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(StandardCharsets.UTF_8));
        put("c.mp4", "#EXTM3U\nhttp://127.0.0.1/".getBytes(StandardCharsets.UTF_8));
        put("d.jpg", Corpus.jpeg(100, 100));

        worker.pass();
        worker.pass();

        assertThat(keys()).contains("d.jpg.thumb.webp").hasSize(5);
        assertThat(worker.counts().failing()).isEqualTo(Map.of(Reason.TOO_MANY_PIXELS, 1, Reason.UNSUPPORTED, 2));
        assertThat(lines.stream().filter(line -> line.contains("none can be made")))
                .hasSize(3);
        delete("b.jpg");
        worker.pass();
        assertThat(worker.counts().failing()).isEqualTo(Map.of(Reason.TOO_MANY_PIXELS, 1, Reason.UNSUPPORTED, 1));
        assertThat(worker.counts().metrics()).contains("edgepass_thumbnails_failing{reason=\"unsupported\"} 1");
    }

    @Test
    void what_was_shown_once_is_gone_with_its_object_or_its_version() throws Exception {
        put("gone.jpg", Corpus.jpeg(100, 100));
        put("bad.jpg", Corpus.jpeg(100, 100));
        put("stranger.jpg.thumb.webp", new byte[] {1});
        worker.pass();

        delete("gone.jpg");
        put("bad.jpg", new byte[] {1, 2, 3});
        worker.pass();

        assertThat(keys()).containsExactlyInAnyOrder("bad.jpg", "stranger.jpg.thumb.webp");
    }

    @Test
    void a_thumbnail_that_is_uploaded_while_a_listing_is_worked_on_stays() throws Exception {
        put("a.jpg", new byte[] {1, 2, 3});
        put("b.jpg", Corpus.jpeg(100, 100));
        meanwhile = line -> {
            if (line.contains("none can be made")) {
                put("b.jpg.thumb.webp", OWN);
            }
        };

        worker.pass();

        assertThat(lines).anyMatch(line -> line.contains("none can be made"));
        assertThat(get("b.jpg.thumb.webp")).isEqualTo(OWN);
    }

    /** While it is decoded, say. */
    @Test
    void a_thumbnail_takes_the_place_of_the_one_that_was_seen_and_of_no_other() throws Exception {
        put("a.jpg.thumb.webp", OWN);
        Path webp = Files.write(state.resolve("thumbnail.webp"), new byte[] {1});
        try (Bucket bucket = new Bucket(settings())) {
            String own = bucket.head("a.jpg.thumb.webp").orElseThrow().etag();

            assertThat(bucket.put("a.jpg.thumb.webp", webp, "\"s\"", null)).isFalse();
            assertThat(bucket.put("a.jpg.thumb.webp", webp, "\"s\"", "\"another\""))
                    .isFalse();
            assertThat(bucket.put("gone.jpg.thumb.webp", webp, "\"s\"", own)).isFalse();
            bucket.delete("a.jpg.thumb.webp", "\"another\"");
            assertThat(get("a.jpg.thumb.webp")).isEqualTo(OWN);

            assertThat(bucket.put("a.jpg.thumb.webp", webp, "\"s\"", own)).isTrue();
            assertThat(bucket.put("new.jpg.thumb.webp", webp, "\"s\"", null)).isTrue();
        }
    }

    @Test
    void a_worker_that_ends_right_after_a_failure_leaves_no_outdated_thumbnail() throws Exception {
        put("bad.jpg", Corpus.jpeg(100, 100));
        worker.pass();
        put("bad.jpg", new byte[] {1, 2, 3});
        meanwhile = line -> {
            throw new IllegalStateException("the worker ends here");
        };

        assertThatThrownBy(worker::pass).isInstanceOf(IllegalStateException.class);
        meanwhile = line -> {};
        try (ThumbnailWorker next = worker()) {
            next.pass();
        }

        assertThat(keys()).containsExactly("bad.jpg");
    }

    @Test
    void a_heic_of_several_images_leaves_nothing_behind() throws Exception {
        put("a.heic", heic());

        worker.pass();
        worker.close();

        assertThat(keys()).contains("a.heic.thumb.webp");
    }

    private byte[] heic() throws Exception {
        Path png = Files.write(state.resolve("a.png"), Corpus.png(64, 64));
        Path heic = state.resolve("a.heic");
        assumeTrue(
                Stream.of(System.getenv("PATH").split(":"))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "heif-enc"))),
                "not run: there is no heif-enc (Debian's package libheif-examples)");
        assertThat(new ProcessBuilder("heif-enc", png.toString(), png.toString(), "-o", heic.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor())
                .isZero();
        return Files.readAllBytes(heic);
    }

    @Test
    void of_an_image_between_the_two_ends_all_is_fetched() throws Exception {
        byte[] image = Corpus.jpeg(640, 480);
        byte[] padded = java.util.Arrays.copyOf(image, 2 * Maker.END + 1000);
        put("padded.jpg", padded);

        worker.pass();

        assertThat(keys()).contains("padded.jpg.thumb.webp");
    }

    private ThumbnailWorker worker() throws Exception {
        return new ThumbnailWorker(settings(), line -> {
            lines.add(line);
            meanwhile.accept(line);
        });
    }

    private Settings settings() {
        return new Settings(
                URI.create(access.endpoint()),
                access.accessKeyId(),
                access.secretAccessKey(),
                access.mediaBucket(),
                "",
                state,
                Duration.ofMinutes(5),
                "127.0.0.1",
                0,
                256,
                Duration.ofSeconds(60));
    }

    private void put(String key, byte[] bytes) {
        r2.putObject(request -> request.bucket(access.mediaBucket()).key(key), RequestBody.fromBytes(bytes));
    }

    private byte[] get(String key) {
        return r2.getObjectAsBytes(request -> at(request, key)).asByteArray();
    }

    private void at(software.amazon.awssdk.services.s3.model.GetObjectRequest.Builder request, String key) {
        request.bucket(access.mediaBucket()).key(key);
    }

    private void delete(String key) {
        r2.deleteObject(request -> request.bucket(access.mediaBucket()).key(key));
    }

    private List<String> keys() {
        return r2.listObjectsV2(request -> request.bucket(access.mediaBucket())).contents().stream()
                .map(S3Object::key)
                .toList();
    }
}
