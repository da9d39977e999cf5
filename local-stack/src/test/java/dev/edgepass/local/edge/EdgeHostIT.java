package dev.edgepass.local.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.edgepass.local.install.Installation;
import dev.edgepass.local.media.FolderFiles;
import dev.edgepass.local.media.MediaFolder;
import dev.edgepass.local.media.R2;
import dev.edgepass.local.process.Children;
import dev.edgepass.local.process.Ports;
import dev.edgepass.local.process.StartFailure;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.S3Exception;

class EdgeHostIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final WorkerBundle WORKER =
            new WorkerBundle(Path.of("src/test/edge"), "index.mjs", Path.of("src/test/edge/wrangler.jsonc"));

    @TempDir
    static Path data;

    private static Children children;
    private static EdgeHost host;
    private static S3Client s3;

    @BeforeAll
    static void start() {
        children = new Children(data.resolve("logs"), data.resolve("pids"));
        host = EdgeHost.start(Installation.find(), settings(data.resolve("edge"), Ports.free()), children);
        s3 = R2.client(host.s3());
    }

    @AfterAll
    static void stop() {
        s3.close();
        children.close();
        // The system still has to reap it: its parent is gone.
        await().until(() -> host.workerd().flatMap(ProcessHandle::of).isEmpty());
    }

    @Test
    void every_location_has_its_own_bindings() throws Exception {
        assertThat(get(host.edges().get(0).resolve("/vars")).body()).isEqualTo("{\"cache\":\"edge-1\"}");
        assertThat(get(host.edges().get(1).resolve("/vars")).body()).isEqualTo("{\"cache\":\"edge-2\"}");
    }

    @Test
    void a_location_says_of_its_requests_where_they_came_in() throws Exception {
        assertThat(get(host.edges().get(0).resolve("/place")).body())
                .contains("\"colo\":\"FRA\"", "\"country\":\"DE\"");
        assertThat(get(host.edges().get(1).resolve("/place")).body()).isEqualTo("{}");
    }

    @Test
    void a_bulk_write_reaches_the_own_namespace_of_every_location() throws Exception {
        String body = "[{\"key\":\"plain\",\"value\":\"text\"},{\"key\":\"bytes\",\"value\":\"AP8=\",\"base64\":true}]";

        HttpResponse<String> answer = putBulk(body, host.kv().apiToken());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"success\":true", "\"errors\":[]", "\"successful_key_count\":2");
        for (URI edge : host.edges()) {
            assertThat(get(edge.resolve("/plain")).body()).isEqualTo("text");
            byte[] bytes = HTTP.send(
                            HttpRequest.newBuilder(edge.resolve("/bytes")).build(),
                            HttpResponse.BodyHandlers.ofByteArray())
                    .body();
            assertThat(bytes).containsExactly(0x00, 0xFF);
        }
    }

    @Test
    void a_bulk_write_without_the_right_token_is_refused_and_writes_nothing() throws Exception {
        HttpResponse<String> answer = putBulk("[{\"key\":\"stolen\",\"value\":\"x\"}]", "wrong");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("\"success\":false", "Authentication error");
        assertThat(get(host.edges().get(0).resolve("/stolen")).statusCode()).isEqualTo(404);
    }

    @Test
    void a_bulk_write_of_something_else_than_pairs_is_refused() throws Exception {
        for (String body :
                List.of("{}", "nonsense", "[{\"value\":\"x\"}]", "[{\"key\":\"k\",\"value\":1}]", "[null]")) {
            assertThat(putBulk(body, host.kv().apiToken()).statusCode())
                    .as(body)
                    .isEqualTo(400);
        }
    }

    @Test
    void the_host_says_when_workerd_is_silent_and_when_it_answers_again() throws Exception {
        String script = """
                import { spawn } from "node:child_process";
                import { createServer } from "node:http";
                import { watchForSilence } from "./src/main/edge/silence.mjs";
                const child = spawn("sleep", ["60"]);
                let stuck = true;
                const server = createServer((request, response) => stuck || response.end()).listen(0, "127.0.0.1", () => {
                  const url = `http://127.0.0.1:${server.address().port}/`;
                  watchForSilence(url, (words) => {
                    console.log(words);
                    if (!stuck) {
                      child.kill();
                      process.exit(0);
                    }
                    stuck = false;
                  }, { every: 20, patience: 500 });
                });
                """;
        Process node = new ProcessBuilder(
                        Installation.find().node().toString(), "--input-type=module", "--eval", script)
                .redirectErrorStream(true)
                .start();

        assertThat(new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("workerd hasn't answered for 0.5 s; process ")
                .contains(": S sleep ");
        assertThat(node.waitFor()).isZero();
    }

    @Test
    void a_conditional_put_holds_only_for_the_etag_it_names() {
        String bucket = host.s3().feedBucket();
        String first = s3.putObject(put -> put.bucket(bucket).key("head").ifNoneMatch("*"), RequestBody.fromString("1"))
                .eTag();
        assertThatThrownBy(() -> s3.putObject(
                        put -> put.bucket(bucket).key("head").ifNoneMatch("*"), RequestBody.fromString("2")))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(412));

        s3.putObject(put -> put.bucket(bucket).key("head").ifMatch(first), RequestBody.fromString("2"));
        assertThatThrownBy(() ->
                        s3.putObject(put -> put.bucket(bucket).key("head").ifMatch(first), RequestBody.fromString("3")))
                .isInstanceOfSatisfying(
                        S3Exception.class, e -> assertThat(e.statusCode()).isEqualTo(412));
        assertThat(s3.getObjectAsBytes(get -> get.bucket(bucket).key("head")).asUtf8String())
                .isEqualTo("2");
    }

    @Test
    void a_large_object_arrives_in_parts_and_is_read_by_range() {
        String bucket = host.s3().mediaBucket();
        byte[] part = new byte[5 << 20];
        String upload = s3.createMultipartUpload(
                        create -> create.bucket(bucket).key("video.mp4").contentType("video/mp4"))
                .uploadId();
        List<CompletedPart> parts = IntStream.rangeClosed(1, 3)
                .mapToObj(number -> {
                    part[0] = (byte) number;
                    String etag = s3.uploadPart(
                                    put -> put.bucket(bucket)
                                            .key("video.mp4")
                                            .uploadId(upload)
                                            .partNumber(number),
                                    RequestBody.fromBytes(part))
                            .eTag();
                    return CompletedPart.builder().partNumber(number).eTag(etag).build();
                })
                .toList();
        s3.completeMultipartUpload(
                done -> done.bucket(bucket).key("video.mp4").uploadId(upload).multipartUpload(all -> all.parts(parts)));

        byte[] range = s3.getObjectAsBytes(get ->
                        get.bucket(bucket).key("video.mp4").range("bytes=" + (10 << 20) + "-" + ((10 << 20) + 1)))
                .asByteArray();
        assertThat(range).containsExactly(3, 0);
    }

    @Test
    void a_taken_port_is_told_and_leaves_nothing_running(@TempDir Path other) throws IOException {
        try (ServerSocket taken = new ServerSocket(0);
                Children own = new Children(other.resolve("logs"), other.resolve("pids"))) {
            EdgeHostSettings settings = settings(other.resolve("edge"), taken.getLocalPort());
            assertThatThrownBy(() -> EdgeHost.start(Installation.find(), settings, own))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining("edge ended while it was starting")
                    .hasMessageContaining("in use");
        }
    }

    private static EdgeHostSettings settings(Path folder, int s3Port) {
        List<EdgeLocation> locations = IntStream.of(1, 2)
                .mapToObj(number -> new EdgeLocation(
                        "edge-" + number,
                        Ports.free(),
                        Map.of("CACHE_NAME", "edge-" + number),
                        "edge-" + number,
                        number == 1 ? Map.of("colo", "FRA", "country", "DE") : Map.of()))
                .toList();
        return new EdgeHostSettings(folder, s3Port, Ports.free(), WORKER, locations);
    }

    @Test
    void a_file_that_cannot_be_an_object_or_that_the_store_refuses_is_named_and_costs_no_other(@TempDir Path folder)
            throws IOException {
        String refused = "line\u2028separator.jpg";
        Files.writeString(folder.resolve(refused), "never in the bucket");
        Files.writeString(folder.resolve("back\\slash.jpg"), "never sent");
        Files.writeString(folder.resolve("good.jpg"), "in the bucket");
        List<String> said = new ArrayList<>();

        Set<String> notThere = MediaFolder.upload(FolderFiles.of(folder, ""), host.s3(), said::add);

        assertThat(notThere).containsExactly(refused);
        assertThat(said)
                .contains("Not uploaded: back\\slash.jpg: key: a backslash; rename it")
                .anyMatch(line -> line.startsWith("Not uploaded: line\\u2028separator.jpg: the store answered "));
        assertThat(s3.getObjectAsBytes(
                                get -> get.bucket(host.s3().mediaBucket()).key("good.jpg"))
                        .asUtf8String())
                .isEqualTo("in the bucket");
    }

    private static HttpResponse<String> putBulk(String body, String token) throws Exception {
        KvAccess kv = host.kv();
        URI uri = URI.create(
                kv.apiBase() + "/accounts/" + kv.accountId() + "/storage/kv/namespaces/" + kv.namespaceId() + "/bulk");
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(URI uri) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
}
