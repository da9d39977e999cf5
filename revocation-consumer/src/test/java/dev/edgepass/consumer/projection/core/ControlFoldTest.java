package dev.edgepass.consumer.projection.core;

import static dev.edgepass.consumer.projection.core.Records.HISTORY;
import static dev.edgepass.consumer.projection.core.Records.records;
import static dev.edgepass.consumer.testing.TestEvents.keyAdded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.event.ControlEvent;
import dev.edgepass.feed.Handle;
import dev.edgepass.feed.HandleState;
import dev.edgepass.key.KeyRecord;
import java.util.List;
import org.junit.jupiter.api.Test;

class ControlFoldTest {
    @Test
    void how_the_log_is_cut_into_batches_changes_nothing() {
        List<Object> atOnce = folded(HISTORY.size()).all();

        for (int batchSize = 1; batchSize < HISTORY.size(); batchSize++) {
            assertThat(folded(batchSize).all()).isEqualTo(atOnce);
        }
    }

    @Test
    void an_epoch_raises_the_cutoff_of_everything_and_padding_changes_nothing() {
        FoldedStore before = FoldedStore.of(HISTORY.subList(0, 16));
        FoldedStore padded = FoldedStore.of(HISTORY.subList(0, 17));
        FoldedStore began = FoldedStore.of(HISTORY);

        assertThat(padded.all()).isEqualTo(before.all());
        assertThat(began.handles.remove(Handle.ALL)).isEqualTo(new HandleState(18, 0));
        assertThat(began.all()).isEqualTo(before.all());
    }

    @Test
    void an_activation_folded_by_itself_knows_the_keys_before_it() {
        List<ControlRecord> rotation = records(
                keyAdded("k1"),
                keyAdded("k2"),
                new ControlEvent.KeyActivated("k2", 2, "ada"),
                new ControlEvent.KeyWithdrawn("k1", "retired", "issuer"));

        FoldedStore atOnce = new FoldedStore();
        atOnce.take(rotation);

        assertThat(FoldedStore.of(rotation).all()).isEqualTo(atOnce.all());
        assertThat(atOnce.keys.active()).map(KeyRecord::kid).hasValue("k2");
    }

    private static FoldedStore folded(int batchSize) {
        FoldedStore store = new FoldedStore();
        for (int from = 0; from < HISTORY.size(); from += batchSize) {
            store.take(HISTORY.subList(from, Math.min(from + batchSize, HISTORY.size())));
        }
        return store;
    }
}
