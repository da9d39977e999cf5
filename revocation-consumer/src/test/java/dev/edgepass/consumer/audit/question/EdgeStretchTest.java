package dev.edgepass.consumer.audit.question;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.publication.KnownAtEdge;
import dev.edgepass.publication.KnownAtEdge.Between;
import dev.edgepass.publication.KnownAtEdge.Reason;
import dev.edgepass.publication.KnownAtEdge.Unknown;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What locations had at time 1,000. */
class EdgeStretchTest {
    private static final long NOW = 1_000;
    private static final KnownAtEdge SURE = new Between(100, 900);
    private static final KnownAtEdge MAYBE = new Between(800, 1_500);
    private static final KnownAtEdge NOT_YET = new Between(1_100, 2_000);
    private static final KnownAtEdge GAP = new Unknown(Reason.GAP);

    private static EdgeStretch of(KnownAtEdge... known) {
        return of(Long.MAX_VALUE, known);
    }

    private static EdgeStretch of(long publishedSince, KnownAtEdge... known) {
        List<Step> steps = new ArrayList<>();
        for (int offset = 0; offset < known.length; offset++) {
            steps.add(new Step(offset + 1, 0, List.of(), Optional.empty()));
        }
        return new EdgeStretch(steps, position -> known[(int) position - 1], () -> publishedSince, NOW);
    }

    @Test
    void a_record_is_sure_possible_or_not_there_by_its_times() {
        EdgeStretch stretch = of(SURE, MAYBE, NOT_YET);

        assertThat(stretch.sure()).isEqualTo(1);
        assertThat(stretch.possible()).isEqualTo(2);
        assertThat(stretch.unknown()).isNull();
        assertThat(stretch.from()).isEqualTo(Instant.ofEpochMilli(800));
        assertThat(stretch.until()).isEqualTo(Instant.ofEpochMilli(1_500));
    }

    @Test
    void who_has_a_later_record_has_the_earlier_ones() {
        assertThat(of(GAP, GAP, SURE).sure()).isEqualTo(3);
        assertThat(of(NOT_YET, GAP, GAP).possible()).isZero();
    }

    @Test
    void what_is_not_recorded_is_unknown() {
        EdgeStretch stretch = of(SURE, new Unknown(Reason.NOT_RECORDED));

        assertThat(stretch.sure()).isEqualTo(1);
        assertThat(stretch.possible()).isEqualTo(2);
        assertThat(stretch.unknown()).isEqualTo("not-recorded");
    }

    @Test
    void a_record_that_the_feed_passed_over_is_left_out() {
        EdgeStretch stretch = of(SURE, new Unknown(Reason.NOT_IN_FORCE), SURE);

        assertThat(stretch.inForce()).hasSize(2);
        assertThat(stretch.sure()).isEqualTo(2);
    }

    @Test
    void what_was_there_before_publications_were_recorded_is_known_since_then() {
        KnownAtEdge before = new Unknown(Reason.BEFORE_THE_RECORD);

        assertThat(of(900, before).sure()).isEqualTo(1);
        assertThat(of(1_100, before).sure()).isZero();
        assertThat(of(1_100, before).unknown()).isEqualTo("before-the-record");
    }
}
