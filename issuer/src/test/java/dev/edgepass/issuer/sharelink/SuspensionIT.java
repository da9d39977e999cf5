package dev.edgepass.issuer.sharelink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.event.ControlEvent.LinkResumed;
import dev.edgepass.event.ControlEvent.LinkSuspended;
import dev.edgepass.event.Topics;
import dev.edgepass.issuer.testing.Api;
import dev.edgepass.issuer.testing.LogReader;
import dev.edgepass.issuer.testing.TestIssuer;
import dev.edgepass.issuer.testing.TestProjection;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SuspensionIT {
    private static final String NOBODY_LISTENS = "1";

    private final Api api = TestIssuer.shared().api();
    private final String admin = TestIssuer.admin();

    @BeforeEach
    void projectionIsCurrent() {
        TestIssuer.awaitReady();
        TestProjection.catchUp();
    }

    @Test
    void a_suspended_link_opens_for_nobody_until_it_is_resumed() {
        Api.Answer link = create();
        Api.Answer opened = open(link);

        Api.Answer suspended = post(link, "suspend", admin);
        assertThat(suspended.status()).isEqualTo(202);
        assertThat(suspended.string("state")).isEqualTo("accepted");
        assertThat(suspended.json().propertyNames()).containsExactlyInAnyOrder("id", "position", "state", "acceptedAt");
        assertThat(suspended.header("Preference-Applied")).isEqualTo("wait=0");
        assertThat(open(link).problem()).isEqualTo("blocked");
        assertThat(renew(opened).problem()).isEqualTo("blocked");
        assertThat(status(link)).isEqualTo("suspended");

        Api.Answer resumed = post(link, "resume", admin);
        assertThat(resumed.status()).isEqualTo(202);
        assertThat(open(link).status()).isEqualTo(201);
        assertThat(renew(opened).status()).isEqualTo(201);
        assertThat(status(link)).isEqualTo("active");
    }

    @Test
    void a_token_that_was_cut_off_before_stays_refused_after_the_resumption() {
        Api.Answer link = create();
        Api.Answer opened = open(link);
        revoke(link, "cutoff");
        assertThat(renew(opened).problem()).isEqualTo("revoked");

        post(link, "suspend", admin);
        post(link, "resume", admin);

        assertThat(renew(opened).problem()).isEqualTo("revoked");
        assertThat(open(link).status()).isEqualTo(201);
    }

    @Test
    void suspending_twice_is_suspending_once() {
        Api.Answer link = create();

        assertThat(post(link, "suspend", admin).status()).isEqualTo(202);
        assertThat(post(link, "suspend", admin).status()).isEqualTo(202);
        assertThat(post(link, "resume", admin).status()).isEqualTo(202);

        assertThat(status(link)).isEqualTo("active");
    }

    @Test
    void a_resumption_carries_the_position_that_it_was_decided_on() {
        Api.Answer link = create();
        Api.Answer suspended = post(link, "suspend", admin);
        post(link, "resume", admin);

        LinkResumed event = LogReader.find(
                        Topics.CONTROL,
                        LinkResumed.class,
                        resumed -> resumed.linkId().equals(link.string("id")))
                .orElseThrow();
        assertThat(event.basis()).isEqualTo(suspended.json().get("position").longValue());
        assertThat(event.actor()).isEqualTo("boss");
    }

    @Test
    void what_isnt_suspended_cant_be_resumed() {
        Api.Answer link = create();

        Api.Answer resumed = post(link, "resume", admin);

        assertThat(resumed.status()).isEqualTo(409);
        assertThat(resumed.problem()).isEqualTo("link-not-suspended");
    }

    @Test
    void a_resumption_never_lifts_a_block() {
        Api.Answer link = create();
        post(link, "suspend", admin);
        String revocation = revoke(link, "block");

        Api.Answer resumed = post(link, "resume", admin);

        assertThat(resumed.status()).isEqualTo(409);
        assertThat(resumed.problem()).isEqualTo("revocation-overlaps");
        assertThat(resumed.string("detail")).contains(revocation);
        assertThat(open(link).problem()).isEqualTo("blocked");
    }

    @Test
    void a_cutoff_doesnt_keep_a_link_from_being_resumed() {
        Api.Answer link = create();
        post(link, "suspend", admin);
        revoke(link, "cutoff");

        assertThat(post(link, "resume", admin).status()).isEqualTo(202);
        assertThat(open(link).status()).isEqualTo(201);
    }

    @Test
    void a_closed_link_is_neither_suspended_nor_resumed() {
        Api.Answer link = create();
        post(link, "suspend", admin);
        api.delete("/share-links/" + link.string("id"), admin, "Prefer", "wait=0");
        TestProjection.catchUp();

        assertThat(post(link, "resume", admin).status()).isEqualTo(410);
        assertThat(post(link, "suspend", admin).problem()).isEqualTo("link-closed");
    }

    @Test
    void owners_suspend_and_resume_their_own_links_and_no_others() {
        String alice = TestIssuer.user("alice", "alice/");
        Api.Answer mine = api.post("/share-links", alice, "{\"paths\":[\"alice/\"]}");
        Api.Answer theirs = create();

        assertThat(post(mine, "suspend", alice).status()).isEqualTo(202);
        assertThat(post(mine, "resume", alice).status()).isEqualTo(202);
        assertThat(post(theirs, "suspend", alice).problem()).isEqualTo("link-not-found");
        assertThat(post(theirs, "resume", alice).problem()).isEqualTo("link-not-found");
        assertThat(post(mine, "suspend", TestIssuer.user("bob", "alice/")).status())
                .isEqualTo(404);
    }

    @Test
    void without_redis_an_admin_suspends_and_nobody_resumes() {
        Api.Answer link = create();
        try (TestIssuer issuer = TestIssuer.with(Map.of("spring.data.redis.port", NOBODY_LISTENS))) {
            String path = "/share-links/" + link.string("id");
            assertThat(issuer.api()
                            .post(path + "/suspend", admin, "", "Prefer", "wait=0")
                            .status())
                    .isEqualTo(202);
            assertThat(issuer.api()
                            .post(path + "/suspend", TestIssuer.user("someone"), "")
                            .problem())
                    .isEqualTo("read-model-unavailable");
            assertThat(issuer.api().post(path + "/resume", admin, "").problem()).isEqualTo("read-model-unavailable");
        }
        assertThat(LogReader.find(
                        Topics.CONTROL,
                        LinkSuspended.class,
                        event -> event.linkId().equals(link.string("id"))))
                .isPresent();
    }

    private Api.Answer create() {
        Api.Answer link = api.post("/share-links", admin, "{\"paths\":[\"suspend/1/\"]}");
        TestProjection.catchUp();
        return link;
    }

    private Api.Answer post(Api.Answer link, String action, String login) {
        TestProjection.catchUp();
        Api.Answer answer = api.post("/share-links/" + link.string("id") + "/" + action, login, "", "Prefer", "wait=0");
        TestProjection.catchUp();
        return answer;
    }

    private String revoke(Api.Answer link, String effect) {
        String id = api.post(
                        "/revocations",
                        admin,
                        "{\"target\":{\"kind\":\"link\",\"id\":\"" + link.string("id") + "\"},\"effect\":\"" + effect
                                + "\"}",
                        "Prefer",
                        "wait=0")
                .string("id");
        TestProjection.catchUp();
        return id;
    }

    private String status(Api.Answer link) {
        return api.get("/share-links/" + link.string("id"), admin).string("status");
    }

    private Api.Answer open(Api.Answer link) {
        return api.post("/share-links/access-token", null, "{\"secret\":\"" + link.string("secret") + "\"}");
    }

    private Api.Answer renew(Api.Answer opened) {
        return api.post("/share-links/access-token", null, "{\"token\":\"" + opened.string("token") + "\"}");
    }
}
