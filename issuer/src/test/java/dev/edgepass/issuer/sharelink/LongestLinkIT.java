package dev.edgepass.issuer.sharelink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.issuer.testing.Api;
import dev.edgepass.issuer.testing.TestIssuer;
import dev.edgepass.issuer.testing.TestProjection;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A link that is made or edited can be opened by every viewer: its longest token is known when it is written. */
class LongestLinkIT {
    private final Api api = TestIssuer.shared().api();
    private final String owner = TestIssuer.tenant("longest", "a-tenant-\u00e9");

    @BeforeAll
    static void ready() {
        TestIssuer.awaitReady();
        TestProjection.catchUp();
    }

    @Test
    void of_two_links_one_character_apart_the_longer_is_refused_when_made_and_when_edited_and_the_other_opens() {
        int fits = 1;
        int refused = 900;
        while (refused - fits > 1) {
            int middle = (fits + refused) / 2;
            if (link(twoKeys(middle), "[]").status() == 201) {
                fits = middle;
            } else {
                refused = middle;
            }
        }

        Api.Answer link = link(twoKeys(fits), "[]");
        assertTooLong(link(twoKeys(refused), "[]"), "paths");
        TestProjection.catchUp();
        Api.Answer edited = api.send(
                "PATCH",
                "/api/v1/media/share-links/" + link.string("id"),
                owner,
                "{\"paths\":" + twoKeys(refused) + "}");

        assertTooLong(edited, "paths");
        assertThat(open(link)).isBetween(1_950, 2_048);
    }

    @Test
    void the_longest_list_of_paths_that_is_accepted_opens_and_one_more_is_refused_when_made_and_when_edited() {
        Random random = new Random(42);
        for (int round = 0; round < 5; round++) {
            List<String> paths = IntStream.range(0, 200)
                    .mapToObj(i -> "\"p/" + name(random) + i + (random.nextBoolean() ? "/\"" : ".jpg\""))
                    .toList();
            int fits = 1;
            Api.Answer last = link(json(paths, fits), "[]");
            while (true) {
                Api.Answer next = link(json(paths, fits + 1), "[]");
                if (next.status() != 201) {
                    assertTooLong(next, "paths");
                    assertThat(next.string("detail"))
                            .contains("The first " + fits + " of its " + (fits + 1) + " paths fit")
                            .contains("Their folder p/ would fit");
                    break;
                }
                last = next;
                fits++;
            }
            TestProjection.catchUp();
            assertThat(open(last)).isBetween(1_800, 2_048);
            String path = "/api/v1/media/share-links/" + last.string("id");
            Api.Answer edited = api.send("PATCH", path, owner, "{\"paths\":" + json(paths, fits + 1) + "}");
            assertTooLong(edited, "paths");
            Api.Answer origins = api.send("PATCH", path, owner, "{\"allowedOrigins\":" + origins(20) + "}");
            assertThat(origins.problem()).isEqualTo("token-too-long");
            assertThat(open(last)).isBetween(1_800, 2_048);
        }
    }

    @Test
    void too_many_origins_are_named_as_such() {
        Api.Answer link = link("[\"p/\"]", origins(20));
        assertTooLong(link, "allowedOrigins");
        assertThat(link.string("detail")).containsPattern("The first 1[0-9] of its 20 origins fit");
    }

    @Test
    void a_link_that_was_made_before_says_so_to_its_owner_and_its_viewers_are_sent_to_them() {
        Api.Answer link = link("[\"p/\"]", "[]");
        TestProjection.catchUp();
        String id = link.string("id");
        String json = TestProjection.redis().get("ep:link:" + id);
        String paths =
                IntStream.range(0, 200).mapToObj(i -> "\"p/picture-" + i + "\"").collect(Collectors.joining(","));
        TestProjection.link(id, json.replace("[\"p/\"]", "[" + paths + "]"));

        Api.Answer opened = exchange(link);
        assertThat(opened.problem()).isEqualTo("token-too-long");
        assertThat(opened.string("detail")).contains("Ask its sender");
        Api.Answer read = api.get("/share-links/" + id, owner);
        assertThat(read.json().required("warnings").findValuesAsString("code")).containsExactly("token-too-long");
        Api.Answer list = api.get("/share-links?q=" + id, owner);
        assertThat(list.json().get("shareLinks").get(0).required("warnings").findValuesAsString("code"))
                .containsExactly("token-too-long");
    }

    private Api.Answer link(String paths, String origins) {
        return api.post("/share-links", owner, "{\"paths\":" + paths + ",\"allowedOrigins\":" + origins + "}");
    }

    /** The length of a viewer's token. */
    private int open(Api.Answer link) {
        TestProjection.catchUp();
        Api.Answer opened = exchange(link);
        assertThat(opened.status()).as(opened.text()).isEqualTo(201);
        return opened.string("token").length();
    }

    private Api.Answer exchange(Api.Answer link) {
        return api.post("/share-links/access-token", null, "{\"secret\":\"" + link.string("secret") + "\"}");
    }

    private static void assertTooLong(Api.Answer answer, String field) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.problem()).isEqualTo("token-too-long");
        assertThat(answer.string("field")).isEqualTo(field);
    }

    private static String json(List<String> paths, int number) {
        return "[" + String.join(",", paths.subList(0, number)) + "]";
    }

    private static String origins(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> "\"https://" + "a".repeat(60) + i + ".example\"")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String twoKeys(int length) {
        return "[\"" + "a".repeat(600) + "\",\"" + "b".repeat(length) + "\"]";
    }

    private static String name(Random random) {
        return random.ints(1 + random.nextInt(40), 0, 4)
                .mapToObj(i -> List.of("a", "\u00e9", "\u65e5", "-").get(i))
                .collect(Collectors.joining());
    }
}
