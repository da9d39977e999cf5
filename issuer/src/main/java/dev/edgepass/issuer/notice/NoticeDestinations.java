package dev.edgepass.issuer.notice;

import dev.edgepass.issuer.problem.ProblemException;
import dev.edgepass.issuer.problem.ProblemType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The operator's destinations for notices, by their names. Immutable. */
@Component
public class NoticeDestinations {
    private final List<String> names;

    NoticeDestinations(NoticeSettings settings) {
        names = settings.names();
    }

    public List<String> names() {
        return names;
    }

    /**
     * @param name null is none
     * @throws ProblemException {@code invalid-request} where there is no such destination
     */
    public void require(@Nullable String name) {
        if (name != null && !names.contains(name)) {
            throw ProblemType.invalid("notices", "no such destination (expected: none, or one of " + names + ")");
        }
    }
}
