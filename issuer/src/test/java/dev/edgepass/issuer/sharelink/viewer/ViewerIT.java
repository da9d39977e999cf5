package dev.edgepass.issuer.sharelink.viewer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.event.ControlEvent.LinksClosed;
import dev.edgepass.event.ControlEvent.LinksCreated;
import dev.edgepass.event.Topics;
import dev.edgepass.issuer.testing.Api;
import dev.edgepass.issuer.testing.LogReader;
import dev.edgepass.issuer.testing.TestIssuer;
import dev.edgepass.issuer.testing.TestProjection;
import dev.edgepass.token.UnverifiedToken;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ViewerIT {
    private final Api api = TestIssuer.shared().api();
    private final String admin = TestIssuer.admin();

    @BeforeEach
    void projectionIsCurrent() {
        TestIssuer.awaitReady();
        TestProjection.catchUp();
    }

    @Test
    void opens_and_viewers_are_in_the_list_and_in_the_link() {
        String alice = TestIssuer.user("viewed-alice", "viewed/");
        Api.Answer link = create(alice);
        assertThat(link.json().get("opens").intValue()).isZero();
        Api.Answer first = open(link, null);
        open(link, null);
        open(link, first);
        api.post("/share-links/access-token", null, "{\"token\":\"" + first.string("token") + "\"}");
        Api.Answer unopened = create(alice);

        JsonNode read = api.get("/share-links/" + link.string("id"), alice).json();
        assertThat(read.get("opens").intValue()).isEqualTo(3);
        assertThat(read.get("viewers").intValue()).isEqualTo(2);
        JsonNode listed = api.get("/share-links", alice).json().get("shareLinks");
        assertThat(listed.get(0).get("id").stringValue()).isEqualTo(unopened.string("id"));
        assertThat(listed.get(0).get("opens").intValue()).isZero();
        assertThat(listed.get(1).get("opens").intValue()).isEqualTo(3);
        assertThat(listed.get(1).get("viewers").intValue()).isEqualTo(2);
    }

    @Test
    void the_owner_sees_who_came_page_by_page_and_who_was_sent_out() {
        String alice = TestIssuer.user("paged-alice", "viewed/");
        Api.Answer link = create(alice);
        List<String> subjects =
                IntStream.range(0, 5).mapToObj(i -> subject(open(link, null))).toList();
        String path = "/share-links/" + link.string("id") + "/viewers";
        api.delete(path + "/" + subjects.get(2), alice, "Prefer", "wait=0");
        TestProjection.catchUp();

        List<JsonNode> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = api.get(path + "?limit=2" + cursor, alice).json();
            page.get("viewers").forEach(seen::add);
            cursor = page.has("next") ? "&cursor=" + page.get("next").stringValue() : "";
        } while (!cursor.isEmpty());

        assertThat(seen)
                .extracting(viewer -> viewer.get("subject").stringValue())
                .hasSameElementsAs(subjects);
        assertThat(seen).allSatisfy(viewer -> {
            boolean out = viewer.get("subject").stringValue().equals(subjects.get(2));
            assertThat(viewer.has("removedAt")).isEqualTo(out);
            assertThat(viewer.get("tokens").intValue()).isEqualTo(out ? 0 : 1);
            assertThat(viewer.get("firstSeen")).isEqualTo(viewer.get("lastSeen"));
        });
        assertThat(api.get(path, TestIssuer.user("paged-bob", "viewed/")).problem())
                .isEqualTo("link-not-found");
        assertThat(api.get(path + "?cursor=nobody", alice).problem()).isEqualTo("viewer-not-found");
        assertThat(api.get(path + "?limit=201", alice).string("field")).isEqualTo("limit");
    }

    @Test
    void no_owner_reaches_the_viewers_of_others_links() {
        String alice = TestIssuer.user("reach-alice", "viewed/");
        Api.Answer mine = create(alice);
        Api.Answer theirs = create(TestIssuer.user("reach-bob", "viewed/"));
        String viewer = subject(open(theirs, null));

        assertThat(api.delete("/share-links/" + mine.string("id") + "/viewers/" + viewer, alice)
                        .problem())
                .isEqualTo("viewer-not-found");
        assertThat(api.delete("/share-links/" + theirs.string("id") + "/viewers/" + viewer, alice)
                        .problem())
                .isEqualTo("link-not-found");
        assertThat(api.delete("/share-links/" + mine.string("id") + "/viewers/boss", admin)
                        .problem())
                .isEqualTo("viewer-not-found");
    }

    @Test
    void each_recipient_has_a_link_of_their_own_and_one_is_closed_without_the_others() {
        String alice = TestIssuer.user("sending-alice", "viewed/");
        Api.Answer made =
                api.post("/share-links", alice, "{\"paths\":[\"viewed/\"],\"recipients\":[\"Ann\",\" Bob \",\"Ann\"]}");
        TestProjection.catchUp();

        assertThat(made.status()).isEqualTo(201);
        JsonNode links = made.json().get("shareLinks");
        assertThat(links.findValuesAsString("recipient")).containsExactly("Ann", "Bob", "Ann");
        assertThat(links.findValuesAsString("secret")).hasSize(3).doesNotHaveDuplicates();
        assertThat(links.get(1).get("url").stringValue())
                .endsWith("/s/" + links.get(1).get("secret").stringValue());
        String group = made.string("group");
        assertThat(LogReader.find(
                                Topics.CONTROL,
                                LinksCreated.class,
                                event -> event.group().equals(group))
                        .orElseThrow()
                        .links())
                .hasSize(3);
        api.delete("/share-links/" + links.get(0).get("id").stringValue(), alice, "Prefer", "wait=0");
        TestProjection.catchUp();

        JsonNode listed = api.get("/share-links?group=" + group, alice).json().get("shareLinks");
        assertThat(listed.findValuesAsString("status")).containsExactlyInAnyOrder("closed", "active", "active");
        assertThat(api.get("/share-links?q=bOB", alice).json().get("shareLinks").findValuesAsString("recipient"))
                .containsExactly("Bob");
        assertThat(api.get("/share-links?group=" + group, TestIssuer.user("sending-bob", "viewed/"))
                        .json()
                        .get("shareLinks"))
                .isEmpty();
        assertThat(revoke(TestIssuer.user("sending-bob", "viewed/"), "{\"group\":\"" + group + "\"}")
                        .problem())
                .isEqualTo("link-not-found");
        assertThat(revoke(alice, "{\"group\":\"" + group + "\"}")
                        .json()
                        .get("count")
                        .intValue())
                .isEqualTo(3);
        assertThat(api.get("/share-links?group=" + group + "&status=closed", alice)
                        .json()
                        .get("shareLinks"))
                .hasSize(3);
    }

    @Test
    void a_recipient_is_shown_and_a_name_that_is_none_is_named() {
        Api.Answer link = api.post("/share-links", admin, "{\"paths\":[\"viewed/\"],\"recipient\":\"Ann\"}");
        assertThat(link.string("recipient")).isEqualTo("Ann");
        assertThat(link.json().has("group")).isFalse();

        assertThat(field("\"recipient\":\" \"")).isEqualTo("recipient");
        assertThat(field("\"recipient\":\"" + "x".repeat(201) + "\"")).isEqualTo("recipient");
        assertThat(field("\"recipients\":[]")).isEqualTo("recipients");
        assertThat(field("\"recipients\":[\"Ann\",null]")).isEqualTo("recipients[1]");
        assertThat(field("\"recipient\":\"Ann\",\"recipients\":[\"Bob\"]")).isEqualTo("recipient");
        assertThat(field("\"recipients\":[" + "\"a\",".repeat(100) + "\"a\"]")).isEqualTo("recipients");
    }

    private String field(String members) {
        return api.post("/share-links", admin, "{\"paths\":[\"viewed/\"]," + members + "}")
                .string("field");
    }

    @Test
    void many_links_are_closed_by_one_record_or_none() {
        String alice = TestIssuer.user("closing-alice", "viewed/");
        Api.Answer one = create(alice);
        Api.Answer two = create(alice);
        Api.Answer theirs = create(TestIssuer.user("closing-bob", "viewed/"));
        String ids = "\"" + one.string("id") + "\",\"" + two.string("id") + "\"";

        assertThat(revoke(alice, "{\"ids\":[" + ids + ",\"" + theirs.string("id") + "\"]}")
                        .problem())
                .isEqualTo("link-not-found");
        assertThat(status(one)).isEqualTo("active");
        Api.Answer closed = revoke(alice, "{\"ids\":[" + ids + "],\"reason\":\"over\"}");

        assertThat(closed.status()).isEqualTo(202);
        assertThat(closed.string("state")).isEqualTo("accepted");
        assertThat(closed.json().get("count").intValue()).isEqualTo(2);
        assertThat(status(one)).isEqualTo("closed");
        assertThat(status(two)).isEqualTo("closed");
        assertThat(status(theirs)).isEqualTo("active");
        assertThat(open(two, null).problem()).isEqualTo("link-closed");
        assertThat(LogReader.find(
                        Topics.CONTROL,
                        LinksClosed.class,
                        event -> event.linkIds().contains(one.string("id"))))
                .hasValueSatisfying(event -> assertThat(event.reason()).isEqualTo("over"));
    }

    @Test
    void a_user_closes_all_of_their_own_links_and_an_admin_anybodys() {
        String alice = TestIssuer.user("all-alice", "viewed/");
        List<Api.Answer> hers = List.of(create(alice), create(alice), create(alice));
        Api.Answer his = create(TestIssuer.user("all-bob", "viewed/"));

        assertThat(revoke(alice, "{\"createdBy\":\"all-bob\"}").problem()).isEqualTo("forbidden");
        assertThat(revoke(alice, "{\"createdBy\":\"me\"}").json().get("count").intValue())
                .isEqualTo(3);

        assertThat(hers).allSatisfy(link -> assertThat(status(link)).isEqualTo("closed"));
        assertThat(status(his)).isEqualTo("active");
        assertThat(revoke(alice, "{\"createdBy\":\"me\"}").problem()).isEqualTo("link-not-found");
        assertThat(revoke(admin, "{\"createdBy\":\"all-bob\"}").status()).isEqualTo(202);
        assertThat(status(his)).isEqualTo("closed");
    }

    @Test
    void two_tenants_users_of_one_name_see_and_close_their_own_links_only() {
        String name = "same-" + UUID.randomUUID();
        String here = TestIssuer.tenant(name, "here");
        String there = TestIssuer.tenant(name, "there");
        Api.Answer link = create(here);
        Api.Answer other = create(there);
        String id = "/share-links/" + link.string("id");

        assertThat(api.get(id, here).status()).isEqualTo(200);
        assertThat(api.get(id, there).problem()).isEqualTo("link-not-found");
        assertThat(api.get(id + "/viewers", there).problem()).isEqualTo("link-not-found");
        assertThat(api.send(
                                "PATCH",
                                "/api/v1/media" + id,
                                there,
                                "{\"label\":\"mine\"}",
                                "Content-Type",
                                "application/json")
                        .problem())
                .isEqualTo("link-not-found");
        assertThat(api.delete(id, there, "Prefer", "wait=0").problem()).isEqualTo("link-not-found");
        assertThat(api.get("/share-links", there).json().get("shareLinks").findValuesAsString("id"))
                .containsExactly(other.string("id"));
        assertThat(api.get("/share-links?createdBy=me", here)
                        .json()
                        .get("shareLinks")
                        .findValuesAsString("id"))
                .containsExactly(link.string("id"));
        assertThat(revoke(there, "{\"ids\":[\"" + link.string("id") + "\"]}").problem())
                .isEqualTo("link-not-found");
        assertThat(revoke(there, "{\"createdBy\":\"" + name + "\",\"tenant\":\"here\"}")
                        .problem())
                .isEqualTo("forbidden");
        assertThat(revoke(there, "{\"createdBy\":\"me\"}").json().get("count").intValue())
                .isEqualTo(1);
        assertThat(status(link)).isEqualTo("active");
        assertThat(revoke(admin, "{\"createdBy\":\"" + name + "\"}").problem()).isEqualTo("link-not-found");
        assertThat(revoke(admin, "{\"createdBy\":\"" + name + "\",\"tenant\":\"here\"}")
                        .status())
                .isEqualTo(202);
        assertThat(status(link)).isEqualTo("closed");
    }

    @Test
    void what_is_to_be_closed_is_said_in_one_way() {
        assertThat(revoke(admin, "{}").string("field")).isEqualTo("ids");
        assertThat(revoke(admin, "{\"ids\":[\"a\"],\"group\":\"b\"}").string("field"))
                .isEqualTo("ids");
        assertThat(revoke(admin, "{\"createdBy\":\"me\",\"tenant\":\"t\"}").string("field"))
                .isEqualTo("tenant");
        assertThat(revoke(admin, "{\"ids\":[\"a\",null]}").string("field")).isEqualTo("ids[1]");
        assertThat(revoke(admin, "{\"ids\":[]}").string("field")).isEqualTo("ids");
        assertThat(revoke(admin, "{\"group\":\"nowhere\"}").problem()).isEqualTo("link-not-found");
        assertThat(revoke(null, "{\"createdBy\":\"me\"}").status()).isEqualTo(401);
    }

    private Api.Answer revoke(String login, String body) {
        Api.Answer answer = api.post("/share-links/revoke", login, body, "Prefer", "wait=0");
        TestProjection.catchUp();
        return answer;
    }

    private String status(Api.Answer link) {
        return api.get("/share-links/" + link.string("id"), admin).string("status");
    }

    private Api.Answer create(String login) {
        Api.Answer link = api.post("/share-links", login, "{\"paths\":[\"viewed/\"]}");
        TestProjection.catchUp();
        return link;
    }

    private Api.Answer open(Api.Answer link, Api.Answer earlier) {
        String token = earlier == null ? "" : ",\"token\":\"" + earlier.string("token") + "\"";
        Api.Answer opened = api.post(
                "/share-links/access-token", null, "{\"secret\":\"" + link.string("secret") + "\"" + token + "}");
        TestProjection.catchUp();
        return opened;
    }

    private static String subject(Api.Answer answer) {
        return UnverifiedToken.parse(answer.string("token")).unverifiedClaims().subject();
    }
}
