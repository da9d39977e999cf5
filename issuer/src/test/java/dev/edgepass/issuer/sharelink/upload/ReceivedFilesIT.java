package dev.edgepass.issuer.sharelink.upload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.issuer.testing.Api;
import dev.edgepass.issuer.testing.TestIssuer;
import dev.edgepass.issuer.testing.TestProjection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What an upload link received, as its owner has it: looked at, accepted and rejected, also where that was cut off. */
class ReceivedFilesIT extends UploadCase {
    @Test
    void a_file_waits_until_the_owner_accepts_it_and_is_media_then() {
        Api.Answer link =
                create("\"prefix\":\"in/once/\",\"maxFiles\":3,\"maxBytes\":100000,\"label\":\"Photos, please\"");
        assertThat(link.string("kind")).isEqualTo("upload");
        assertThat(link.string("url")).isEqualTo("https://share.example/u/" + link.string("secret"));
        Api.Answer session = session(link);
        assertThat(session.status()).as(session.text()).isEqualTo(201);
        assertThat(session.header("Cache-Control")).contains("no-store");
        assertThat(session.json().get("link").toString())
                .contains("\"label\":\"Photos, please\"", "\"filesLeft\":3", "\"bytesLeft\":100000");

        String id = upload(session, "Zu\u0308rich 1.png", PNG);

        assertThat(objects("in/once/")).isEmpty();
        JsonNode waiting = received(link).get("files").get(0);
        assertThat(waiting.get("id").stringValue()).isEqualTo(id);
        // The name as its key would have it: in NFC.
        assertThat(waiting.get("name").stringValue()).isEqualTo("Z\u00fcrich 1.png");
        assertThat(waiting.get("uploader").stringValue()).isEqualTo("Anna");
        assertThat(waiting.get("contentType").stringValue()).isEqualTo("image/png");
        assertThat(waiting.get("size").longValue()).isEqualTo(PNG.length);

        String key = "in/once/Z\u00fcrich 1.png";
        assertThat(accept(link, "", id).text())
                .isEqualTo("{\"accepted\":[{\"id\":\"" + id + "\",\"key\":\"" + key + "\"}],\"refused\":[]}");

        JsonNode object = objects("in/once/").get(0);
        assertThat(object.get("key").stringValue()).isEqualTo(key);
        assertThat(object.get("size").longValue()).isEqualTo(PNG.length);
        assertThat(received(link).get("files")).isEmpty();
        assertThat(state(session, id)).isEqualTo("gone");
        // What was accepted keeps its room.
        assertThat(left(session)).isEqualTo("2 " + (100_000 - PNG.length));
    }

    @Test
    void an_acceptance_may_be_repeated_and_two_at_once_make_one_object() {
        Api.Answer link = create("\"prefix\":\"in/twice/\",\"maxFiles\":3,\"maxBytes\":100000");
        String id = upload(session(link), "a.png", PNG);

        List<Api.Answer> both = List.of(
                        CompletableFuture.supplyAsync(() -> accept(link, "", id)),
                        CompletableFuture.supplyAsync(() -> accept(link, "", id)))
                .stream()
                .map(CompletableFuture::join)
                .toList();

        for (Api.Answer answer : List.of(both.get(0), both.get(1), accept(link, "", id))) {
            assertThat(answer.text())
                    .isEqualTo("{\"accepted\":[{\"id\":\"" + id + "\",\"key\":\"in/twice/a.png\"}],\"refused\":[]}");
        }
        assertThat(objects("in/twice/")).hasSize(1);
    }

    @Test
    void an_acceptance_that_was_cut_off_after_the_copy_is_finished_where_it_began() {
        Api.Answer link = create("\"prefix\":\"in/cut/\",\"maxFiles\":3,\"maxBytes\":100000");
        String id = upload(session(link), "a.png", PNG);
        copied(link, id, "in/cut/a.png");
        api.send(
                "PATCH",
                "/api/v1/media/share-links/" + link.string("id"),
                owner,
                "{\"prefix\":\"in/cut-later/\"}",
                "Prefer",
                "wait=0");
        TestProjection.catchUp();

        assertThat(accept(link, "", id).json().get("accepted").findValuesAsString("key"))
                .containsExactly("in/cut/a.png");
        assertThat(objects("in/cut-later/")).isEmpty();
        assertThat(received(link).get("files")).isEmpty();
    }

    @Test
    void a_rejection_deletes_the_copy_of_an_acceptance_that_was_cut_off() {
        Api.Answer link = create("\"prefix\":\"in/undone/\",\"maxFiles\":1,\"maxBytes\":100000");
        Api.Answer session = session(link);
        String id = upload(session, "a.png", PNG);
        copied(link, id, "in/undone/a.png");
        assertThat(objects("in/undone/")).hasSize(1);

        assertThat(reject(link, id).status()).isEqualTo(204);

        assertThat(objects("in/undone/")).isEmpty();
        assertThat(left(session)).isEqualTo("1 100000");
        assertThat(reasons(accept(link, "", id))).containsExactly("not-found");
    }

