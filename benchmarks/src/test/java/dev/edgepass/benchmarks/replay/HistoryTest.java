package dev.edgepass.benchmarks.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The answers that the benchmark expects. */
class HistoryTest {
    private static final Instant BEGIN = Instant.parse("2026-11-01T00:00:00Z");
    private static final int REVOKED = 4_500;

    private final History history = new History(20_000, BEGIN, "kid-1");

    @Test
    void a_token_is_good_from_its_issue_to_before_its_end() {
        Instant issued = history.issuedAt(7);

        assertThat(history.isGood(7, issued.minusSeconds(1))).isFalse();
        assertThat(history.isGood(7, issued)).isTrue();
        assertThat(history.isGood(7, issued.plus(History.LIFETIME).minusSeconds(1)))
                .isTrue();
        assertThat(history.isGood(7, issued.plus(History.LIFETIME))).isFalse();
    }

    @Test
    void a_revoked_token_is_good_until_then() {
        Instant half = history.issuedAt(REVOKED).plus(History.LIFETIME.dividedBy(2));

        assertThat(history.revokedNear(REVOKED - 1)).isEqualTo(REVOKED);
        assertThat(history.isGood(REVOKED, half.minusSeconds(1))).isTrue();
        assertThat(history.isGood(REVOKED, half)).isFalse();
    }

    @Test
    void a_folder_is_opened_by_the_good_tokens_of_its_links() {
        for (int day = 0; day < 21; day++) {
            Instant at = BEGIN.plus(Duration.ofDays(day)).plusMillis(500);
            for (int folder = 0; folder < history.folders(); folder++) {
                Set<String> all = new TreeSet<>();
                for (int token = 0; token < history.events(); token++) {
                    if (history.folderOf(history.linkOf(token)) == folder && history.isGood(token, at)) {
                        all.add(History.jti(token));
                    }
                }
                assertThat(history.good(folder, at)).isEqualTo(all);
                if (day > 0 && day < 20) {
                    assertThat(all).isNotEmpty();
                }
            }
        }
    }
}
