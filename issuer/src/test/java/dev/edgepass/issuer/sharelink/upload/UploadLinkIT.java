package dev.edgepass.issuer.sharelink.upload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.issuer.sharelink.LinkSecret;
import dev.edgepass.issuer.testing.Api;
import dev.edgepass.issuer.testing.TestIssuer;
import dev.edgepass.issuer.testing.TestProjection;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Upload links from the outside, against the real store: an uploader without a login, and the link's owner. */
class UploadLinkIT {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final byte[] PNG =
            concat(HexFormat.of().parseHex("89504e470d0a1a0a0000000d49484452"), new byte[1_000]);

    private final Api api = TestIssuer.shared().api();
    private final String owner = TestIssuer.user("studio", "in/", "other/");

    @BeforeEach
    void projectionIsCurrent() {
        TestIssuer.awaitReady();
        TestProjection.catchUp();
    }

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
        Quarantine quarantine = TestIssuer.shared().bean(Quarantine.class);
        for (boolean accepting : List.of(true, false)) {
            Api.Answer link = create("\"prefix\":\"in/told/\",\"maxFiles\":1,\"maxBytes\":100000");
            Api.Answer session = session(link);
            String id = upload(session, accepting + ".png", PNG);
            quarantine.accept(
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
        Quarantine quarantine = TestIssuer.shared().bean(Quarantine.class);
        Quarantine.Waiting file = quarantine.find(link.string("id"), id).orElseThrow();
        quarantine.intend(link.string("id"), id, key);
        assertThat(quarantine.copy(link.string("id"), file, key, "image/png", false))
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
        HttpResponse<byte[]> file = HTTP.send(
                HttpRequest.newBuilder(URI.create(answer.string("url"))).build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertThat(file.body()).isEqualTo(PNG);
        assertThat(file.headers().firstValue("Content-Type")).hasValue("application/octet-stream");
        assertThat(file.headers().firstValue("Content-Disposition").orElse("")).startsWith("attachment");
    }

    /** Twenty calls of three files each, where ten files fit: three calls have room, and not one more. */
    @Test
    void the_limits_hold_exactly_under_concurrent_uploads() {
        Api.Answer byFiles = create("\"prefix\":\"in/race/\",\"maxFiles\":10,\"maxBytes\":100000");
        Api.Answer byBytes = create("\"prefix\":\"in/race/\",\"maxFiles\":1000,\"maxBytes\":1000");
        String three = IntStream.range(0, 3)
                .mapToObj(i -> "{\"name\":\"f" + i + ".png\",\"size\":100}")
                .collect(Collectors.joining(",", "[", "]"));
        for (Api.Answer link : List.of(byFiles, byBytes)) {
            String session = session(link).string("session");
            List<CompletableFuture<Api.Answer>> calls = IntStream.range(0, 20)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> api.post(
                            "/upload-links/files", null, "{\"session\":\"" + session + "\",\"files\":" + three + "}")))
                    .toList();
            List<Integer> statuses =
                    calls.stream().map(call -> call.join().status()).toList();

            assertThat(statuses).containsOnly(201, 403);
            assertThat(statuses.stream().filter(status -> status == 201)).hasSize(3);
        }
        assertThat(left(session(byFiles))).isEqualTo("1 99100");
        assertThat(left(session(byBytes))).isEqualTo("991 100");
        assertThat(begin(session(byBytes), "g.png", 101).json().get("detail").stringValue())
                .contains("100 more bytes");
    }