    @Test
    void a_rejection_deletes_no_other_files_object() {
        Api.Answer link = create("\"prefix\":\"in/others/\",\"maxFiles\":3,\"maxBytes\":100000");
        Api.Answer session = session(link);
        String first = upload(session, "a.png", PNG);
        String second = upload(session, "a.png", PNG);
        copied(link, first, "in/others/a.png");
        assertThat(accept(link, ",\"overwrite\":true", second).json().get("accepted"))
                .hasSize(1);
        assertThat(reasons(accept(link, "", first))).containsExactly("key-exists");

        assertThat(reject(link, first).status()).isEqualTo(204);

        assertThat(objects("in/others/")).hasSize(1);
        assertThat(received(link).get("files")).isEmpty();
    }

    @Test
    void an_acceptance_that_was_cut_off_before_redis_was_told_keeps_its_room_whatever_comes_next() {
        Acceptances acceptances = TestIssuer.shared().bean(Acceptances.class);
        for (boolean accepting : List.of(true, false)) {
            Api.Answer link = create("\"prefix\":\"in/told/\",\"maxFiles\":1,\"maxBytes\":100000");
            Api.Answer session = session(link);
            String id = upload(session, accepting + ".png", PNG);
            acceptances.accept(
                    link.string("id"),
                    copied(link, id, "in/told/" + accepting + ".png"),
                    "in/told/" + accepting + ".png");

            assertThat((accepting ? accept(link, "", id) : reject(link, id)).status())
                    .isLessThan(300);

            assertThat(TestIssuer.shared().bean(Reservations.class).find(link.string("id"), id))
                    .map(Reservation::state)
                    .hasValue(Reservation.State.ACCEPTED);
            assertThat(begin(session, "b.png", 1).problem()).isEqualTo("upload-limit");
        }
        assertThat(objects("in/told/")).hasSize(2);
    }

    /** As far as an acceptance comes that is cut off after the copy. */
    private static Quarantine.Waiting copied(Api.Answer link, String id, String key) {
        Acceptances acceptances = TestIssuer.shared().bean(Acceptances.class);
        Quarantine.Waiting file = TestIssuer.shared()
                .bean(Quarantine.class)
                .find(link.string("id"), id)
                .orElseThrow();
        acceptances.intend(link.string("id"), id, key);
        assertThat(acceptances.copy(link.string("id"), file, key, "image/png", false))
                .hasValue(true);
        return file;
    }

    @Test
    void what_waits_is_paged_by_id() {
        Api.Answer link = create("\"prefix\":\"in/pages/\",\"maxFiles\":3,\"maxBytes\":100000");
        Api.Answer session = session(link);
        List<String> ids = Stream.of("a.png", "b.png", "c.png")
                .map(name -> upload(session, name, PNG))
                .sorted()
                .toList();
        Quarantine quarantine = TestIssuer.shared().bean(Quarantine.class);

        assertThat(quarantine.waiting(link.string("id"), null, 2)).containsExactly(ids.get(0), ids.get(1));
        assertThat(quarantine.waiting(link.string("id"), ids.get(1), 2)).containsExactly(ids.get(2));
        assertThat(api.get(received(link, "?cursor=" + ids.get(0)), owner)
                        .json()
                        .get("files")
                        .findValuesAsString("id"))
                .containsExactly(ids.get(1), ids.get(2));
    }

    @Test
    void an_object_that_is_there_is_replaced_only_if_asked() {
        Api.Answer link = create("\"prefix\":\"in/exists/\",\"maxFiles\":3,\"maxBytes\":100000");
        Api.Answer session = session(link);
        String first = upload(session, "a.png", PNG);
        byte[] longer = concat(PNG, new byte[1]);
        String second = upload(session, "a.png", longer);
        accept(link, "", first);

        assertThat(reasons(accept(link, "", second))).containsExactly("key-exists");
        assertThat(objects("in/exists/").get(0).get("size").longValue()).isEqualTo(PNG.length);
        assertThat(accept(link, ",\"overwrite\":true", second).json().get("accepted"))
                .hasSize(1);
        assertThat(objects("in/exists/").get(0).get("size").longValue()).isEqualTo(longer.length);
    }

