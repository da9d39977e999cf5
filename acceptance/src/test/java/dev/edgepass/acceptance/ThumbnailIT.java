package dev.edgepass.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edgepass.local.media.R2;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;
import tools.jackson.databind.JsonNode;

/** From an upload to a thumbnail at the edge. */
class ThumbnailIT {
    private static final String KEY = SharedStack.THUMBNAILS + "DSC_0815.jpg";

    private final RunningStack stack = SharedStack.get();
    private final Product product = new Product(stack);

    @AfterEach
    void leaveTheStackAsItWas() {
        try (S3Client r2 = R2.client(stack.s3())) {
            for (String key : List.of(KEY, KEY + ".thumb.webp")) {
                r2.deleteObject(
                        request -> request.bucket(stack.s3().mediaBucket()).key(key));
            }
        }
    }

    @Test
    void an_upload_gets_a_thumbnail_that_a_token_for_the_object_alone_opens() throws Exception {
        String login = stack.login("--sub", "uploader", "--paths", KEY);
        byte[] jpeg = jpeg();
        upload(login, jpeg);

        Web.Answer done = product.api("POST", "uploads/complete", login, "{\"keys\":[\"" + KEY + "\"]}");

        assertThat(done.status()).isEqualTo(200);
        assertThat(done.json().get("objects").get(0).get("size").asLong()).isEqualTo(jpeg.length);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(product.api("GET", "objects", login, "")
                                .json()
                                .get("objects")
                                .findValuesAsString("thumbnailKey"))
                        .containsExactly(KEY + ".thumb.webp"));
        String token = product.mediaToken(login, KEY);
        Web.Answer thumbnail = product.view(stack.edges().get(0), token, KEY + ".thumb.webp");
        assertThat(thumbnail.status()).isEqualTo(200);
        assertThat(thumbnail.header("Content-Type")).isEqualTo("image/webp");
        byte[] webp = thumbnail.response().body();
        assertThat(new String(Arrays.copyOf(webp, 12), StandardCharsets.ISO_8859_1))
                .startsWith("RIFF")
                .endsWith("WEBP");
        assertThat(webp.length).isLessThan(jpeg.length);
    }

    private void upload(String login, byte[] jpeg) throws IOException, InterruptedException {
        JsonNode upload = product.api(
                        "POST",
                        "upload-urls",
                        login,
                        "{\"uploads\":[{\"key\":\"" + KEY + "\",\"size\":" + jpeg.length
                                + ",\"contentType\":\"image/jpeg\"}]}")
                .json()
                .get("uploads")
                .get(0);
        HttpRequest.Builder put = HttpRequest.newBuilder(
                        URI.create(upload.get("url").asString()))
                .PUT(HttpRequest.BodyPublishers.ofByteArray(jpeg));
        upload.get("headers").properties().stream()
                .filter(header -> !header.getKey().equalsIgnoreCase("content-length"))
                .forEach(header -> put.header(header.getKey(), header.getValue().asString()));
        assertThat(HttpClient.newHttpClient()
                        .send(put.build(), HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(200);
    }

    private static byte[] jpeg() throws IOException {
        BufferedImage picture = new BufferedImage(1600, 1200, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < 1200; y++) {
            for (int x = 0; x < 1600; x++) {
                picture.setRGB(x, y, x * y);
            }
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, "jpeg", bytes);
        return bytes.toByteArray();
    }
}