    @Test
    void a_file_that_is_announced_again_by_its_ref_is_the_same_one_and_takes_room_once() {
        Api.Answer link = create("\"prefix\":\"in/again/\",\"maxFiles\":3,\"maxBytes\":1000");
        Api.Answer other = create("\"prefix\":\"in/again/\",\"maxFiles\":3,\"maxBytes\":1000");
        Api.Answer session = session(link);
        String both = file("a.png", 300, "first-0123456789") + "," + file("a.png", 400, "second-0123456789");
        List<String> ids = announced(session, both);

        assertThat(announced(session, both)).isEqualTo(ids).doesNotHaveDuplicates();
        assertThat(announced(session(link), file("a.png", 400, "second-0123456789")))
                .containsExactly(ids.get(1));
        assertThat(left(session)).isEqualTo("1 300");
        assertThat(state(session, ids.get(0))).isEqualTo("uploading");
        assertThat(announced(session(other), both)).doesNotContainAnyElementsOf(ids);
        // Another file isn't taken for it.
        assertThat(announced(session, file("a.png", 299, "first-0123456789"))).doesNotContainAnyElementsOf(ids);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "0123456789abcdef/", "0123456789abcd\\u0000ef"})
    void a_ref_is_a_random_id_and_each_files_own(String ref) {
        Api.Answer session = session(create("\"prefix\":\"in/ref/\",\"maxFiles\":3,\"maxBytes\":1000"));
        String fine = "0123456789abcdef";

        assertThat(uploader("/files", session, ",\"files\":[" + file("a.png", 1, ref) + "]")
                        .string("field"))
                .isEqualTo("files[0].ref");
        for (String twice : List.of(fine, "a".repeat(65))) {
            assertThat(uploader(
                                    "/files",
                                    session,
                                    ",\"files\":[" + file("a.png", 1, fine) + "," + file("b.png", 1, twice) + "]")
                            .string("field"))
                    .isEqualTo("files[1].ref");
        }
    }

    @Test
    void a_file_of_several_parts_is_whole_only_with_all_of_them_as_long_as_was_signed() {
        byte[] content = new byte[FileParts.PART_BYTES + 5];
        Arrays.fill(content, (byte) 'x');
        Api.Answer link = create("\"prefix\":\"in/parts/\",\"maxFiles\":3,\"maxBytes\":100000000");
        Api.Answer session = session(link);
        Api.Answer begun = begin(session, "long.txt", content.length);
        JsonNode file = begun.json().get("files").get(0);
        assertThat(file.get("parts").intValue()).isEqualTo(2);
        String id = file.get("id").stringValue();
        assertThat(complete(session, id, List.of()).problem()).isEqualTo("upload-incomplete");
        JsonNode parts = parts(session, id, 1, 2).json().get("parts");
        byte[] head = Arrays.copyOf(content, FileParts.PART_BYTES);
        byte[] tail = Arrays.copyOfRange(content, FileParts.PART_BYTES, content.length);

        assertThat(put(parts.get(1), Arrays.copyOf(tail, tail.length - 1)).statusCode())
                .isEqualTo(403);
        assertThat(put(parts.get(1), concat(tail, new byte[1])).statusCode()).isEqualTo(403);
        String first = etag(put(parts.get(0), head));
        assertThat(complete(session, id, List.of(first)).json().get("detail").stringValue())
                .contains("[2]");
        assertThat(complete(session, id, List.of(first, "\"0123456789abcdef\"")).problem())
                .isEqualTo("upload-incomplete");
        assertThat(state(session, id)).isEqualTo("uploading");
        String second = etag(put(parts.get(1), tail));
        assertThat(complete(session, id, List.of(first, second)).string("state"))
                .isEqualTo("waiting");
        // Twice is once, and what was signed before is of no use any more.
        assertThat(complete(session, id, List.of(first, second)).string("state"))
                .isEqualTo("waiting");
        assertThat(put(parts.get(1), tail).statusCode()).isEqualTo(404);
        assertThat(parts(session, id, 1).problem()).isEqualTo("upload-not-found");
        assertThat(received(link).get("files").get(0).get("size").longValue()).isEqualTo(content.length);
    }

    @Test
    void a_cancelled_file_gives_its_room_back_and_takes_no_part_any_more() {
        Api.Answer link = create("\"prefix\":\"in/cancel/\",\"maxFiles\":1,\"maxBytes\":100000");
        Api.Answer session = session(link);
        String id = announced(session, "a.png", PNG);
        JsonNode part = parts(session, id, 1).json().get("parts").get(0);

        for (int i = 0; i < 2; i++) {
            assertThat(uploader("/files/cancel", session, ",\"id\":\"" + id + "\"")
                            .status())
                    .isEqualTo(204);
        }

        assertThat(put(part, PNG).statusCode()).isEqualTo(404);
        assertThat(parts(session, id, 1).problem()).isEqualTo("upload-not-found");
        assertThat(left(session)).isEqualTo("1 100000");
    }

    @Test
    void a_file_that_the_store_has_is_not_cancelled_although_its_completion_was_cut_off() {
        Api.Answer link = create("\"prefix\":\"in/cut-off/\",\"maxFiles\":1,\"maxBytes\":100000");
        Api.Answer session = session(link);
        String id = completedAtTheStoreAlone(link, session);

        Api.Answer cancelled = uploader("/files/cancel", session, ",\"id\":\"" + id + "\"");

        assertThat(cancelled.problem()).isEqualTo("upload-not-found");
        assertThat(state(session, id)).isEqualTo("waiting");
        assertThat(begin(session, "b.png", 1).problem()).isEqualTo("upload-limit");
    }

    /** Of each file, either it waits and has its room, or it is gone and the room is free. */
    @Test
    void completions_and_cancels_at_the_same_moment_take_no_more_than_the_link_has() {
        int files = 16;
        Api.Answer link = create("\"prefix\":\"in/both/\",\"maxFiles\":" + files + ",\"maxBytes\":1000000");
        Api.Answer session = session(link);
        List<CompletableFuture<Api.Answer>> calls = new ArrayList<>();
        for (int i = 0; i < files; i++) {
            String id = announced(session, "f" + i + ".png", PNG);
            String etag = etag(put(parts(session, id, 1).json().get("parts").get(0), PNG));
            calls.add(CompletableFuture.supplyAsync(() -> complete(session, id, List.of(etag))));
            calls.add(
                    CompletableFuture.supplyAsync(() -> uploader("/files/cancel", session, ",\"id\":\"" + id + "\"")));
        }
        assertThat(calls.stream().map(call -> call.join().status())).containsOnly(200, 204, 404);

        int waiting = received(link).get("files").size();
        assertThat(left(session)).isEqualTo((files - waiting) + " " + (1_000_000 - waiting * PNG.length));
        for (int i = waiting; i < files; i++) {
            assertThat(begin(session, "g" + i + ".png", 1).status()).isEqualTo(201);
        }
        assertThat(begin(session, "h.png", 1).problem()).isEqualTo("upload-limit");
    }

    @Test
    void closing_the_link_ends_its_uploads() {
        Api.Answer link = create("\"prefix\":\"in/closed/\",\"maxFiles\":3,\"maxBytes\":100000");
        Api.Answer session = session(link);
        String id = announced(session, "a.png", PNG);
        api.delete("/share-links/" + link.string("id"), owner, "Prefer", "wait=0");
        TestProjection.catchUp();

        for (Api.Answer answer : List.of(
                parts(session, id, 1),
                begin(session, "b.png", 1),
                complete(session, id, List.of("\"a\"")),
                uploader("/files/state", session, ",\"ids\":[\"" + id + "\"]"),
                session(link))) {
            assertThat(answer.problem()).isEqualTo("link-closed");
        }
    }

    /** The consumer is dead, or holds its position: what Redis has of the link is what it was. */
    @Test
    void while_the_read_model_is_known_to_be_behind_a_link_takes_nothing() {
        Api.Answer link = create("\"prefix\":\"in/behind/\",\"maxFiles\":3,\"maxBytes\":100000");
        Api.Answer session = session(link);
        String id = announced(session, "a.png", PNG);
        String etag = etag(put(parts(session, id, 1).json().get("parts").get(0), PNG));
        api.delete("/share-links/" + link.string("id"), owner, "Prefer", "wait=0");
        try (TestIssuer another = TestIssuer.with(Map.of())) {
            for (Api at : List.of(api, another.api())) {
                String body = "{\"session\":\"" + session.string("session") + "\",\"id\":\"" + id + "\",\"parts\":";
                for (Api.Answer answer : List.of(
                        at.post("/upload-links/parts", null, body + "[1]}"),
                        at.post(
                                "/upload-links/files/complete",
                                null,
                                body + "[{\"number\":1,\"etag\":" + JSON.writeValueAsString(etag) + "}]}"),
                        at.post("/upload-links/sessions", null, "{\"secret\":\"" + link.string("secret") + "\"}"))) {
                    assertThat(answer.status()).as(answer.text()).isEqualTo(503);
                    assertThat(answer.problem()).isEqualTo("read-model-unavailable");
                }
            }
        }

        TestProjection.catchUp();
        assertThat(parts(session, id, 1).problem()).isEqualTo("link-closed");
        assertThat(received(link).get("files")).isEmpty();
    }

    @Test
    void a_suspension_a_block_and_a_cutoff_stop_a_session_and_a_new_one_goes_on_after_a_cutoff() {
        Api.Answer link = create("\"prefix\":\"in/stop/\",\"maxFiles\":3,\"maxBytes\":100000");
        String path = "/share-links/" + link.string("id");
        Api.Answer session = session(link);
        api.post(path + "/suspend", owner, "{}", "Prefer", "wait=0");
        TestProjection.catchUp();
        assertThat(begin(session, "a.png", 1).problem()).isEqualTo("blocked");
        api.post(path + "/resume", owner, "{}", "Prefer", "wait=0");
        TestProjection.catchUp();
        String id = announced(session, "a.png", PNG);
        // An edit that narrows.
        api.send("PATCH", "/api/v1/media" + path, owner, "{\"password\":\"long enough\"}", "Prefer", "wait=0");
        TestProjection.catchUp();

        assertThat(parts(session, id, 1).problem()).isEqualTo("revoked");
        assertThat(session(link).problem()).isEqualTo("password-required");
        assertThat(session(link, ",\"password\":\"wrong password\"").problem()).isEqualTo("link-or-password-wrong");
        Api.Answer again = session(link, ",\"password\":\"long enough\"");
        assertThat(parts(again, id, 1).status()).isEqualTo(200);
    }

    @Test
    void a_link_whose_folder_was_taken_down_takes_nothing() {
        Api.Answer link = create("\"prefix\":\"in/down/\",\"maxFiles\":3,\"maxBytes\":100000");
        Api.Answer session = session(link);
        Api.Answer taken = api.post(
                "/revocations",
                TestIssuer.admin(),
                "{\"target\":{\"kind\":\"folder\",\"id\":\"in/down/\"}}",
                "Prefer",
                "wait=0");
        TestProjection.catchUp();

        assertThat(begin(session, "a.png", 1).problem()).isEqualTo("blocked");
        api.delete("/revocations/" + taken.string("id"), TestIssuer.admin(), "Prefer", "wait=0");
        TestProjection.catchUp();
    }

    @Test
    void another_links_session_finds_no_file_and_a_session_that_is_not_ours_opens_nothing() {
        Api.Answer link = create("\"prefix\":\"in/mine/\",\"maxFiles\":3,\"maxBytes\":100000");
        Api.Answer other = create("\"prefix\":\"in/mine/\",\"maxFiles\":3,\"maxBytes\":100000");
        String id = begin(session(link), "a.png", PNG.length)
                .json()
                .get("files")
                .get(0)
                .get("id")
                .stringValue();
        Api.Answer session = session(other);

        assertThat(parts(session, id, 1).problem()).isEqualTo("upload-not-found");
        assertThat(complete(session, id, List.of("\"a\"")).problem()).isEqualTo("upload-not-found");
        assertThat(state(session, id)).isEqualTo("gone");
        assertThat(uploader("/files/cancel", session, ",\"id\":\"" + id + "\"").status())
                .isEqualTo(204);
        assertThat(state(session(link), id)).isEqualTo("uploading");
        assertThat(api.post("/upload-links/files", null, "{\"session\":\"AAAA\",\"files\":[]}")
                        .problem())
                .isEqualTo("session-expired");
    }

    @Test
    void an_upload_link_never_gives_a_token_and_a_view_link_never_a_session() {
        Api.Answer link = create("\"prefix\":\"in/kind/\",\"maxFiles\":3,\"maxBytes\":100000");
        Api.Answer view = api.post("/share-links", owner, "{\"paths\":[\"in/kind/\"]}");
        assertThat(view.string("kind")).isEqualTo("view");
        assertThat(view.string("url")).startsWith("https://share.example/s/");
        TestProjection.catchUp();

        Api.Answer opened =
                api.post("/share-links/access-token", null, "{\"secret\":\"" + link.string("secret") + "\"}");
        assertThat(opened.status()).isEqualTo(403);
        assertThat(opened.problem()).isEqualTo("upload-link");
        assertThat(session(view).problem()).isEqualTo("link-not-found");
        assertThat(new LinkSecret("x").uploadHash()).isNotEqualTo(new LinkSecret("x").hash());
        JsonNode found = api.get("/share-links?secretHash=" + new LinkSecret(link.string("secret")).uploadHash(), owner)
                .json()
                .get("shareLinks");
        assertThat(found.findValuesAsString("id")).containsExactly(link.string("id"));
        assertThat(found.get(0).get("maxFiles").intValue()).isEqualTo(3);
    }

    @Test
    void redis_may_lose_what_is_known_of_a_link_and_the_bucket_says_it_again() {
        Api.Answer link = create("\"prefix\":\"in/lost/\",\"maxFiles\":3,\"maxBytes\":100000");
        Api.Answer session = session(link);
        String accepted = upload(session, "a.png", PNG);
        accept(link, "", accepted);
        String waiting = upload(session, "b.png", PNG);
        String onItsWay = begin(session, "c.png", PNG.length)
                .json()
                .get("files")
                .get(0)
                .get("id")
                .stringValue();
        JsonNode part = parts(session, onItsWay, 1).json().get("parts").get(0);
        String etag = etag(put(part, PNG));
        assertThat(begin(session, "d.png", 1).problem()).isEqualTo("upload-limit");

        TestProjection.redis().del("iu:link:" + link.string("id"));

        assertThat(left(session)).isEqualTo("1 " + (100_000 - 2 * PNG.length));
        assertThat(state(session, accepted)).isEqualTo("gone");
        assertThat(state(session, waiting)).isEqualTo("waiting");
        assertThat(state(session, onItsWay)).isEqualTo("gone");
        // Fails closed: a third file would be too many once another one has its room.
        assertThat(complete(session, onItsWay, List.of(etag)).problem()).isEqualTo("upload-not-found");
        assertThat(accept(link, "", accepted).json().get("accepted")).hasSize(1);
    }

    @Test
    void a_file_that_is_unfinished_after_a_day_is_ended_by_any_instance() {
        Api.Answer link = create("\"prefix\":\"in/late/\",\"maxFiles\":2,\"maxBytes\":100000");
        Api.Answer session = session(link);
        String id = announced(session, "a.png", PNG);
        JsonNode part = parts(session, id, 1).json().get("parts").get(0);
        String done = upload(session, "b.png", PNG);
        try (TestIssuer tomorrow = TestIssuer.skewed(Duration.ofHours(25))) {
            UnfinishedUploads sweeper = tomorrow.bean(UnfinishedUploads.class);
            assertThat(sweeper.sweep()).isPositive();
            sweeper.sweep();
        }

        assertThat(put(part, PNG).statusCode()).isEqualTo(404);
        assertThat(state(session, id)).isEqualTo("gone");
        assertThat(state(session, done)).isEqualTo("waiting");
        assertThat(left(session)).isEqualTo("1 " + (100_000 - PNG.length));
    }

    @Test
    void more_unfinished_files_than_one_look_takes_are_all_ended() {
        Api.Answer link = create("\"prefix\":\"in/many/\",\"maxFiles\":300,\"maxBytes\":100000");
        Api.Answer session = session(link);
        String hundred = IntStream.range(0, 100)
                .mapToObj(i -> "{\"name\":\"f" + i + ".png\",\"size\":1}")
                .collect(Collectors.joining(",", "[", "]"));
        for (int files = 0; files <= UnfinishedUploads.MOST; files += 100) {
            assertThat(uploader("/files", session, ",\"files\":" + hundred).status())
                    .isEqualTo(201);
        }
        assertThat(left(session)).isEqualTo("0 99700");
        try (TestIssuer tomorrow = TestIssuer.skewed(Duration.ofHours(25))) {
            tomorrow.bean(UnfinishedUploads.class).sweepAll();
        }

        assertThat(left(session)).isEqualTo("300 100000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a/b.png",
                "..",
                ".",
                "a\\\\b.png",
                "a\\u0000.png",
                "a\\u202egnp.exe",
                "a%2e%2e.png",
                "a\\ud800.png",
                "a.jpg.thumb.webp",
                "*",
                "**"
            })
    void a_hostile_name_is_refused_and_named_and_the_answer_never_has_the_folder(String name) {
        Api.Answer link = create("\"prefix\":\"in/names/\",\"maxFiles\":3,\"maxBytes\":100000");
        Api.Answer answer = uploader(
                "/files",
                session(link),
                ",\"files\":[{\"name\":\"ok.png\",\"size\":1},{\"name\":\"" + name + "\",\"size\":1}]");

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.string("field")).startsWith("files[1].name");
        assertThat(answer.text()).doesNotContain("in/", "names/");
        assertThat(left(session(link))).isEqualTo("3 100000");
    }

    @Test
    void a_name_for_which_the_folder_leaves_no_room_is_refused_without_the_folder() {
        String folder = "in/" + "deep/".repeat(180);
        Api.Answer link = create("\"prefix\":\"" + folder + "\",\"maxFiles\":3,\"maxBytes\":100000");

        Api.Answer answer = begin(session(link), "a".repeat(250), 1);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.string("field")).isEqualTo("files[0].name");
        assertThat(answer.text()).doesNotContain("in/", "deep");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "5000000001", "null"})
    void a_size_that_the_store_cannot_copy_is_refused_at_once(String size) {
        Api.Answer link = create("\"prefix\":\"in/sizes/\",\"maxFiles\":3,\"maxBytes\":10000000000");

        assertThat(uploader("/files", session(link), ",\"files\":[{\"name\":\"a.png\",\"size\":" + size + "}]")
                        .string("field"))
                .isEqualTo("files[0].size");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"prefix\":\"in/a\",\"maxFiles\":1,\"maxBytes\":1|prefix",
                "\"prefix\":\"in/\",\"maxFiles\":0,\"maxBytes\":1|maxFiles",
                "\"prefix\":\"in/\",\"maxFiles\":10001,\"maxBytes\":1|maxFiles",
                "\"prefix\":\"in/\",\"maxFiles\":1|maxBytes",
                "\"prefix\":\"in/\",\"maxFiles\":1,\"maxBytes\":1,\"paths\":[\"in/\"]|paths",
                "\"prefix\":\"in/\",\"maxFiles\":1,\"maxBytes\":1,\"allowDownload\":true|allowDownload",
                "\"prefix\":\"in/\",\"maxFiles\":1,\"maxBytes\":1,\"maxViewers\":1|maxViewers",
            })
    void terms_of_an_upload_link_are_checked(String terms, String field) {
        assertThat(api.post("/share-links", owner, "{\"kind\":\"upload\"," + terms + "}")
                        .string("field"))
                .isEqualTo(field);
    }

    @Test
    void terms_are_edited_but_not_into_those_of_the_other_kind() {
        Api.Answer link = create("\"prefix\":\"in/edit/\",\"maxFiles\":1,\"maxBytes\":100000");
        String path = "/api/v1/media/share-links/" + link.string("id");

        Api.Answer edited =
                api.send("PATCH", path, owner, "{\"maxFiles\":2,\"prefix\":\"in/edit/more/\"}", "Prefer", "wait=0");
        TestProjection.catchUp();
        assertThat(edited.status()).as(edited.text()).isIn(200, 202);
        JsonNode now = api.get("/share-links/" + link.string("id"), owner).json();
        assertThat(now.get("maxFiles").intValue()).isEqualTo(2);
        assertThat(now.get("prefix").stringValue()).isEqualTo("in/edit/more/");
        assertThat(now.get("maxBytes").longValue()).isEqualTo(100_000);
        for (String term : List.of("\"paths\":[\"in/\"]", "\"allowDownload\":true", "\"kind\":\"view\"")) {
            assertThat(api.send("PATCH", path, owner, "{" + term + "}").problem())
                    .isEqualTo("invalid-request");
        }
        assertThat(api.post(
                                "/share-links",
                                TestIssuer.user("stranger", "x/"),
                                "{\"kind\":\"upload\",\"prefix\":\"in/\",\"maxFiles\":1,\"maxBytes\":1}")
                        .problem())
                .isEqualTo("path-not-allowed");
    }

    @Test
    void who_may_not_make_upload_links_any_more_can_close_one_but_not_let_it_take_more() {
        Api.Answer link = create("\"prefix\":\"in/may/\",\"maxFiles\":1,\"maxBytes\":100000,"
                + "\"expiresAt\":\"2100-01-31T00:00:00Z\"");
        String path = "/api/v1/media/share-links/" + link.string("id");
        try (TestIssuer admins = TestIssuer.with(Map.of("edgepass.media.uploads", "admins"))) {
            for (String more : List.of(
                    "\"maxFiles\":2",
                    "\"maxBytes\":200000",
                    "\"prefix\":\"other/\"",
                    "\"expiresAt\":\"2100-02-01T00:00:00Z\"",
                    "\"expiresAt\":null")) {
                assertThat(admins.api()
                                .send("PATCH", path, owner, "{" + more + "}", "Prefer", "wait=0")
                                .problem())
                        .as(more)
                        .isEqualTo("forbidden");
            }
            for (String less : List.of("\"expiresAt\":\"2100-01-30T00:00:00Z\"", "\"label\":\"Over\"")) {
                Api.Answer edited = admins.api().send("PATCH", path, owner, "{" + less + "}", "Prefer", "wait=0");
                TestProjection.catchUp();
                assertThat(edited.status()).as(edited.text()).isIn(200, 202);
            }
            Api.Answer byAdmin =
                    admins.api().send("PATCH", path, TestIssuer.admin(), "{\"maxFiles\":2}", "Prefer", "wait=0");
            TestProjection.catchUp();
            assertThat(byAdmin.status()).as(byAdmin.text()).isIn(200, 202);
        }
    }

    @Test
    void a_session_ends_before_a_cutoff_that_ended_it_is_forgotten() {
        Api.Answer link = create("\"prefix\":\"in/short/\",\"maxFiles\":1,\"maxBytes\":100000");
        try (TestIssuer hourly = TestIssuer.with(Map.of("edgepass.token.max-lifetime", "PT1H"))) {
            Api.Answer session =
                    hourly.api().post("/upload-links/sessions", null, "{\"secret\":\"" + link.string("secret") + "\"}");

            assertThat(Instant.parse(session.string("expiresAt")))
                    .isBetween(Instant.now(), Instant.now().plus(Duration.ofHours(1)));
        }
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

    private Api.Answer create(String terms) {
        Api.Answer link = api.post("/share-links", owner, "{\"kind\":\"upload\"," + terms + "}");
        assertThat(link.status()).as(link.text()).isEqualTo(201);
        TestProjection.catchUp();
        return link;
    }

    private Api.Answer session(Api.Answer link) {
        return session(link, "");
    }

    private Api.Answer session(Api.Answer link, String more) {
        return api.post("/upload-links/sessions", null, "{\"secret\":\"" + link.string("secret") + "\"" + more + "}");
    }

    private Api.Answer uploader(String call, Api.Answer session, String members) {
        return api.post(
                "/upload-links" + call, null, "{\"session\":\"" + session.string("session") + "\"" + members + "}");
    }

    private Api.Answer begin(Api.Answer session, String name, long size) {
        return uploader(
                "/files",
                session,
                ",\"uploader\":\" Anna \",\"files\":[{\"name\":" + JSON.writeValueAsString(name) + ",\"size\":" + size
                        + "}]");
    }

    private static String file(String name, long size, String ref) {
        return "{\"name\":\"" + name + "\",\"size\":" + size + ",\"ref\":\"" + ref + "\"}";
    }

    /** Ids. */
    private List<String> announced(Api.Answer session, String files) {
        Api.Answer begun = uploader("/files", session, ",\"files\":[" + files + "]");
        assertThat(begun.status()).as(begun.text()).isEqualTo(201);
        return begun.json().get("files").findValuesAsString("id");
    }

    private Api.Answer parts(Api.Answer session, String id, Integer... numbers) {
        return uploader("/parts", session, ",\"id\":\"" + id + "\",\"parts\":" + List.of(numbers));
    }

    private Api.Answer complete(Api.Answer session, String id, List<String> etags) {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < etags.size(); i++) {
            parts.add("{\"number\":" + (i + 1) + ",\"etag\":" + JSON.writeValueAsString(etags.get(i)) + "}");
        }
        return uploader("/files/complete", session, ",\"id\":\"" + id + "\",\"parts\":" + parts);
    }

    /** Its completion was cut off before Redis was told. */
    private String completedAtTheStoreAlone(Api.Answer link, Api.Answer session) {
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

    private String announced(Api.Answer session, String name, byte[] content) {
        Api.Answer begun = begin(session, name, content.length);
        assertThat(begun.status()).as(begun.text()).isEqualTo(201);
        return begun.json().get("files").get(0).get("id").stringValue();
    }

    /** All of it, of one part. */
    private String upload(Api.Answer session, String name, byte[] content) {
        String id = announced(session, name, content);
        String etag = etag(put(parts(session, id, 1).json().get("parts").get(0), content));
        assertThat(complete(session, id, List.of(etag)).string("state")).isEqualTo("waiting");
        return id;
    }

    private static HttpResponse<String> put(JsonNode part, byte[] content) {
        try {
            return HTTP.send(
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

    private static String etag(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.headers().firstValue("ETag").orElseThrow();
    }

    private String state(Api.Answer session, String id) {
        return uploader("/files/state", session, ",\"ids\":[\"" + id + "\"]")
                .json()
                .get("files")
                .get(0)
                .get("state")
                .stringValue();
    }

    /** Files and bytes. */
    private String left(Api.Answer session) {
        JsonNode state = uploader("/files/state", session, ",\"ids\":[\"AAAAAAAAAAAAAAAAAAAAAA\"]")
                .json();
        return state.get("filesLeft").longValue() + " " + state.get("bytesLeft").longValue();
    }

    private static String received(Api.Answer link, String call) {
        return "/share-links/" + link.string("id") + "/received" + call;
    }

    private JsonNode received(Api.Answer link) {
        return api.get(received(link, ""), owner).json();
    }

    private Api.Answer accept(Api.Answer link, String more, String id) {
        return api.post(received(link, "/accept"), owner, "{\"files\":[\"" + id + "\"]" + more + "}");
    }

    private Api.Answer reject(Api.Answer link, String id) {
        return api.post(received(link, "/reject"), owner, "{\"files\":[\"" + id + "\"]}");
    }

    private static List<String> reasons(Api.Answer accepted) {
        assertThat(accepted.json().get("accepted")).as(accepted.text()).isEmpty();
        return accepted.json().get("refused").findValuesAsString("reason");
    }

    private JsonNode objects(String prefix) {
        return api.get("/objects?prefix=" + prefix, owner).json().get("objects");
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