    @ParameterizedTest
    @CsvSource({
        "a.jpg, <!DOCTYPE html><html><script>alert(1)</script>",
        "a.png, '<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>'",
        "a.txt, '<html><body onload=\"alert(1)\">'",
        "a.dat, 'MZ\u0090\u0000\u0003\u0000\u0000\u0000'",
        "a.unknown, '#!/bin/sh\nrm -rf /\n'",
        "a.html, '<!DOCTYPE html><html></html>'",
        "a.mp4, hello",
        "a.jpg, GIF89a-not-a-jpeg",
    })
    void a_file_that_is_not_what_its_name_says_is_refused_and_waits(String name, String content) {
        Api.Answer link = create("\"prefix\":\"in/type/\",\"maxFiles\":3,\"maxBytes\":100000");
        String id = upload(session(link), name, content.getBytes(StandardCharsets.ISO_8859_1));

        Api.Answer answer = accept(link, "", id);

        assertThat(reasons(answer)).as(answer.text()).containsExactly("type-mismatch");
        assertThat(objects("in/type/")).isEmpty();
        assertThat(received(link).get("files")).hasSize(1);
    }

    @Test
    void what_is_rejected_is_gone_and_gives_its_room_back() {
        Api.Answer link = create("\"prefix\":\"in/no/\",\"maxFiles\":1,\"maxBytes\":100000");
        Api.Answer session = session(link);
        String id = upload(session, "a.png", PNG);
        assertThat(begin(session, "b.png", 1).problem()).isEqualTo("upload-limit");

        for (int i = 0; i < 2; i++) {
            assertThat(reject(link, id).status()).isEqualTo(204);
        }

        assertThat(left(session)).isEqualTo("1 100000");
        assertThat(reasons(accept(link, "", id))).containsExactly("not-found");
        assertThat(begin(session, "b.png", 1).status()).isEqualTo(201);
    }

    @Test
    void a_rejection_gives_the_room_back_of_a_file_whose_completion_was_cut_off() {
        Api.Answer link = create("\"prefix\":\"in/no-cut/\",\"maxFiles\":1,\"maxBytes\":100000");
        Api.Answer session = session(link);
        String id = completedAtTheStoreAlone(link, session);

        assertThat(reject(link, id).status()).isEqualTo(204);

        assertThat(left(session)).isEqualTo("1 100000");
        assertThat(received(link).get("files")).isEmpty();
    }

    @Test
    void a_file_whose_rejection_was_cut_off_once_it_had_no_room_any_more_waits_and_is_counted_when_it_is_accepted() {
        Api.Answer link = create("\"prefix\":\"in/uncounted/\",\"maxFiles\":3,\"maxBytes\":100000");
        Api.Answer session = session(link);
        List<String> ids = Stream.of("a.png", "b.png")
                .map(name -> upload(session, name, PNG))
                .toList();
        Reservations reservations = TestIssuer.shared().bean(Reservations.class);
        for (String id : ids) {
            assertThat(reservations.release(
                            link.string("id"), id, Reservation.there(Reservation.State.RECEIVED, PNG.length)))
                    .isTrue();
        }
        assertThat(left(session)).isEqualTo("3 100000");

        assertThat(accept(link, "", ids.get(0)).json().get("accepted")).hasSize(1);
        assertThat(reject(link, ids.get(1)).status()).isEqualTo(204);

        assertThat(left(session)).isEqualTo("2 " + (100_000 - PNG.length));
        assertThat(received(link).get("files")).isEmpty();
    }

    @Test
    void an_owner_can_look_at_a_file_first_and_it_is_never_shown_as_a_page() throws Exception {
        Api.Answer link = create("\"prefix\":\"in/look/\",\"maxFiles\":3,\"maxBytes\":100000");
        String id = upload(session(link), "a.png", PNG);

        Api.Answer answer = api.post(received(link, "/" + id + "/download-url"), owner, "{}");

        assertThat(answer.status()).as(answer.text()).isEqualTo(201);
        HttpResponse<byte[]> file = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(answer.string("url"))).build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        assertThat(file.body()).isEqualTo(PNG);
        assertThat(file.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
        assertThat(file.headers().firstValue("Content-Disposition").orElse("")).startsWith("attachment");
    }

    @Test
    void what_was_received_is_the_owners_alone() {
        Api.Answer link = create("\"prefix\":\"in/whose/\",\"maxFiles\":3,\"maxBytes\":100000");
        String id = upload(session(link), "a.png", PNG);
        String stranger = TestIssuer.user("stranger", "in/");
        String body = "{\"files\":[\"" + id + "\"]}";

        assertThat(api.get(received(link, ""), stranger).problem()).isEqualTo("link-not-found");
        for (String call : List.of("/accept", "/reject", "/" + id + "/download-url")) {
            assertThat(api.post(received(link, call), stranger, body).problem()).isEqualTo("link-not-found");
        }
        assertThat(api.get(received(link, ""), TestIssuer.admin()).json().get("files"))
                .hasSize(1);
        assertThat(api.post(received(link, "/accept"), TestIssuer.admin(), body)
                        .json()
                        .get("accepted"))
                .hasSize(1);
    }
}
