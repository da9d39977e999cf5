package dev.edgepass.issuer.sharelink.password;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.event.ControlEvent.LinkCreated;
import dev.edgepass.event.LinkTerms;
import dev.edgepass.event.Topics;
import dev.edgepass.issuer.testing.Api;
import dev.edgepass.issuer.testing.LogReader;
import dev.edgepass.issuer.testing.TestIssuer;
import dev.edgepass.issuer.testing.TestProjection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One issuer that believes a header about addresses, with small buckets. */
class LinkPasswordIT {
    private static final String PASSWORD = "correct horse";
    private static final String UNKNOWN = "AAAAAAAAAAAAAAAAAAAAAA";
    private static final String ADDRESS = "X-Test-Address";
    private static TestIssuer issuer;
    private static Api api;
    private static PasswordHashes hashes;
    private static int addresses;

    private final String admin = TestIssuer.admin();
    private final String address = "10.1.0." + ++addresses;

    @BeforeAll
    static void start() {
        issuer = TestIssuer.with(Map.of(
                "edgepass.limits.address-header", ADDRESS,
                "edgepass.share-links.password.per-address-and-link", "3/h",
                "edgepass.share-links.password.per-address", "6/h",
                "edgepass.share-links.password.per-link", "5/h"));
        api = issuer.api();
        hashes = issuer.bean(PasswordHashes.class);
    }

    @AfterAll
    static void stop() {
        issuer.close();
    }

    @BeforeEach
    void projectionIsCurrent() {
        TestIssuer.awaitReady();
        TestProjection.catchUp();
    }

    @Test
    void a_password_opens_its_link_and_is_nowhere_to_be_read() {
        Api.Answer link = create();

        assertThat(link.json().get("hasPassword").booleanValue()).isTrue();
        assertThat(open(link, PASSWORD).status()).isEqualTo(201);
        LinkCreated event = LogReader.find(
                        Topics.CONTROL,
                        LinkCreated.class,
                        created -> created.linkId().equals(link.string("id")))
                .orElseThrow();
        assertThat(event.terms().passwordHash()).isEqualTo(LinkTerms.AMONG_WORDS);
        String read = read(link).text();
        assertThat(link.text() + read).doesNotContain(PASSWORD).doesNotContain("argon2");
    }

    @Test
    void who_has_the_link_is_asked_for_its_password() {
        Api.Answer asked = open(create(), null);

        assertThat(asked.status()).isEqualTo(403);
        assertThat(asked.problem()).isEqualTo("password-required");
    }

    @Test
    void an_unknown_link_and_a_wrong_password_are_alike_and_cost_one_hash_each() {
        Api.Answer link = create();
        long before = hashes.computations();

        Api.Answer wrong = open(link, "battery staple");
        long afterWrong = hashes.computations();
        Api.Answer unknown = open(UNKNOWN, "battery staple", address);

        assertThat(wrong.status()).isEqualTo(403);
        assertThat(wrong.problem()).isEqualTo("link-or-password-wrong");
        assertThat(unknown.status()).isEqualTo(wrong.status());
        assertThat(unknown.text()).isEqualTo(wrong.text());
        assertThat(afterWrong - before).isEqualTo(1);
        assertThat(hashes.computations() - afterWrong).isEqualTo(1);
    }

    @Test
    void a_link_without_a_password_and_a_question_without_one_cost_no_hash() {
        Api.Answer open = create("{\"paths\":[\"share/1/\"]}");
        Api.Answer locked = create();
        long before = hashes.computations();

        assertThat(open(open, "not asked for").status()).isEqualTo(201);
        assertThat(open(locked, null).problem()).isEqualTo("password-required");
        assertThat(open(UNKNOWN, null, address).problem()).isEqualTo("link-not-found");

        assertThat(hashes.computations()).isEqualTo(before);
    }

    @Test
    void one_guesser_is_locked_out_alone_and_costs_no_hash_then() {
        Api.Answer link = create();
        for (int i = 0; i < 3; i++) {
            assertThat(open(link, "wrong " + i).problem()).isEqualTo("link-or-password-wrong");
        }
        long before = hashes.computations();

        Api.Answer locked = open(link, PASSWORD);

        assertThat(locked.status()).isEqualTo(429);
        assertThat(locked.problem()).isEqualTo("too-many-attempts");
        assertThat(Integer.parseInt(locked.header("Retry-After"))).isBetween(1, 1_200);
        assertThat(locked.text()).isEqualTo(open(link, "wrong").text());
        assertThat(hashes.computations()).isEqualTo(before);
        assertThat(open(link.string("secret"), PASSWORD, "10.2.0.1").status()).isEqualTo(201);
        assertThat(lock(link).get("locked").booleanValue()).isFalse();
    }

    @Test
    void one_address_cant_go_on_at_links_that_dont_exist() {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            statuses.add(open("unknown-secret-" + i, "wrong", address).status());
        }

