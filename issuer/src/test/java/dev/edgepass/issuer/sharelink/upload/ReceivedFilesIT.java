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
        move(link, "in/cut-later/");

        assertThat(accept(link, "", id).json().get("accepted").findValuesAsString("key"))
                .containsExactly("in/cut/a.png");
        assertThat(objects("in/cut-later/")).isEmpty();
        assertThat(received(link).get("files")).isEmpty();
    }

    private void move(Api.Answer link, String prefix) {
        api.send(
                "PATCH",
                "/api/v1/media/share-links/" + link.string("id"),
                owner,
                "{\"prefix\":\"" + prefix + "\"}",
                "Prefer",
                "wait=0");
        TestProjection.catchUp();
    }

    @Test
    void a_file_that_was_refused_as_its_key_existed_goes_to_the_folder_that_the_link_has_when_it_is_accepted() {
        Api.Answer link = create("\"prefix\":\"in/left/\",\"maxFiles\":3,\"maxBytes\":100000");
        Api.Answer session = session(link);
        String first = upload(session, "a.png", PNG);
        String second = upload(session, "a.png", PNG);
        accept(link, "", first);
        assertThat(reasons(accept(link, "", second))).containsExactly("key-exists");
        move(link, "in/left-for/");
        TestIssuer.shared().bean(Acceptances.class).deleteCopy(first, "in/left/a.png");

        assertThat(accept(link, "", second).json().get("accepted").findValuesAsString("key"))
                .containsExactly("in/left-for/a.png");
        assertThat(objects("in/left/")).isEmpty();
    }

    @Test
    void an_acceptance_that_was_cut_off_is_not_finished_into_a_folder_that_the_login_does_not_open() {
        Api.Answer link = create("\"prefix\":\"in/shut/\",\"maxFiles\":3,\"maxBytes\":100000");
        String id = upload(session(link), "a.png", PNG);
        TestIssuer.shared().bean(Acceptances.class).intend(link.string("id"), id, "in/shut/a.png");
        move(link, "other/open/");
        String body = "{\"files\":[\"" + id + "\"]}";

        Api.Answer refused = api.post(received(link, "/accept"), TestIssuer.user("studio", "other/"), body);

        assertThat(reasons(refused)).containsExactly("path-not-allowed");
        assertThat(refused.text()).doesNotContain("in/shut/");
        assertThat(objects("in/shut/")).isEmpty();
        assertThat(accept(link, "", id).json().get("accepted").findValuesAsString("key"))
                .containsExactly("in/shut/a.png");
    }

    @Test
    void of_an_acceptance_and_a_rejection_at_the_same_moment_one_holds() {
        Api.Answer link = create("\"prefix\":\"in/both/\",\"maxFiles\":10,\"maxBytes\":100000");
        Api.Answer session = session(link);
        for (int i = 0; i < 10; i++) {
            String id = upload(session, i + ".png", PNG);
            CompletableFuture<Api.Answer> accepting = CompletableFuture.supplyAsync(() -> accept(link, "", id));
            CompletableFuture<Api.Answer> rejecting = CompletableFuture.supplyAsync(() -> reject(link, id));
            assertThat(rejecting.join().status()).isEqualTo(204);

            int accepted = accepting.join().json().get("accepted").size();

            assertThat(objects("in/both/").findValuesAsString("key").contains("in/both/" + i + ".png"))
                    .isEqualTo(accepted == 1);
            assertThat(accept(link, "", id).json().get("accepted")).hasSize(accepted);
        }
        assertThat(received(link).get("files")).isEmpty();
        assertThat(left(session))
                .isEqualTo((10 - objects("in/both/").size()) + " "
                        + (100_000 - objects("in/both/").size() * PNG.length));
    }

    @Test
    void an_acceptance_that_has_copied_when_the_file_is_rejected_leaves_nothing() {
        Api.Answer link = create("\"prefix\":\"in/late/\",\"maxFiles\":1,\"maxBytes\":100000");
        Api.Answer session = session(link);
        String id = upload(session, "a.png", PNG);
        Quarantine.Waiting file = copied(link, id, "in/late/a.png");

        assertThat(reject(link, id).status()).isEqualTo(204);

        Acceptances.Decision late = new Acceptances.Decision("in/late/a.png");
        assertThat(TestIssuer.shared().bean(Acceptances.class).decide(link.string("id"), file, late))
                .isEqualTo(Acceptances.Decision.REJECTED);
        assertThat(objects("in/late/")).isEmpty();
        assertThat(left(session)).isEqualTo("1 100000");
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
    void an_acceptance_that_was_cut_off_once_it_was_decided_holds_whatever_comes_next() {
        Acceptances acceptances = TestIssuer.shared().bean(Acceptances.class);
        Quarantine quarantine = TestIssuer.shared().bean(Quarantine.class);
        for (boolean accepting : List.of(true, false)) {
            for (boolean deleted : List.of(true, false)) {
                Api.Answer link = create("\"prefix\":\"in/told/\",\"maxFiles\":1,\"maxBytes\":100000");
                Api.Answer session = session(link);
                String name = accepting + "-" + deleted + ".png";
                String id = upload(session, name, PNG);
                Quarantine.Waiting file = copied(link, id, "in/told/" + name);
                acceptances.decide(link.string("id"), file, new Acceptances.Decision("in/told/" + name));
                if (deleted) {
                    quarantine.delete(link.string("id"), id);
                }

                assertThat((accepting ? accept(link, "", id) : reject(link, id)).status())
                        .isLessThan(300);

                assertThat(received(link).get("files")).isEmpty();
                assertThat(TestIssuer.shared().bean(Reservations.class).find(link.string("id"), id))
                        .map(Reservation::state)
                        .hasValue(Reservation.State.ACCEPTED);
                assertThat(begin(session, "b.png", 1).problem()).isEqualTo("upload-limit");
            }
        }
        assertThat(objects("in/told/")).hasSize(4);
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
    void a_file_whose_rejection_was_cut_off_waits_until_it_is_rejected_again() {
        Api.Answer link = create("\"prefix\":\"in/uncounted/\",\"maxFiles\":3,\"maxBytes\":100000");
        Api.Answer session = session(link);
        List<String> ids = Stream.of("a.png", "b.png")
                .map(name -> upload(session, name, PNG))
                .toList();
        for (String id : ids) {
            Quarantine.Waiting file = TestIssuer.shared()
                    .bean(Quarantine.class)
                    .find(link.string("id"), id)
                    .orElseThrow();
            TestIssuer.shared().bean(Acceptances.class).decide(link.string("id"), file, Acceptances.Decision.REJECTED);
        }
        // The second one was cut off a step later.
        assertThat(TestIssuer.shared()
                        .bean(Reservations.class)
                        .release(
                                link.string("id"),
                                ids.get(1),
                                Reservation.there(Reservation.State.RECEIVED, PNG.length)))
                .isTrue();

        for (String id : ids) {
            assertThat(reasons(accept(link, "", id))).containsExactly("not-found");
        }
        assertThat(received(link).get("files")).hasSize(2);
        assertThat(objects("in/uncounted/")).isEmpty();

        for (String id : ids) {
            assertThat(reject(link, id).status()).isEqualTo(204);
        }
        assertThat(received(link).get("files")).isEmpty();
        assertThat(left(session)).isEqualTo("3 100000");
    }

    @Test
    void rejected_files_take_no_room_where_it_is_counted_anew_from_the_bucket() {
        Api.Answer link = create("\"prefix\":\"in/anew/\",\"maxFiles\":3,\"maxBytes\":100000");
        Api.Answer session = session(link);
        String accepted = upload(session, "a.png", PNG);
        String rejected = upload(session, "b.png", PNG);
        accept(link, "", accepted);
        reject(link, rejected);

        assertThat(TestIssuer.shared().bean(Quarantine.class).stored(link.string("id")))
                .containsOnlyKeys(accepted);
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
