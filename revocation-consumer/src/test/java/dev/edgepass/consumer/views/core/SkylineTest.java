package dev.edgepass.consumer.views.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.consumer.views.core.Skyline.Entry;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class SkylineTest {
    @Test
    void a_later_view_of_an_older_token_hides_what_a_newer_token_had_before() {
        Skyline skyline = Skyline.EMPTY.with(7, 100).with(9, 200).with(5, 150);

        assertThat(skyline.entries()).containsExactly(new Entry(5, 150), new Entry(9, 200));
        assertThat(skyline.lastBefore(5)).isEmpty();
        assertThat(skyline.lastBefore(9)).hasValue(150);
        assertThat(skyline.lastBefore(10)).hasValue(200);
    }

    @Test
    void its_text_is_pairs_of_position_and_time() {
        Skyline skyline = Skyline.EMPTY.with(5, 150).with(9, 200);

        assertThat(skyline.json()).isEqualTo("[[5,150],[9,200]]");
        assertThat(Skyline.parse(skyline.json())).isEqualTo(skyline);
    }

    @Property(tries = 300)
    void it_answers_as_the_whole_history_does_as_far_back_as_its_entries_go(@ForAll("views") List<Entry> views) {
        Skyline skyline = Skyline.EMPTY;
        TreeMap<Long, Long> history = new TreeMap<>();
        long leftOutUpTo = -1;
        for (Entry view : views) {
            skyline = skyline.with(view.position(), view.at());
            history.merge(view.position(), view.at(), Math::max);
            if (skyline.entries().size() == Skyline.MOST) {
                leftOutUpTo = Math.max(leftOutUpTo, skyline.entries().get(0).position());
            }
        }

        assertThat(skyline.entries()).hasSizeLessThanOrEqualTo(Skyline.MOST);
        for (long position = 0; position <= 60; position++) {
            OptionalLong answer = skyline.lastBefore(position);
            OptionalLong truth = history.headMap(position).values().stream()
                    .mapToLong(Long::longValue)
                    .max();
            if (position > leftOutUpTo) {
                assertThat(answer).isEqualTo(truth);
            } else {
                assertThat(answer.orElse(0)).as("never later than it was").isLessThanOrEqualTo(truth.orElse(0));
            }
        }
    }

    @Property(tries = 300)
    void the_order_of_views_makes_no_difference_while_nothing_is_left_out(@ForAll("few") List<Entry> views) {
        Skyline forwards = Skyline.EMPTY;
        Skyline backwards = Skyline.EMPTY;
        for (int i = 0; i < views.size(); i++) {
            forwards = forwards.with(views.get(i).position(), views.get(i).at());
            Entry other = views.get(views.size() - 1 - i);
            backwards = backwards.with(other.position(), other.at());
        }

        assertThat(forwards).isEqualTo(backwards);
    }

    @Provide
    Arbitrary<List<Entry>> views() {
        // Times that rise with positions, mostly: else hardly any skyline is long.
        return Combinators.combine(
                        Arbitraries.longs().between(0, 50), Arbitraries.longs().between(0, 30))
                .as((position, late) -> new Entry(position, position * 10 + late))
                .list()
                .ofMaxSize(80);
    }

    @Provide
    Arbitrary<List<Entry>> few() {
        return views().map(list -> list.subList(0, Math.min(Skyline.MOST, list.size())));
    }
}
