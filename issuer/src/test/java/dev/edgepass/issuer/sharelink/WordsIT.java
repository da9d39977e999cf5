package dev.edgepass.issuer.sharelink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.event.ControlEvent.LinkCreated;
import dev.edgepass.event.ControlEvent.LinkEdited;
import dev.edgepass.event.ControlEvent.LinksCreated;
import dev.edgepass.event.LinkTerms;
import dev.edgepass.event.Topics;
import dev.edgepass.issuer.log.EventLog;
import dev.edgepass.issuer.testing.Api;
import dev.edgepass.issuer.testing.LogReader;
import dev.edgepass.issuer.testing.TestIssuer;
import dev.edgepass.issuer.testing.TestProjection;
import dev.edgepass.issuer.token.RandomId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What people write about links: on a topic of its own, and erased on demand. */
class WordsIT {
    private static final String PASSWORD = "correct horse";

    private final TestIssuer issuer = TestIssuer.shared();
    private final Api api = issuer.api();
    private final String admin = TestIssuer.admin();

    /** That nothing else has. */
    private final String word = "w" + RandomId.next();

    @BeforeEach
    void projectionIsCurrent() {
        TestIssuer.awaitReady();
        TestProjection.catchUp();
    }

    @Test
    void no_word_and_no_hash_of_a_password_is_on_the_control_topic() {
        Api.Answer one =
                create("\"label\":\"" + word + "-1\",\"recipient\":\"" + word + "-2\",\"password\":\"" + word + "-3\"");
        Api.Answer each = create("\"label\":\"" + word + "-4\",\"recipients\":[\"" + word + "-5\",\"" + word
                + "-6\"],\"password\":\"" + word + "-7\"");
        edit(one, "{\"label\":\"" + word + "-8\"}");
        edit(one, "{\"password\":\"" + word + "-9\"}");
        edit(one, "{\"maxViewers\":3}");

        assertThat(each.status()).isEqualTo(201);
        assertThat(read(one).string("label")).isEqualTo(word + "-8");
        assertThat(read(one).string("recipient")).isEqualTo(word + "-2");
        assertThat(open(one, word + "-9").status()).isEqualTo(201);
        assertThat(open(one, word + "-3").problem()).isEqualTo("link-or-password-wrong");
        for (String record : LogReader.raw(Topics.CONTROL)) {
            assertThat(record).doesNotContain(word).doesNotContain("argon2");
        }
        assertThat(LogReader.raw(Topics.WORDS)).anyMatch(record -> record.contains(word + "-8"));
    }

    @Test
    void links_that_are_made_together_have_words_of_their_own() {
        Api.Answer each = create("\"label\":\"" + word + "\",\"recipients\":[\"Ann\",\"Bob\"]");

        LinksCreated event = LogReader.find(
                        Topics.CONTROL, LinksCreated.class, made -> made.group().equals(each.string("group")))
                .orElseThrow();
        assertThat(event.links())
                .extracting(LinksCreated.Member::words)
                .doesNotContainNull()
                .doesNotHaveDuplicates();
        assertThat(event.links()).extracting(LinksCreated.Member::recipient).containsOnlyNulls();
        assertThat(api.get("/share-links?q=" + word, admin)
                        .json()
                        .get("shareLinks")
                        .findValuesAsString("recipient"))
                .containsExactlyInAnyOrder("Ann", "Bob");
    }

    @Test
    void an_edit_of_other_terms_writes_no_words() {
        Api.Answer link = create("\"label\":\"" + word + "\"");
        int before = LogReader.raw(Topics.WORDS).size();

        edit(link, "{\"maxViewers\":3}");
        edit(link, "{\"label\":null}");

        assertThat(LogReader.raw(Topics.WORDS)).hasSize(before);
        assertThat(read(link).json().has("label")).isFalse();
        assertThat(read(link).json().has("wordsErased")).isFalse();
        assertThat(LogReader.find(
                        Topics.CONTROL,
                        LinkEdited.class,
                        edited -> edited.linkId().equals(link.string("id"))
                                && edited.terms().words() == null))
                .isPresent();
    }

