package dev.edgepass.issuer.identity.policy;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.edgepass.issuer.identity.Caller;
import dev.edgepass.token.Scope;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the app's backend is asked, as it stands in the body.
 *
 * @param roles {@code admin} and {@code auditor}, whatever they are called in logins
 * @param paths the scopes that are asked for; empty: all that the login may see
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Question(String subject, @Nullable String tenant, List<String> roles, List<String> paths) {
    /** Of a string beside its characters. */
    private static final int STRING_BYTES = 56;

    static Question of(Caller caller, List<Scope> asked) {
        return new Question(
                caller.subject(),
                caller.tenant(),
                caller.roles().stream()
                        .map(role -> role.name().toLowerCase(Locale.ROOT))
                        .sorted()
                        .toList(),
                asked.stream().map(Scope::value).distinct().toList());
    }

    /** Of the heap, rather more than fewer. */
    int bytes() {
        return 2 * (subject.length() + (tenant == null ? 0 : tenant.length()))
                + paths.stream()
                        .mapToInt(path -> STRING_BYTES + 2 * path.length())
                        .sum();
    }
}
