package dev.edgepass.issuer.sharelink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.event.ControlEvent.LinkCreated;
import dev.edgepass.event.Topics;
import dev.edgepass.issuer.testing.Api;
import dev.edgepass.issuer.testing.LogReader;
import dev.edgepass.issuer.testing.TestIssuer;
import dev.edgepass.issuer.testing.TestProjection;
import dev.edgepass.issuer.token.RandomId;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class OpenLinkQuotaIT {
    private static final String LINK = "{\"paths\":[\"p/\"]}";
    private static TestIssuer issuer;

    private final String subject = "owner-" + RandomId.next();
    private final String owner = TestIssuer.user(subject, "*");
    private final Api api = issuer.api();

    @BeforeAll
    static void start() {
        TestIssuer.awaitReady();
        TestProjection.catchUp();
        issuer = TestIssuer.with(Map.of("edgepass.share-links.max-open-per-owner", "3"));
    }

    @AfterAll
    static void stop() {
        issuer.close();
    }

    @Test
    void one_more_than_an_owner_may_have_is_409_until_one_is_closed() {
        Api.Answer first = create(LINK);
        create(LINK);
        TestProjection.catchUp();
        create(LINK);

        Api.Answer refused = create(LINK);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.problem()).isEqualTo("too-many-links");
        assertThat(refused.string("detail")).contains("4 open share links (expected: at most 3)");
        TestProjection.catchUp();
        assertThat(create(LINK).status()).isEqualTo(409);
        assertThat(api.post("/share-links", TestIssuer.tenant(subject, "other"), LINK)
                        .status())
                .isEqualTo(201);

        api.delete("/share-links/" + first.string("id"), owner, "Prefer", "wait=0");
        TestProjection.catchUp();
        assertThat(create(LINK).status()).isEqualTo(201);
    }

    @Test
    void links_of_one_request_are_made_all_or_none() {
        create(LINK);

        Api.Answer refused = create("{\"paths\":[\"p/\"],\"recipients\":[\"a\",\"b\",\"c\"]}");

        assertThat(refused.problem()).isEqualTo("too-many-links");
        assertThat(create("{\"paths\":[\"p/\"],\"recipients\":[\"a\",\"b\"]}").status())
                .isEqualTo(201);
    }

    @Test
    void many_at_once_and_a_late_projection_make_no_more_than_there_may_be() {
        List<Integer> answers = IntStream.range(0, 16)
                .parallel()
                .mapToObj(i -> create(LINK).status())
                .toList();

        assertThat(answers).containsOnly(201, 409);
        assertThat(LogReader.all(Topics.CONTROL).stream()
                        .filter(entry -> entry.event().data() instanceof LinkCreated created
                                && created.actor().equals(subject)))
                .hasSize(3);
    }

    private Api.Answer create(String body) {
        return api.post("/share-links", owner, body);
    }
}