    @Test
    void erased_words_are_nowhere_to_be_seen_or_found() {
        Api.Answer link = create("\"label\":\"" + word + "\",\"recipient\":\"Ann\"");
        assertThat(found()).isEqualTo(1);

        assertThat(erase(link).status()).isEqualTo(204);
        TestProjection.catchUp();

        Api.Answer read = read(link);
        assertThat(read.text()).doesNotContain(word, "Ann");
        assertThat(read.json().get("wordsErased").booleanValue()).isTrue();
        assertThat(found()).isZero();
        assertThat(api.get("/share-links?sort=label", admin).text()).doesNotContain(word);
        assertThat(erase(link).status()).isEqualTo(204);
        assertThat(open(link, null).status()).isEqualTo(201);
    }

    @Test
    void an_erased_password_lets_nobody_in_until_there_is_another() {
        Api.Answer link = create("\"password\":\"" + PASSWORD + "\"");
        Api.Answer in = open(link, PASSWORD);
        assertThat(in.status()).isEqualTo(201);

        erase(link);
        TestProjection.catchUp();

        assertThat(read(link).json().get("hasPassword").booleanValue()).isTrue();
        assertThat(open(link, PASSWORD).problem()).isEqualTo("blocked");
        assertThat(open(link, "words").problem()).isEqualTo("blocked");
        assertThat(open(link, null).problem()).isEqualTo("blocked");
        assertThat(api.post("/share-links/access-token", null, "{\"token\":\"" + in.string("token") + "\"}")
                        .problem())
                .isEqualTo("blocked");

        edit(link, "{\"label\":\"" + word + "\"}");
        assertThat(open(link, PASSWORD).problem()).isEqualTo("blocked");
        assertThat(read(link).json().get("wordsErased").booleanValue()).isTrue();

        edit(link, "{\"password\":\"battery staple\"}");
        assertThat(open(link, "battery staple").status()).isEqualTo(201);
        assertThat(read(link).json().has("wordsErased")).isFalse();
        assertThat(read(link).string("label")).isEqualTo(word);
    }

    @Test
    void only_who_may_change_a_link_erases_its_words() {
        Api.Answer link = create("\"label\":\"" + word + "\"");
        String path = "/share-links/" + link.string("id") + "/words";

        assertThat(api.delete(path, TestIssuer.user("words-of-others", "share/"))
                        .problem())
                .isEqualTo("link-not-found");
        assertThat(read(link).string("label")).isEqualTo(word);
    }

    /** As earlier releases wrote it. */
    @Test
    void words_that_are_in_an_event_are_read_as_ever_and_cant_be_erased() {
        String id = RandomId.next();
        LinkTerms terms = new LinkTerms(
                word, List.of("share/1/"), null, null, null, false, List.of(), null, false, null, null, null);
        issuer.bean(EventLog.class)
                .append(
                        new LinkCreated(
                                id, new LinkSecret(word).hash(), terms, null, "Ann", null, Instant.now(), "boss"),
                        id);
        TestProjection.catchUp();
        Api.Answer read = api.get("/share-links/" + id, admin);

        assertThat(read.string("label")).isEqualTo(word);
        assertThat(read.string("recipient")).isEqualTo("Ann");
        Api.Answer refused = api.delete("/share-links/" + id + "/words", admin);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.problem()).isEqualTo("words-in-log");
    }

    @Test
    void a_label_that_no_log_can_hold_is_refused() {
        Api.Answer refused = api.post("/share-links", admin, "{\"label\":\"\\ud800\",\"paths\":[\"share/1/\"]}");

        assertThat(refused.status()).isEqualTo(400);
    }

    private Api.Answer create(String members) {
        Api.Answer link = api.post("/share-links", admin, "{\"paths\":[\"share/1/\"]," + members + "}");
        TestProjection.catchUp();
        return link;
    }

    /** The issuer waits for what it wrote. */
    private void edit(Api.Answer link, String patch) {
        api.send("PATCH", "/api/v1/media/share-links/" + link.string("id"), admin, patch, "Prefer", "wait=0");
        TestProjection.catchUp();
    }

    private Api.Answer read(Api.Answer link) {
        return api.get("/share-links/" + link.string("id"), admin);
    }

    private Api.Answer erase(Api.Answer link) {
        return api.delete("/share-links/" + link.string("id") + "/words", admin);
    }

    private int found() {
        return api.get("/share-links?q=" + word, admin).json().get("shareLinks").size();
    }

    private Api.Answer open(Api.Answer link, String password) {
        String more = password == null ? "" : ",\"password\":\"" + password + "\"";
        return api.post(
                "/share-links/access-token", null, "{\"secret\":\"" + link.string("secret") + "\"" + more + "}");
    }
}