        assertThat(statuses).containsExactly(403, 403, 403, 403, 403, 403, 429, 429);
    }

    @Test
    void many_guessers_lock_the_link_viewers_who_are_in_stay_and_the_owner_unlocks_it() {
        Api.Answer link = create();
        Api.Answer viewer = open(link, PASSWORD);
        for (int i = 0; i < 5; i++) {
            open(link.string("secret"), "wrong", "10.3." + i + ".1");
        }

        Api.Answer right = open(link, PASSWORD);
        assertThat(right.status()).isEqualTo(429);
        assertThat(right.text())
                .isEqualTo(open(link.string("secret"), "wrong", "10.3.9.1").text());
        assertThat(lock(link).get("locked").booleanValue()).isTrue();
        assertThat(lock(link).get("until").stringValue()).isNotEmpty();
        assertThat(api.post("/share-links/access-token", null, "{\"token\":\"" + viewer.string("token") + "\"}")
                        .status())
                .isEqualTo(201);

        String path = "/share-links/" + link.string("id") + "/unlock";
        assertThat(api.post(path, TestIssuer.user("mallory", "share/"), "").status())
                .isEqualTo(404);
        assertThat(open(link, PASSWORD).status()).isEqualTo(429);
        assertThat(api.post(path, admin, "").status()).isEqualTo(204);
        assertThat(open(link, PASSWORD).status()).isEqualTo(201);
        assertThat(lock(link).get("locked").booleanValue()).isFalse();
    }

    @Test
    void who_is_refused_at_a_link_that_others_locked_loses_no_attempt_at_another_one() {
        Api.Answer locked = create();
        for (int i = 0; i < 5; i++) {
            open(locked.string("secret"), "wrong", "10.4." + i + ".1");
        }
        for (int i = 0; i < 5; i++) {
            assertThat(open(locked, PASSWORD).problem()).isEqualTo("too-many-attempts");
        }
        Api.Answer one = create();
        Api.Answer two = create();
        for (int i = 0; i < 3; i++) {
            assertThat(open(one, "wrong").problem()).isEqualTo("link-or-password-wrong");
        }

        assertThat(open(two, PASSWORD).status()).isEqualTo(201);
    }

    @Test
    void unlocking_frees_those_who_locked_themselves_out_too() {
        Api.Answer link = create();
        for (int i = 0; i < 4; i++) {
            open(link, "wrong");
        }
        assertThat(open(link, PASSWORD).status()).isEqualTo(429);

        api.post("/share-links/" + link.string("id") + "/unlock", admin, "");

        assertThat(open(link, PASSWORD).status()).isEqualTo(201);
    }

    @Test
    void right_passwords_are_never_too_many() {
        Api.Answer link = create();
        for (int i = 0; i < 8; i++) {
            assertThat(open(link, PASSWORD).status()).isEqualTo(201);
        }
    }

    @Test
    void a_closed_link_says_so_without_a_password() {
        Api.Answer link = create();
        api.delete("/share-links/" + link.string("id"), admin, "Prefer", "wait=0");
        TestProjection.catchUp();

        assertThat(open(link, null).problem()).isEqualTo("link-closed");
    }

    @Test
    void a_short_password_is_refused_without_being_quoted() {
        Api.Answer answer = api.post("/share-links", admin, "{\"paths\":[\"share/1/\"],\"password\":\"hunter2\"}");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.string("field")).isEqualTo("password");
        assertThat(answer.text()).doesNotContain("hunter2");
    }

    @Test
    void without_redis_no_password_is_looked_at() {
        try (TestIssuer alone = TestIssuer.with(Map.of("spring.data.redis.port", "1"))) {
            assertThat(alone.api()
                            .post(
                                    "/share-links/access-token",
                                    null,
                                    "{\"secret\":\"" + UNKNOWN + "\",\"password\":\"" + PASSWORD + "\"}")
                            .problem())
                    .isEqualTo("read-model-unavailable");
        }
    }

    private tools.jackson.databind.JsonNode lock(Api.Answer link) {
        return read(link).json().get("passwordLock");
    }

    private Api.Answer read(Api.Answer link) {
        return api.get("/share-links/" + link.string("id"), admin);
    }

    private Api.Answer create() {
        return create("{\"paths\":[\"share/1/\"],\"password\":\"" + PASSWORD + "\"}");
    }

    private Api.Answer create(String body) {
        Api.Answer link = api.post("/share-links", admin, body);
        TestProjection.catchUp();
        return link;
    }

    private Api.Answer open(Api.Answer link, String password) {
        return open(link.string("secret"), password, address);
    }

    private static Api.Answer open(String secret, String password, String from) {
        String more = password == null ? "" : ",\"password\":\"" + password + "\"";
        return api.post(
                "/share-links/access-token", null, "{\"secret\":\"" + secret + "\"" + more + "}", ADDRESS, from);
    }
}
