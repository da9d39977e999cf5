package dev.edgepass.issuer.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.issuer.testing.Api;
import dev.edgepass.issuer.testing.TestIssuer;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BillOfMaterialsIT {
    private static final String SBOM = "/actuator/sbom/application";

    private final Api api = TestIssuer.shared().api();

    @Test
    void an_admin_reads_which_libraries_the_issuer_runs_on() {
        Api.Answer answer = api.send("GET", SBOM, TestIssuer.admin(), null);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("bomFormat").asString()).isEqualTo("CycloneDX");
        assertThat(answer.json().at("/metadata/component/name").asString()).isEqualTo("edgepass-issuer");
        assertThat(answer.json().get("components").findValuesAsString("name")).contains("nimbus-jose-jwt");
    }

    @Test
    void nobody_else_reads_them() {
        String auditor = TestIssuer.login("x", List.of(), List.of("auditor"), Instant.now());

        assertThat(api.send("GET", SBOM, null, null).status()).isEqualTo(401);
        assertThat(api.send("GET", SBOM, TestIssuer.user("u", "p/"), null).status())
                .isEqualTo(403);
        assertThat(api.send("GET", SBOM, auditor, null).status()).isEqualTo(403);
    }
}
