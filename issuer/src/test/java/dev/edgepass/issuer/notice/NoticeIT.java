package dev.edgepass.issuer.notice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.event.NoticeRaised;
import dev.edgepass.event.Topics;
import dev.edgepass.issuer.testing.Api;
import dev.edgepass.issuer.testing.LogReader;
import dev.edgepass.issuer.testing.TestIssuer;
import dev.edgepass.issuer.testing.TestProjection;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class NoticeIT {
    private static TestIssuer issuer;

    private final Api api = issuer.api();
    private final String owner = TestIssuer.user("noticed-owner", "noticed/");

    @BeforeAll
    static void start() {
        TestIssuer.awaitReady();
        TestProjection.catchUp();
        issuer = TestIssuer.with(Map.of("edgepass.notices.names", "office, team-2"));
        Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> issuer.api().page("/actuator/health/readiness").status() == 200);
    }

    @AfterAll
    static void stop() {
        issuer.close();
    }

    @Test
    void a_link_names_one_of_the_operators_destinations() {
        assertThat(api.get("/me", owner).json().get("notices").toString()).isEqualTo("[\"office\",\"team-2\"]");
        Api.Answer unknown = create(",\"notices\":\"elsewhere\"");
        assertThat(unknown.problem()).isEqualTo("invalid-request");
        assertThat(unknown.string("field")).isEqualTo("notices");
        String id = create(",\"notices\":\"office\"").string("id");
        TestProjection.catchUp();
        assertThat(api.get("/share-links/" + id, owner).string("notices")).isEqualTo("office");

        assertThat(edit(id, "{\"notices\":\"elsewhere\"}").problem()).isEqualTo("invalid-request");
        Api.Answer edited = edit(id, "{\"notices\":\"team-2\"}");
        assertThat(edited.json().get("edit").get("narrowed").booleanValue()).isFalse();
        TestProjection.catchUp();
        assertThat(api.get("/share-links/" + id, owner).string("notices")).isEqualTo("team-2");

        edit(id, "{\"notices\":null}");
        TestProjection.catchUp();
        assertThat(api.get("/share-links/" + id, owner).json().has("notices")).isFalse();
    }

    @Test
    void a_link_without_one_is_made_where_there_are_none() {
        Api shared = TestIssuer.shared().api();

        assertThat(shared.get("/me", owner).json().get("notices").toString()).isEqualTo("[]");
        assertThat(shared.post("/share-links", owner, "{\"paths\":[\"noticed/\"],\"notices\":\"office\"}")
                        .problem())
                .isEqualTo("invalid-request");
        assertThat(shared.post("/share-links", owner, "{\"paths\":[\"noticed/\"],\"notices\":null}")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void whoever_takes_the_last_seat_is_a_notice_to_the_owner() {
        Api.Answer link = create(",\"label\":\"Wedding\",\"maxViewers\":3,\"notices\":\"office\"");
        TestProjection.catchUp();
        String id = link.string("id");

        open(link, 201);
        // In both places, the projection and the reservations: one seat.
        TestProjection.catchUp();
        open(link, 201);
        assertThat(notices(id)).isEmpty();
        open(link, 201);
        open(link, 403);

        List<NoticeRaised> raised =
                Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> notices(id), found -> !found.isEmpty());
        assertThat(raised).singleElement().satisfies(notice -> {
            assertThat(notice.id()).isEqualTo(id + ":seats-full:3");
            assertThat(notice.destination()).isEqualTo("office");
            assertThat(notice.kind()).isEqualTo(NoticeRaised.Kind.SEATS_FULL);
            assertThat(notice.label()).isEqualTo("Wedding");
            assertThat(notice.detail()).isEqualTo("All 3 seats of the link are taken.");
        });
    }

    @Test
    void a_link_that_names_no_destination_causes_no_notice() {
        Api.Answer silent = create(",\"maxViewers\":1");
        Api.Answer told = create(",\"maxViewers\":1,\"notices\":\"office\"");
        TestProjection.catchUp();

        open(silent, 201);
        open(told, 201);

        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> !notices(told.string("id")).isEmpty());
        assertThat(notices(silent.string("id"))).isEmpty();
    }

    private static List<NoticeRaised> notices(String link) {
        return LogReader.all(Topics.NOTICES).stream()
                .map(entry -> entry.event().data())
                .map(NoticeRaised.class::cast)
                .filter(notice -> notice.linkId().equals(link))
                .toList();
    }

    private Api.Answer create(String more) {
        return api.post("/share-links", owner, "{\"paths\":[\"noticed/\"]" + more + "}");
    }

    private Api.Answer edit(String id, String patch) {
        return api.send("PATCH", "/api/v1/media/share-links/" + id, owner, patch, "Prefer", "wait=0");
    }

    private void open(Api.Answer link, int status) {
        Api.Answer opened =
                api.post("/share-links/access-token", null, "{\"secret\":\"" + link.string("secret") + "\"}");
        assertThat(opened.status()).as(opened.text()).isEqualTo(status);
    }
}
