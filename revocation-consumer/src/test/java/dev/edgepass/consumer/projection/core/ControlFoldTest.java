package dev.edgepass.consumer.projection.core;

import static dev.edgepass.consumer.testing.TestEvents.keyAdded;
import static dev.edgepass.consumer.testing.TestEvents.lifted;
import static dev.edgepass.consumer.testing.TestEvents.link;
import static dev.edgepass.consumer.testing.TestEvents.linkClosed;
import static dev.edgepass.consumer.testing.TestEvents.linkCreated;
import static dev.edgepass.consumer.testing.TestEvents.revoked;
import static dev.edgepass.consumer.testing.TestEvents.secretHash;
import static dev.edgepass.consumer.testing.TestEvents.subject;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.Effect;
import dev.edgepass.event.LoggedEvent;
import dev.edgepass.feed.Handle;
import dev.edgepass.feed.HandleState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ControlFoldTest {
    private static final ControlEvent.Revoked BLOCK = revoked("R1", Effect.BLOCK, link("L1"), subject("bob"));
    private static final List<ControlRecord> HISTORY = records(
            keyAdded("k1"),
            linkCreated("L1"),
            linkCreated("L2"),
            BLOCK,
            new ControlEvent.LinkSuspended("L2", "ada"),
            revoked("R2", Effect.CUTOFF, subject("bob")),
            new ControlEvent.LinkEdited(
                    "L2", "new label", List.of("projects/"), null, null, null, false, null, null, true, "ada"),
            new ControlEvent.KeyWithdrawn("k1", "old", "ada"),
            lifted(BLOCK, 5),
            linkClosed("L1"),
            linkClosed("L1"),
            new ControlEvent.LinkResumed("L1", null, "ada"));

    private static List<ControlRecord> records(ControlEvent... events) {
        List<ControlRecord> records = new ArrayList<>();
        for (ControlEvent event : events) {
            long position = records.size() + 1;
            Instant time = Instant.parse("2026-11-22T13:00:00Z").plusSeconds(position);
            records.add(new ControlRecord(position, new LoggedEvent<>("id-" + position, "/test", time, event)));
        }
        return records;
    }

    /** All that a store would hold. */
    private static final class Store {
        private final Map<Handle, HandleState> handles = new HashMap<>();
        private final Map<String, Link> links = new HashMap<>();
        private final Map<String, Revocation> revocations = new HashMap<>();
        private final Map<String, SigningKey> keys = new HashMap<>();
        private final Map<String, String> secrets = new HashMap<>();

        void take(List<ControlRecord> batch) {
            ControlFold.Needs needs = ControlFold.needs(batch);
            ReadModel model = new ReadModel();
            needs.handles().stream()
                    .filter(handles::containsKey)
                    .forEach(handle -> model.knowHandle(handle, handles.get(handle)));
            needs.links().stream().filter(links::containsKey).map(links::get).forEach(model::knowLink);
            needs.revocations().stream()
                    .filter(revocations::containsKey)
                    .map(revocations::get)
                    .forEach(model::knowRevocation);
            needs.keys().stream().filter(keys::containsKey).map(keys::get).forEach(model::knowKey);
            ControlFold.fold(batch, model);
            handles.putAll(model.handles());
            handles.values().removeIf(HandleState::isClear);
            links.putAll(model.links());
            revocations.putAll(model.revocations());
            keys.putAll(model.keys());
            secrets.putAll(model.secrets());
        }

        List<Object> all() {
            return List.of(handles, links, revocations, keys, secrets);
        }
    }

    private static Store folded(int batchSize) {
        Store store = new Store();
        for (int from = 0; from < HISTORY.size(); from += batchSize) {
            store.take(HISTORY.subList(from, Math.min(from + batchSize, HISTORY.size())));
        }
        return store;
    }

    @Test
    void how_the_log_is_cut_into_batches_changes_nothing() {
        List<Object> atOnce = folded(HISTORY.size()).all();

        for (int batchSize = 1; batchSize < HISTORY.size(); batchSize++) {
            assertThat(folded(batchSize).all()).isEqualTo(atOnce);
        }
    }

    @Test
    void a_closed_link_stays_closed_as_it_was_first() {
        Link link = folded(3).links.get("L1");

        assertThat(link.state()).isEqualTo(Link.State.CLOSED);
        assertThat(link.closedAt()).isEqualTo("2026-11-22T13:00:10Z");
        assertThat(link.closeReason()).isEqualTo("over");
        assertThat(folded(3).secrets).containsEntry(secretHash("L1"), "L1");
    }

    @Test
    void an_edit_replaces_the_terms_and_leaves_the_state() {
        Link link = folded(3).links.get("L2");

        assertThat(link.label()).isEqualTo("new label");
        assertThat(link.state()).isEqualTo(Link.State.SUSPENDED);
        assertThat(link.position()).isEqualTo(3);
        assertThat(link.tenant()).isEqualTo("acme");
        assertThat(folded(3).handles.get(new Handle(Handle.Kind.LINK, "L2"))).isEqualTo(new HandleState(7, 5));
    }

    @Test
    void a_lift_undoes_its_own_effect_only() {
        Store store = folded(3);

        assertThat(store.handles.get(new Handle(Handle.Kind.SUBJECT, "bob"))).isEqualTo(new HandleState(6, 0));
        assertThat(store.revocations.get("R1").liftedAtPosition()).isEqualTo(9);
        assertThat(store.revocations.get("R2").liftedAtPosition()).isNull();
    }
}
