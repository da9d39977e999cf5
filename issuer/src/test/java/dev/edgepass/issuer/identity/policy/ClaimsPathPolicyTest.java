package dev.edgepass.issuer.identity.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.issuer.identity.Caller;
import dev.edgepass.issuer.identity.Role;
import dev.edgepass.token.Scope;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ClaimsPathPolicyTest {
    @Test
    void a_login_opens_what_its_claim_says_and_nothing_by_default() {
        assertThat(opens(List.of("projects/42/"), Set.of(), "projects/42/a.jpg"))
                .isTrue();
        assertThat(opens(List.of("projects/42/"), Set.of(), "projects/")).isFalse();
        assertThat(opens(List.of("projects/42/"), Set.of(), "projects/421/")).isFalse();
        assertThat(opens(List.of(), Set.of(), "a.jpg")).isFalse();
        assertThat(opens(List.of("../", "a//"), Set.of(), "a//")).isFalse();
    }

    @Test
    void a_star_and_an_admin_without_paths_open_everything() {
        assertThat(opens(List.of("*"), Set.of(), "a.jpg")).isTrue();
        assertThat(opens(List.of(), Set.of(Role.ADMIN), "a.jpg")).isTrue();
        assertThat(opens(List.of("b/"), Set.of(Role.ADMIN), "a.jpg")).isFalse();
        assertThat(opens(List.of(), Set.of(Role.AUDITOR), "a.jpg")).isFalse();
    }

    private static boolean opens(List<String> paths, Set<Role> roles, String path) {
        return new ClaimsPathPolicy()
                .visibleTo(new Caller("u", null, paths, roles), List.of())
                .covers(new Scope(path));
    }
}
