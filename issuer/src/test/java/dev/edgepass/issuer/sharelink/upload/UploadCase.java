package dev.edgepass.issuer.sharelink.upload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.issuer.testing.Api;
import dev.edgepass.issuer.testing.TestIssuer;
import dev.edgepass.issuer.testing.TestProjection;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Upload links from the outside, against the real store: the calls of an uploader without a login, and of the link's owner. */
abstract class UploadCase {
    static final JsonMapper JSON = JsonMapper.shared();
    static final byte[] PNG = concat(HexFormat.of().parseHex("89504e470d0a1a0a0000000d49484452"), new byte[1_000]);

    final Api api = TestIssuer.shared().api();
    final String owner = TestIssuer.user("studio", "in/", "other/");

    @BeforeEach
    void projectionIsCurrent() {
        TestIssuer.awaitReady();
        TestProjection.catchUp();
    }

    Api.Answer create(String terms) {
        Api.Answer link = api.post("/share-links", owner, "{\"kind\":\"upload\"," + terms + "}");
        assertThat(link.status()).as(link.text()).isEqualTo(201);
        TestProjection.catchUp();
        return link;
    }

    Api.Answer session(Api.Answer link) {
        return session(link, "");
    }

    Api.Answer session(Api.Answer link, String more) {
        return api.post("/upload-links/sessions", null, "{\"secret\":\"" + link.string("secret") + "\"" + more + "}");
    }

    Api.Answer uploader(String call, Api.Answer session, String members) {
        return api.post(
                "/upload-links" + call, null, "{\"session\":\"" + session.string("session") + "\"" + members + "}");
    }

    Api.Answer begin(Api.Answer session, String name, long size) {
        return uploader(
                "/files",
                session,
                ",\"uploader\":\" Anna \",\"files\":[{\"name\":" + JSON.writeValueAsString(name) + ",\"size\":" + size
                        + "}]");
    }

    static String file(String name, long size, String ref) {
        return "{\"name\":\"" + name + "\",\"size\":" + size + ",\"ref\":\"" + ref + "\"}";
    }

    /** Ids. */
    List<String> announced(Api.Answer session, String files) {
        Api.Answer begun = uploader("/files", session, ",\"files\":[" + files + "]");
        assertThat(begun.status()).as(begun.text()).isEqualTo(201);
        return begun.json().get("files").findValuesAsString("id");
    }

    Api.Answer parts(Api.Answer session, String id, Integer... numbers) {
        return uploader("/parts", session, ",\"id\":\"" + id + "\",\"parts\":" + List.of(numbers));
    }

    Api.Answer complete(Api.Answer session, String id, List<String> etags) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < etags.size(); i++) {
            parts.add("{\"number\":" + (i + 1) + ",\"etag\":" + JSON.writeValueAsString(etags.get(i)) + "}");
        }
        return uploader("/files/complete", session, ",\"id\":\"" + id + "\",\"parts\":" + parts);
    }

    /** Its completion was cut off before Redis was told. */
    String completedAtTheStoreAlone(Api.Answer link, Api.Answer session) {
        String id = announced(session, "a.png", PNG);
        String etag = etag(put(parts(session, id, 1).json().get("parts").get(0), PNG));
        String uploadId = TestIssuer.shared()
                .bean(Reservations.class)
                .find(link.string("id"), id)
                .map(Reservation::uploadId)
                .orElseThrow();
        assertThat(TestIssuer.shared().bean(Quarantine.class).complete(link.string("id"), id, uploadId, List.of(etag)))
                .isEqualTo(Quarantine.Completion.DONE);
        return id;
    }

    String announced(Api.Answer session, String name, byte[] content) {
        Api.Answer begun = begin(session, name, content.length);
        assertThat(begun.status()).as(begun.text()).isEqualTo(201);
        return begun.json().get("files").get(0).get("id").stringValue();
    }

    /** All of it, of one part. */
    String upload(Api.Answer session, String name, byte[] content) {
        String id = announced(session, name, content);
        String etag = etag(put(parts(session, id, 1).json().get("parts").get(0), content));
        assertThat(complete(session, id, List.of(etag)).string("state")).isEqualTo("waiting");
        return id;
    }

    /** On a connection of its own: a store that refuses a body unread closes its connection after the answer (RFC 9112, 9.6). */
    static HttpResponse<String> put(JsonNode part, byte[] content) {
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(part.get("url").stringValue()))
                                    .PUT(HttpRequest.BodyPublishers.ofByteArray(content))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("the store had no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    static String etag(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.headers().firstValue("ETag").orElseThrow();
    }

    String state(Api.Answer session, String id) {
        return uploader("/files/state", session, ",\"ids\":[\"" + id + "\"]")
                .json()
                .get("files")
                .get(0)
                .get("state")
                .stringValue();
    }

    /** Files and bytes. */
    String left(Api.Answer session) {
        Api.Answer answer = uploader("/files/state", session, ",\"ids\":[\"AAAAAAAAAAAAAAAAAAAAAA\"]");
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        JsonNode state = answer.json();
        return state.get("filesLeft").longValue() + " " + state.get("bytesLeft").longValue();
    }

    static String received(Api.Answer link, String call) {
        return "/share-links/" + link.string("id") + "/received" + call;
    }

    JsonNode received(Api.Answer link) {
        return api.get(received(link, ""), owner).json();
    }

    Api.Answer accept(Api.Answer link, String more, String id) {
        return api.post(received(link, "/accept"), owner, "{\"files\":[\"" + id + "\"]" + more + "}");
    }

    Api.Answer reject(Api.Answer link, String id) {
        return api.post(received(link, "/reject"), owner, "{\"files\":[\"" + id + "\"]}");
    }

    static List<String> reasons(Api.Answer accepted) {
        assertThat(accepted.json().get("accepted")).as(accepted.text()).isEmpty();
        return accepted.json().get("refused").findValuesAsString("reason");
    }

    JsonNode objects(String prefix) {
        return api.get("/objects?prefix=" + prefix, owner).json().get("objects");
    }

    static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
