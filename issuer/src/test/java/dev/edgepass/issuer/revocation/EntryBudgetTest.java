package dev.edgepass.issuer.revocation;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.event.Target;
import dev.edgepass.feed.Handle;
import dev.edgepass.issuer.problem.ProblemException;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class EntryBudgetTest {
    private static final Target TOKEN = new Target(Handle.Kind.TOKEN, "t1");
    private static final Target LINK = new Target(Handle.Kind.LINK, "l1");
    private static final Target ALL = new Target(Handle.Kind.ALL, "");
    private final EntryBudget budget = new EntryBudget(10);

    @Test
    void what_fits_passes_and_what_does_not_is_refused_with_the_numbers() {
        assertThatCode(() -> budget.require(List.of(TOKEN, LINK), OptionalLong.of(8)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> budget.require(List.of(TOKEN, LINK), OptionalLong.of(9)))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("too-many-entries")
                .hasMessageContaining("9 entries")
                .hasMessageContaining("add 2")
                .hasMessageContaining("at most 10");
    }

    @Test
    void everything_at_once_is_never_refused() {
        assertThatCode(() -> budget.require(List.of(ALL), OptionalLong.of(1_000)))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> budget.require(List.of(ALL, LINK), OptionalLong.of(1_000)))
                .isInstanceOf(ProblemException.class);
    }

    @Test
    void nothing_is_refused_while_no_head_is_known() {
        assertThatCode(() -> budget.require(List.of(LINK), OptionalLong.empty()))
                .doesNotThrowAnyException();
    }
}
