package dev.edgepass.issuer.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.IssuanceEvent;
import dev.edgepass.event.Topics;
import dev.edgepass.feed.Handle;
import dev.edgepass.feed.HandleState;
import dev.edgepass.issuer.readmodel.AllLinks;
import dev.edgepass.issuer.testing.Api;
import dev.edgepass.issuer.testing.LogReader;
import dev.edgepass.issuer.testing.TestFeed;
import dev.edgepass.issuer.testing.TestIssuer;
import dev.edgepass.issuer.testing.TestProjection;
import dev.edgepass.revocation.HandleChange;
import dev.edgepass.token.MediaClaims;
import dev.edgepass.token.Scope;
import dev.edgepass.token.UnverifiedToken;
import io.lettuce.core.api.sync.RedisCommands;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DryRunIT {
    private final Api api = TestIssuer.shared().api();
    private final String admin = TestIssuer.admin();
    private final String name = UUID.randomUUID().toString();

    @BeforeEach
    void projectionIsCurrent() {
        TestIssuer.awaitReady();
        TestProjection.catchUp();
    }

    @Test
    void it_writes_nothing_and_says_what_a_link_would_lose() {
        Api.Answer link = link("Review", name + "/");
        List<MediaClaims> tokens = List.of(open(link), open(link), open(link));
        long before = TestProjection.catchUp();

        Api.Answer answer = dryRun("{\"target\":{\"kind\":\"link\",\"id\":\"" + link.string("id") + "\"}}");

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().get("dryRun").booleanValue()).isTrue();
        assertNumbers(answer, 3, 1, 3);
        assertThat(answer.json().get("position").longValue()).isEqualTo(before);
        assertThat(answer.json().get("samples").get("tokens").valueStream().map(jti -> jti.stringValue()))
                .containsExactlyInAnyOrderElementsOf(
                        tokens.stream().map(MediaClaims::id).toList());
        assertThat(answer.json().get("samples").get("links").get(0).get("label").stringValue())
                .isEqualTo("Review");
        assertThat(answer.json().get("samples").get("subjects").size()).isEqualTo(3);
        assertThat(TestProjection.catchUp()).isEqualTo(before);
    }

    @Test
    void a_cutoff_takes_tokens_and_leaves_the_link_as_open_as_it_was() {
        Api.Answer link = link("Review", name + "/");
        open(link);
        TestProjection.catchUp();

        assertNumbers(
                dryRun("{\"target\":{\"kind\":\"link\",\"id\":\"" + link.string("id") + "\"},\"effect\":\"cutoff\"}"),
                1,
                0,
                1);
    }

    @Test
    void what_is_refused_already_is_not_counted_but_its_viewers_are() {
        Api.Answer link = link("Review", name + "/");
        open(link);
        revoke("{\"target\":{\"kind\":\"folder\",\"id\":\"" + name + "/\"}}");

        assertNumbers(dryRun("{\"target\":{\"kind\":\"link\",\"id\":\"" + link.string("id") + "\"}}"), 0, 0, 1);
    }

    @Test
    void a_folder_meets_tokens_above_and_below_and_counts_its_objects() {
        TestFeed.media(name + "/a/1.jpg");
        TestFeed.media(name + "/a/2.jpg");
        String login = TestIssuer.user("walker-" + name, "*");
        token(login, name + "/");
        token(login, name + "/a/1.jpg");
        token(login, name + "/b/");
        link("Above", name + "/");

        Api.Answer answer = dryRun("{\"target\":{\"kind\":\"folder\",\"id\":\"" + name + "/a/\"}}");

        assertNumbers(answer, 2, 1, 1);
        assertThat(answer.json().get("objects").intValue()).isEqualTo(2);
    }

    @Test
    void links_that_were_made_together_are_all_counted_also_where_a_page_ends_among_them() {
        int groups = 2 * AllLinks.BATCH / 100 + 1;
        String names = String.join(",", Collections.nCopies(100, "\"guest\""));
        for (int i = 0; i < groups; i++) {
            api.post("/share-links", admin, "{\"paths\":[\"" + name + "/\"],\"recipients\":[" + names + "]}");
        }
        link("Alone", name + "/");

        Api.Answer answer = dryRun("{\"target\":{\"kind\":\"folder\",\"id\":\"" + name + "/\"}}");

        assertNumbers(answer, 0, groups * 100 + 1, 0);
    }

    @Test
    void a_token_that_several_targets_hit_counts_once() {
        Api.Answer link = link("Review", name + "/");
        MediaClaims token = open(link);
        open(link);
        TestProjection.catchUp();

        assertNumbers(
                dryRun("{\"targets\":[{\"kind\":\"link\",\"id\":\"" + link.string("id")
                        + "\"},{\"kind\":\"subject\",\"id\":\"" + token.subject() + "\"},{\"kind\":\"token\",\"id\":\""
                        + token.id() + "\"}],\"effect\":\"block\"}"),
                2,
                1,
                2);
        assertNumbers(
                dryRun("{\"targets\":[{\"kind\":\"subject\",\"id\":\"" + token.subject()
                        + "\"},{\"kind\":\"token\",\"id\":\"" + token.id() + "\"}],\"effect\":\"block\"}"),
                1,
                0,
                1);
    }

    @Test
    void the_number_is_the_number_then_refused() {
        String login = TestIssuer.user("counted-" + name, "*");
        token(login, name + "/a/");
        token(login, name + "/b/");
        token(login, name + "/a/x.jpg");
        revoke("{\"target\":{\"kind\":\"folder\",\"id\":\"" + name + "/b/\"}}");
        String body = "{\"targets\":[{\"kind\":\"folder\",\"id\":\"" + name
                + "/\"},{\"kind\":\"subject\",\"id\":\"counted-" + name + "\"}],\"effect\":\"block\"}";
        long predicted = dryRun(body).json().get("tokens").longValue();
        long refusedBefore = refusedCompletely();

        revoke(body);

        assertThat(refusedCompletely() - refusedBefore).isEqualTo(predicted).isEqualTo(2);
    }

    @Test
    void an_expired_token_is_no_live_one_and_its_viewer_was_one_of_the_last_day() {
        long now = Instant.now().getEpochSecond();
        put(name, "old", now - 90_000, now - 3_600);
        put(name, "expired", now - 7_200, now - 60);
        put(name, "live", now - 7_200, now + 60);

        assertNumbers(dryRun("{\"target\":{\"kind\":\"link\",\"id\":\"" + name + "\"}}"), 1, 0, 2);
    }

    @Test
    void a_link_of_many_tokens_is_counted_to_the_last_one_page_by_page() {
        long exp = Instant.now().getEpochSecond() + 3_600;
        for (int i = 0; i < 2_500; i++) {
            put(name, "many-" + i, exp - 7_200, exp);
        }

        Api.Answer answer = dryRun("{\"target\":{\"kind\":\"link\",\"id\":\"" + name + "\"}}");

        assertNumbers(answer, 2_500, 0, 2_500);
        assertThat(answer.json().has("atLeast")).isFalse();
        assertThat(answer.json().get("samples").get("tokens").size()).isEqualTo(5);
    }

    @Test
    void a_live_token_of_which_only_the_name_is_known_makes_the_number_a_lower_bound() {
        long exp = Instant.now().getEpochSecond() + 3_600;
        put(name, "known", exp - 7_200, exp);
        TestProjection.redis().zadd("ep:live:lnk:" + name, exp, "lost");

        Api.Answer answer = dryRun("{\"target\":{\"kind\":\"link\",\"id\":\"" + name + "\"}}");

        assertNumbers(answer, 1, 0, 1);
        assertThat(answer.json().get("atLeast").booleanValue()).isTrue();
    }

    @Test
    void the_states_of_many_handles_are_read_page_by_page() {
        long exp = Instant.now().getEpochSecond() + 3_600;
        put(name, "cut", exp - 7_200, exp);
        put(name, "live", exp - 7_200, exp);
        Map<String, String> many = new HashMap<>();
        for (int i = 0; i < 3_000; i++) {
            many.put("jti:" + name + i, "0:1");
        }
        many.put("jti:" + name + "-cut", "1000000001:0");
        TestProjection.redis().hset("ep:handle", many);
        try {
            assertNumbers(dryRun("{\"target\":{\"kind\":\"link\",\"id\":\"" + name + "\"}}"), 1, 0, 2);
        } finally {
            TestProjection.redis().hdel("ep:handle", many.keySet().toArray(String[]::new));
        }
    }

    @Test
    void a_flag_that_is_neither_is_400_and_revokes_nothing() {
        long before = TestProjection.catchUp();

        Api.Answer answer =
                api.post("/revocations?dryRun=1", admin, "{\"target\":{\"kind\":\"all\"}}", "Prefer", "wait=0");

        assertThat(answer.string("field")).isEqualTo("dryRun");
        assertThat(TestProjection.catchUp()).isEqualTo(before);
    }

    private Api.Answer dryRun(String body) {
        return api.post("/revocations?dryRun=true", admin, body);
    }

    private void revoke(String body) {
        api.post("/revocations", admin, body, "Prefer", "wait=0");
        TestProjection.catchUp();
    }

    private Api.Answer link(String label, String path) {
        Api.Answer link = api.post("/share-links", admin, "{\"label\":\"" + label + "\",\"paths\":[\"" + path + "\"]}");
        TestProjection.catchUp();
        return link;
    }

    private MediaClaims open(Api.Answer link) {
        return UnverifiedToken.parse(
                        api.post("/share-links/access-token", null, "{\"secret\":\"" + link.string("secret") + "\"}")
                                .string("token"))
                .unverifiedClaims();
    }

    private void token(String login, String path) {
        api.post("/access-token", login, "{\"paths\":[\"" + path + "\"]}");
        TestProjection.catchUp();
    }

    /** A token as the projection has it, without a log. */
    private static void put(String link, String jti, long issuedAt, long expiresAt) {
        RedisCommands<String, String> redis = TestProjection.redis();
        String id = link + "-" + jti;
        redis.zadd("ep:live:lnk:" + link, expiresAt, id);
        if (issuedAt > Instant.now().getEpochSecond() - 86_400) {
            redis.set(
                    "ep:token:" + id,
                    "{\"subject\":\"v-" + id + "\",\"link\":\"" + link
                            + "\",\"paths\":[\"p/\"],\"position\":1000000000,\"issuedAt\":" + issuedAt
                            + ",\"expiresAt\":" + expiresAt + "}");
        }
    }

    /** Tokens below this test's folder that the folded log refuses for all that they open. */
    private long refusedCompletely() {
        Map<Handle, HandleState> states = new HashMap<>();
        LogReader.all(Topics.CONTROL).forEach(entry -> {
            if (entry.event().data() instanceof ControlEvent event) {
                HandleChange.of(event, entry.position())
                        .forEach(change -> states.merge(
                                change.handle(),
                                change.change().apply(HandleState.CLEAR),
                                (before, after) -> change.change().apply(before)));
            }
        });
        List<Boolean> refused = new ArrayList<>();
        LogReader.all(Topics.ISSUANCE).forEach(entry -> {
            var grant = ((IssuanceEvent) entry.event().data()).grant();
            if (grant.paths().get(0).startsWith(name)) {
                List<Handle> handles = new ArrayList<>(List.of(
                        Handle.ALL,
                        new Handle(Handle.Kind.TOKEN, grant.jti()),
                        new Handle(Handle.Kind.SUBJECT, grant.subject())));
                handles.addAll(Handle.of(new Scope(grant.paths().get(0))));
                refused.add(handles.stream()
                        .map(handle -> states.getOrDefault(handle, HandleState.CLEAR))
                        .anyMatch(state -> state.blocked() || grant.position() < state.cutoff()));
            }
        });
        return refused.stream().filter(Boolean::booleanValue).count();
    }

    private static void assertNumbers(Api.Answer answer, long tokens, long links, long viewers) {
        assertThat(answer.json().get("tokens").longValue()).as(answer.text()).isEqualTo(tokens);
        assertThat(answer.json().get("links").longValue()).as(answer.text()).isEqualTo(links);
        assertThat(answer.json().get("viewers").longValue()).as(answer.text()).isEqualTo(viewers);
    }
}
