package dev.edgepass.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.edgepass.token.UnverifiedToken;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Who opened a link, from the view at a location to what its owner and an auditor are told. */
class ViewsIT {
    private static final RunningStack STACK = SharedStack.get();
    private static final Product PRODUCT = new Product(STACK);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static String admin;

    @BeforeAll
    static void logIn() {
        admin = STACK.login("--admin");
    }

    @Test
    void one_viewer_at_two_locations_is_one_open_with_all_of_its_requests() {
        Product.Link link = PRODUCT.createLink(admin, "projects/42/");
        String token = PRODUCT.viewerToken(link);
        Instant before = Instant.now().minusSeconds(1);

        assertThat(PRODUCT.viewEverywhere(token, SharedStack.IMAGE)).containsOnly(200);
        assertThat(PRODUCT.viewEverywhere(token, SharedStack.IMAGE)).containsOnly(200);

        int requests = 2 * STACK.edges().size();
        JsonNode views = awaitViews(link, "requests", requests);
        assertThat(views.get("opens").asLong()).isOne();
        assertThat(views.get("requests").asLong()).isEqualTo(requests);
        assertThat(views.get("bytes").asLong()).isEqualTo((long) requests * SharedStack.IMAGE_BYTES.length);
        assertThat(Instant.parse(views.get("lastOpenedAt").asString())).isBetween(before, Instant.now());
        JsonNode viewer = PRODUCT.api("GET", "share-links/" + link.id() + "/viewers", admin, "")
                .json()
                .get("viewers")
                .get(0);
        assertThat(viewer.get("views").get("requests").asLong()).isEqualTo(requests);
        JsonNode listed = listed(link);
        assertThat(listed.get("timesOpened").asLong()).isOne();
        assertThat(listed.get("lastOpenedAt").asString())
                .isEqualTo(views.get("lastOpenedAt").asString());
    }

    @Test
    void each_viewer_s_views_are_told_apart() {
        Product.Link link = PRODUCT.createLink(admin, "projects/42/");
        String one = PRODUCT.viewerToken(link);
        String other = PRODUCT.viewerToken(link);
        URI edge = STACK.edges().get(0);

        PRODUCT.view(edge, one, SharedStack.IMAGE);
        PRODUCT.view(edge, other, SharedStack.IMAGE);
        PRODUCT.view(edge, other, SharedStack.IMAGE);

        assertThat(awaitViews(link, "requests", 3).get("opens").asLong()).isEqualTo(2);
        List<Long> requests = new ArrayList<>();
        PRODUCT.api("GET", "share-links/" + link.id() + "/viewers", admin, "")
                .json()
                .get("viewers")
                .forEach(viewer ->
                        requests.add(viewer.get("views").get("requests").asLong()));
        assertThat(requests).containsExactlyInAnyOrder(1L, 2L);
    }

    @Test
    void tries_after_a_revocation_are_told_to_the_owner_and_by_location_to_an_auditor() {
        Product.Link link = PRODUCT.createLink(admin, "projects/42/");
        String token = PRODUCT.viewerToken(link);
        assertThat(PRODUCT.viewEverywhere(token, SharedStack.IMAGE)).containsOnly(200);
        Web.Answer revoked = PRODUCT.revoke(admin, "link", link.id());
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(PRODUCT.viewEverywhere(token, SharedStack.IMAGE))
                        .containsOnly(403));
        PRODUCT.viewEverywhere(token, SharedStack.IMAGE);

