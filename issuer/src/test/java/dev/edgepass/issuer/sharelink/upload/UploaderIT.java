package dev.edgepass.issuer.sharelink.upload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.issuer.testing.Api;
import dev.edgepass.issuer.testing.TestIssuer;
import dev.edgepass.issuer.testing.TestProjection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Files on their way by an upload link: names, room, parts, and what becomes of those that aren't finished. */
class UploaderIT extends UploadCase {
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
        // That issuer may have written, such as a new signing key.
        TestProjection.catchUp();

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
}
