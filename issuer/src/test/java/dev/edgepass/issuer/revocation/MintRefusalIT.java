package dev.edgepass.issuer.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.feed.Handle;
import dev.edgepass.feed.HandleState;
import dev.edgepass.issuer.readmodel.ReadModel;
import dev.edgepass.issuer.testing.Api;
import dev.edgepass.issuer.testing.TestIssuer;
import dev.edgepass.issuer.testing.TestProjection;
import dev.edgepass.issuer.token.OpaqueSubject;
import dev.edgepass.token.UnverifiedToken;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The issuer mints and renews nothing for what is blocked, of whatever kind, and goes on once that is lifted. */
class MintRefusalIT {
    private final Api api = TestIssuer.shared().api();
    private final String admin = TestIssuer.admin();
    private final String name = UUID.randomUUID().toString();

    @BeforeEach
    void projectionIsCurrent() {
        TestIssuer.awaitReady();
        TestProjection.catchUp();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"subject, user-#", "tenant, tenant-#", "file, #/a/1.jpg", "folder, #/a/", "folder, #/", "all, "})
    void a_login_gets_no_token_for_what_is_blocked(String kind, String id) {
        String login = TestIssuer.tenant("user-" + name, "tenant-" + name);
        String paths = "{\"paths\":[\"" + name + "/a/1.jpg\"]}";
        assertThat(api.post("/access-token", login, paths).status()).isEqualTo(201);

        String revocation = block(kind, id);
        assertThat(api.post("/access-token", login, paths).problem()).isEqualTo("blocked");

        lift(revocation);
        assertThat(api.post("/access-token", login, paths).status()).isEqualTo(201);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "link, LINK",
        "subject, VIEWER",
        "tenant, tenant-#",
        "file, #/a/1.jpg",
        "folder, #/a/",
        "token, TOKEN",
        "all, "
    })
    void a_viewers_token_is_not_renewed_for_what_is_blocked(String kind, String id) {
        String owner = TestIssuer.tenant("user-" + name, "tenant-" + name);
        Api.Answer link = api.post("/share-links", owner, "{\"paths\":[\"" + name + "/a/1.jpg\"]}");
        TestProjection.catchUp();
        Api.Answer token = open(link);
        String subject =
                UnverifiedToken.parse(token.string("token")).unverifiedClaims().subject();
        assertThat(OpaqueSubject.isOpaque(subject)).isTrue();
        String target = id == null
                ? null
                : id.replace("LINK", link.string("id"))
                        .replace("VIEWER", subject)
                        .replace("TOKEN", token.string("jti"));
        assertThat(renew(token).status()).isEqualTo(201);

        String revocation = block(kind, target);
        assertThat(renew(token).problem()).isEqualTo("blocked");
        boolean ofTheViewerAlone = kind.equals("token") || kind.equals("subject");
        assertThat(open(link).status()).isEqualTo(ofTheViewerAlone ? 201 : 403);

        lift(revocation);
        assertThat(renew(token).status()).isEqualTo(201);
    }

    @Test
    void a_token_that_was_cut_off_is_not_renewed_whatever_handle_was_cut() {
        Api.Answer link = api.post("/share-links", admin, "{\"paths\":[\"" + name + "/\"]}");
        TestProjection.catchUp();
        Api.Answer first = open(link);
        revoke("{\"target\":{\"kind\":\"token\",\"id\":\"" + first.string("jti") + "\"}}");
        assertThat(renew(first).problem()).isEqualTo("revoked");

        Api.Answer second = open(link);
        revoke("{\"target\":{\"kind\":\"folder\",\"id\":\"" + name + "/\"},\"effect\":\"cutoff\"}");
        assertThat(renew(second).problem()).isEqualTo("revoked");
        assertThat(renew(open(link)).status()).isEqualTo(201);
    }

    @Test
    void a_block_that_release_0_made_still_bites_until_it_is_lifted() {
        String login = TestIssuer.tenant("user-" + name, "tenant-" + name);
        String paths = "{\"paths\":[\"" + name + "/\"]}";
        String former = TestIssuer.shared().bean(OpaqueSubject.class).formerOf("user-" + name);

        String revocation = revoke("{\"target\":{\"kind\":\"subject\",\"id\":\"" + former + "\"}}");
        assertThat(api.post("/access-token", login, paths).problem()).isEqualTo("blocked");

        lift(revocation);
        assertThat(api.post("/access-token", login, paths).status()).isEqualTo(201);
    }

    @Test
    void a_block_of_one_tenants_user_leaves_the_other_tenants_user_of_that_name() {
        String paths = "{\"paths\":[\"" + name + "/\"]}";
        String here = TestIssuer.tenant("user-" + name, "tenant-" + name);
        String there = TestIssuer.tenant("user-" + name, "other-" + name);

        Api.Answer revoked = api.post(
                "/revocations",
                admin,
                "{\"target\":{\"kind\":\"subject\",\"id\":\"user-" + name + "\",\"tenant\":\"tenant-" + name + "\"}}",
                "Prefer",
                "wait=0");
        TestProjection.catchUp();

        assertThat(revoked.json().at("/target/tenant").stringValue()).isEqualTo("tenant-" + name);
        assertThat(api.get("/revocations/" + revoked.string("id"), admin)
                        .json()
                        .at("/target/tenant")
                        .stringValue())
                .isEqualTo("tenant-" + name);
        assertThat(api.post("/access-token", here, paths).problem()).isEqualTo("blocked");
        assertThat(api.post("/access-token", there, paths).status()).isEqualTo(201);
        String former = revoked.json().at("/target/formerId").stringValue();
        Handle tokensOfRelease0 = new Handle(Handle.Kind.SUBJECT, former);
        HandleState state = TestIssuer.shared()
                .bean(ReadModel.class)
                .snapshot(List.of(tokensOfRelease0), null)
                .stateOf(tokensOfRelease0);
        assertThat(former)
                .isEqualTo(TestIssuer.shared().bean(OpaqueSubject.class).formerOf("user-" + name));
        assertThat(state.cutoff()).isEqualTo(revoked.json().get("position").longValue());
        assertThat(state.blocked()).isFalse();
    }

    private String block(String kind, String id) {
        String target = id == null ? "" : ",\"id\":\"" + id.replace("#", name) + "\"";
        if (target.contains("user-")) {
            target += ",\"tenant\":\"tenant-" + name + "\"";
        }
        return revoke("{\"target\":{\"kind\":\"" + kind + "\"" + target + "},\"effect\":\"block\"}");
    }

    private String revoke(String body) {
        Api.Answer revoked = api.post("/revocations", admin, body, "Prefer", "wait=0");
        assertThat(revoked.status()).as(revoked.text()).isEqualTo(202);
        TestProjection.catchUp();
        return revoked.string("id");
    }

    private void lift(String id) {
        Api.Answer lifted = api.delete("/revocations/" + id + "?all=true", admin, "Prefer", "wait=0");
        assertThat(lifted.status()).as(lifted.text()).isEqualTo(202);
        TestProjection.catchUp();
    }

    private Api.Answer open(Api.Answer link) {
        return api.post("/share-links/access-token", null, "{\"secret\":\"" + link.string("secret") + "\"}");
    }

    private Api.Answer renew(Api.Answer token) {
        return api.post("/share-links/access-token", null, "{\"token\":\"" + token.string("token") + "\"}");
    }
}