        assertThat(awaitViews(link, "refused", STACK.edges().size())
                        .get("refusals")
                        .has("blocked"))
                .isTrue();
        String receipts = "revocations/" + revoked.json().get("id").asString() + "/receipts";
        JsonNode answer = await().atMost(PATIENCE)
                .until(
                        () -> PRODUCT.api("GET", receipts, admin, "").json(),
                        seen -> states(seen).stream()
                                        .filter("refusal-seen"::equals)
                                        .count()
                                == STACK.edges().size());
        assertThat(states(answer)).doesNotContain("granted-after");
        assertThat(answer.get("judged").asBoolean()).isTrue();
    }

    @Test
    void a_location_that_was_asked_nothing_about_a_revocation_is_silent() {
        Product.Link tried = PRODUCT.createLink(admin, "projects/42/");
        String token = PRODUCT.viewerToken(tried);
        PRODUCT.viewEverywhere(token, SharedStack.IMAGE);
        awaitViews(tried, "requests", STACK.edges().size());
        Product.Link untouched = PRODUCT.createLink(admin, "projects/42/");
        Web.Answer revoked = PRODUCT.revoke(admin, "link", untouched.id());

        JsonNode receipts = PRODUCT.api(
                        "GET", "revocations/" + revoked.json().get("id").asString() + "/receipts", admin, "")
                .json();

        assertThat(states(receipts)).hasSizeGreaterThanOrEqualTo(1).containsOnly("silent");
        assertThat(receipts.get("enforcedBy").asString()).isNotEmpty();
    }

    @Test
    void views_of_a_link_that_is_not_to_be_counted_are_not() {
        Web.Answer made = PRODUCT.api(
                "POST",
                "share-links",
                admin,
                "{\"label\":\"Private\",\"paths\":[\"projects/42/\"],\"countViews\":false}");
        Product.Link quiet = new Product.Link(
                made.json().get("id").asString(), made.json().get("secret").asString());
        Product.Link counted = PRODUCT.createLink(admin, "projects/42/");
        URI edge = STACK.edges().get(0);
        String token = PRODUCT.viewerToken(quiet);
        assertThat(UnverifiedToken.parse(token).unverifiedClaims().uncounted()).isTrue();
        assertThat(PRODUCT.view(edge, token, SharedStack.IMAGE).status()).isEqualTo(200);
        PRODUCT.view(edge, PRODUCT.viewerToken(counted), SharedStack.IMAGE);

        awaitViews(counted, "opens", 1);
        JsonNode link = link(quiet);
        assertThat(link.get("countViews").asBoolean()).isFalse();
        assertThat(link.path("views").path("requests").asLong(0)).isZero();
    }

    @Test
    void an_erased_viewer_leaves_no_views_and_gets_none_any_more() {
        Product.Link link = PRODUCT.createLink(admin, "projects/42/");
        String token = PRODUCT.viewerToken(link);
        String subject = UnverifiedToken.parse(token).unverifiedClaims().subject();
        URI edge = STACK.edges().get(0);
        PRODUCT.view(edge, token, SharedStack.IMAGE);
        awaitViews(link, "requests", 1);

        Web.Answer erased =
                PRODUCT.api("DELETE", "share-links/" + link.id() + "/viewers/" + subject + "/views", admin, "");

        assertThat(erased.status()).as(erased.toString()).isEqualTo(202);
        await().atMost(PATIENCE).until(() -> viewer(link).path("viewsErased").asBoolean(false));
        PRODUCT.view(edge, token, SharedStack.IMAGE);
        // Of the same link, so that it is counted after the erased viewer's.
        PRODUCT.view(edge, PRODUCT.viewerToken(link), SharedStack.IMAGE);
        awaitViews(link, "opens", 2);
        assertThat(viewer(link).has("views")).isFalse();
        assertThat(viewer(link).get("viewsErased").asBoolean()).isTrue();
    }

    private static JsonNode viewer(Product.Link link) {
        return PRODUCT.api("GET", "share-links/" + link.id() + "/viewers", admin, "")
                .json()
                .get("viewers")
                .get(0);
    }

    /** The link's counts, once {@code member} has come to {@code least}. */
    private static JsonNode awaitViews(Product.Link link, String member, long least) {
        return await(member)
                .atMost(PATIENCE)
                .until(
                        () -> link(link).path("views"),
                        views -> views.path(member).asLong(0) >= least);
    }

    private static JsonNode link(Product.Link link) {
        return PRODUCT.api("GET", "share-links/" + link.id(), admin, "").json();
    }

    private static JsonNode listed(Product.Link link) {
        JsonNode page =
                PRODUCT.api("GET", "share-links?q=" + link.id(), admin, "").json();
        return page.get("shareLinks").get(0);
    }

    private static List<String> states(JsonNode receipts) {
        List<String> states = new ArrayList<>();
        receipts.get("locations")
                .forEach(location -> states.add(location.get("state").asString()));
        return states;
    }
}
