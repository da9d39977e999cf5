package dev.edgepass.consumer.projection.core;

import static dev.edgepass.consumer.testing.TestEvents.keyAdded;
import static dev.edgepass.consumer.testing.TestEvents.lifted;
import static dev.edgepass.consumer.testing.TestEvents.link;
import static dev.edgepass.consumer.testing.TestEvents.linkClosed;
import static dev.edgepass.consumer.testing.TestEvents.linkCreated;
import static dev.edgepass.consumer.testing.TestEvents.linksCreated;
import static dev.edgepass.consumer.testing.TestEvents.revoked;
import static dev.edgepass.consumer.testing.TestEvents.secretHash;
import static dev.edgepass.consumer.testing.TestEvents.subject;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.Effect;
import dev.edgepass.event.LoggedEvent;
import dev.edgepass.event.Target;
import dev.edgepass.feed.Handle;
import dev.edgepass.feed.HandleState;
import dev.edgepass.key.SigningKey;
import dev.edgepass.key.SigningKeys;
import dev.edgepass.revocation.HandleChange;
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
                    "L2", "new label", List.of("projects/"), null, null, null, false, null, null, true, 6L, "ada"),
            new ControlEvent.KeyWithdrawn("k1", "old", "ada"),
            lifted(BLOCK, 5),
            linkClosed("L1"),
            linkClosed("L1"),
            new ControlEvent.LinkResumed("L1", null, "ada"),
            revoked("R3", Effect.BLOCK, subject("bob"), link("L2")),
            new ControlEvent.LinkResumed("L2", 12L, "ada"),
            lifted(revoked("R2", Effect.CUTOFF, subject("bob"), link("L2")), 14, "R3"),
            revoked("R4", Effect.BLOCK, subject("bob")),
            new ControlEvent.LogPadded("ada"),
            new ControlEvent.EpochBegan("another topic's id", 15, "ada"));

    private static List<ControlRecord> records(ControlEvent... events) {
        List<ControlRecord> records = new ArrayList<>();
        for (ControlEvent event : events) {
            records.add(record(records.size() + 1, event));
        }
        return records;
    }

    private static ControlRecord record(long position, ControlEvent event) {
        Instant time = Instant.parse("2026-11-22T13:00:00Z").plusSeconds(position);
        return new ControlRecord(position, new LoggedEvent<>("id-" + position, "/test", time, event));
    }

    /** All that a store would hold. */
    private static final class Store {
        private final Map<Handle, HandleState> handles = new HashMap<>();
        private final Map<Handle, List<String>> active = new HashMap<>();
        private final Map<String, Link> links = new HashMap<>();
        private final Map<String, Revocation> revocations = new HashMap<>();
        private SigningKeys keys = SigningKeys.NONE;
        private final Map<String, String> secrets = new HashMap<>();
        private final Map<String, Long> linkChanges = new HashMap<>();
        private final Map<String, List<String>> groups = new HashMap<>();
        private final Map<String, Removal> removals = new HashMap<>();

        void take(List<ControlRecord> batch) {
            ControlFold.Needs needs = ControlFold.needs(batch);
            ReadModel model = new ReadModel();
            needs.handles().stream()
                    .filter(handles::containsKey)
                    .forEach(handle -> model.knowHandle(handle, handles.get(handle)));
            needs.active().stream()
                    .filter(active::containsKey)
                    .forEach(handle -> model.knowActive(handle, active.get(handle)));
            needs.links().stream().filter(links::containsKey).map(links::get).forEach(model::knowLink);
            needs.revocations().stream()
                    .filter(revocations::containsKey)
                    .map(revocations::get)
                    .forEach(model::knowRevocation);
            if (needs.keys()) {
                model.knowKeys(keys);
            }
            ControlFold.fold(batch, model);
            handles.putAll(model.handles());
            handles.values().removeIf(HandleState::isClear);
            model.active().forEach((handle, ids) -> active.put(handle, List.copyOf(ids)));
            active.values().removeIf(List::isEmpty);
            links.putAll(model.links());
            revocations.putAll(model.revocations());
            keys = model.keys().orElse(keys);
            secrets.putAll(model.secrets());
            linkChanges.putAll(model.linkChanges());
            groups.putAll(model.groups());
            model.removals().forEach(removals::putIfAbsent);
        }

        List<Object> all() {
            return List.of(handles, active, links, revocations, keys.byKid(), secrets, linkChanges, groups, removals);
        }

        HandleState handle(Target target) {
            return handles.getOrDefault(target.handle(), HandleState.CLEAR);
        }

        List<String> active(Target target) {
            return active.getOrDefault(target.handle(), List.of());
        }
    }

    private static Store folded(List<ControlRecord> records) {
        Store store = new Store();
        records.forEach(record -> store.take(List.of(record)));
        return store;
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
    void a_link_changed_last_at_the_last_record_about_it_or_its_handle() {
        assertThat(folded(HISTORY).linkChanges).isEqualTo(Map.of("L1", 12L, "L2", 15L));
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
        Link link = folded(HISTORY.subList(0, 12)).links.get("L2");

        assertThat(link.label()).isEqualTo("new label");
        assertThat(link.state()).isEqualTo(Link.State.SUSPENDED);
        assertThat(link.position()).isEqualTo(3);
        assertThat(link.tenant()).isEqualTo("acme");
        assertThat(folded(HISTORY.subList(0, 12)).handle(link("L2"))).isEqualTo(new HandleState(7, 5));
    }

    @Test
    void a_lift_undoes_its_own_effect_only() {
        Store store = folded(HISTORY.subList(0, 12));

        assertThat(store.handle(subject("bob"))).isEqualTo(new HandleState(6, 0));
        assertThat(store.revocations.get("R1").liftedAtPosition()).isEqualTo(9);
        assertThat(store.revocations.get("R2").liftedAtPosition()).isNull();
    }

    @Test
    void revocations_of_a_handle_are_listed_oldest_first_until_they_are_lifted() {
        assertThat(folded(HISTORY.subList(0, 8)).active(subject("bob"))).containsExactly("R1", "R2");
        assertThat(folded(HISTORY.subList(0, 8)).active(link("L1"))).containsExactly("R1");

        Store lifted = folded(HISTORY.subList(0, 9));

        assertThat(lifted.active(subject("bob"))).containsExactly("R2");
        assertThat(lifted.active).doesNotContainKey(link("L1").handle());
    }

    @Test
    void a_lift_with_others_lifts_all_of_them() {
        Store store = folded(HISTORY.subList(0, 15));

        assertThat(store.active).isEmpty();
        assertThat(store.handle(subject("bob"))).isEqualTo(HandleState.CLEAR);
        assertThat(List.of("R2", "R3"))
                .allSatisfy(id -> assertThat(store.revocations.get(id))
                        .returns(15L, Revocation::liftedAtPosition)
                        .returns("ada", Revocation::liftedBy));
    }

    @Test
    void a_latelift_changes_nothing_at_all() {
        Store before = folded(HISTORY);
        long late = 17 + HandleChange.LIFT_WINDOW;
        Store after = folded(HISTORY);

        after.take(List.of(record(late, lifted(revoked("R4", Effect.BLOCK, subject("bob")), 16, "R1"))));

        assertThat(after.all()).isEqualTo(before.all());

        after.take(List.of(record(late, lifted(revoked("R4", Effect.BLOCK, subject("bob")), 17))));

        assertThat(after.active(subject("bob"))).isEmpty();
        assertThat(after.handle(subject("bob"))).isEqualTo(HandleState.CLEAR);
    }

    @Test
    void a_lift_leaves_revocations_that_its_decider_couldnt_know() {
        ControlEvent.Revoked later = revoked("R2", Effect.BLOCK, subject("bob"));
        Store store = folded(records(
                revoked("R1", Effect.BLOCK, subject("bob")),
                later,
                lifted(revoked("R1", Effect.BLOCK, subject("bob")), 1, "R2")));

        assertThat(store.handle(subject("bob"))).isEqualTo(new HandleState(0, 2));
        assertThat(store.active(subject("bob"))).containsExactly("R2");
        assertThat(store.revocations.get("R1").liftedAtPosition()).isEqualTo(3);
        assertThat(store.revocations.get("R2").liftedAtPosition()).isNull();
    }

    @Test
    void a_resumption_ends_no_later_suspension() {
        List<ControlRecord> records = records(
                linkCreated("L1"),
                new ControlEvent.LinkSuspended("L1", "ada"),
                new ControlEvent.LinkSuspended("L1", "bob"),
                new ControlEvent.LinkResumed("L1", 2L, "ada"));

        Store store = folded(records);

        assertThat(store.links.get("L1").state()).isEqualTo(Link.State.SUSPENDED);
        assertThat(store.links.get("L1").suspendedAtPosition()).isEqualTo(3);
        assertThat(store.handle(link("L1"))).isEqualTo(new HandleState(0, 3));

        store.take(List.of(record(5, new ControlEvent.LinkResumed("L1", 3L, "ada"))));

        assertThat(store.links.get("L1").state()).isEqualTo(Link.State.ACTIVE);
        assertThat(store.links.get("L1").suspendedAtPosition()).isNull();
        assertThat(store.handle(link("L1"))).isEqualTo(HandleState.CLEAR);
    }

    @Test
    void a_resumed_link_that_a_later_revocation_blocks_is_active_and_its_handle_blocked() {
        Store store = folded(records(
                linkCreated("L1"),
                new ControlEvent.LinkSuspended("L1", "ada"),
                revoked("R1", Effect.BLOCK, link("L1")),
                new ControlEvent.LinkResumed("L1", 2L, "ada")));

        assertThat(store.links.get("L1").state()).isEqualTo(Link.State.ACTIVE);
        assertThat(store.handle(link("L1"))).isEqualTo(new HandleState(0, 3));
        assertThat(store.active(link("L1"))).containsExactly("R1");
    }

    @Test
    void a_lateresumption_changes_nothing_at_all() {
        List<ControlRecord> suspended = records(linkCreated("L1"), new ControlEvent.LinkSuspended("L1", "ada"));
        Store store = folded(suspended);

        store.take(List.of(record(3 + HandleChange.LIFT_WINDOW, new ControlEvent.LinkResumed("L1", 2L, "ada"))));

        assertThat(store.all()).isEqualTo(folded(suspended).all());
    }

    @Test
    void an_edit_that_narrows_is_remembered_with_its_time() {
        List<ControlRecord> records = records(linkCreated("L1"), edited(true), edited(false));

        assertThat(folded(records.subList(0, 1)).links.get("L1").narrowedAt()).isNull();
        assertThat(folded(records).links.get("L1").narrowedAt()).isEqualTo("2026-11-22T13:00:02Z");
    }

    @Test
    void an_edit_that_didnt_know_the_links_last_change_leaves_its_terms() {
        List<ControlRecord> records = records(
                linkCreated("L1"), edited("first", false, 1L), edited("late", true, 1L), edited("second", false, 2L));

        Store late = folded(records.subList(0, 3));
        assertThat(late.links.get("L1").label()).isEqualTo("first");
        assertThat(late.links.get("L1").changedAtPosition()).isEqualTo(2);
        // The feed, which knows no links, has the cutoff too.
        assertThat(late.handles.get(new Handle(Handle.Kind.LINK, "L1"))).isEqualTo(new HandleState(3, 0));
        assertThat(late.links.get("L1").narrowedAt()).isEqualTo("2026-11-22T13:00:03Z");
        assertThat(folded(records).links.get("L1").label()).isEqualTo("second");
    }

    @Test
    void suspending_resuming_and_closing_are_changes_that_an_edit_has_to_know() {
        List<ControlRecord> records = records(
                linkCreated("L1"),
                new ControlEvent.LinkSuspended("L1", "ada"),
                edited("late", false, 1L),
                new ControlEvent.LinkResumed("L1", 2L, "ada"),
                edited("late", false, 3L),
                linkClosed("L1"),
                edited("late", false, 5L));

        Store store = folded(records);
        assertThat(store.links.get("L1").label()).isNotEqualTo("late");
        assertThat(store.links.get("L1").changedAtPosition()).isEqualTo(6);
    }

    private static ControlEvent edited(boolean narrowed) {
        return edited("new label", narrowed, null);
    }

    private static ControlEvent edited(String label, boolean narrowed, Long basis) {
        return new ControlEvent.LinkEdited(
                "L1", label, List.of("projects/"), null, null, null, false, null, null, narrowed, basis, "ada");
    }

    @Test
    void links_made_together_are_links_like_others_that_know_each_other() {
        ControlEvent.LinksCreated together = linksCreated("G1", "L1", "L2");
        List<ControlRecord> records = records(together, linkClosed("L1"));

        Store store = folded(records);

        assertThat(store.groups).containsEntry("G1", List.of("L1", "L2"));
        assertThat(store.links.get("L2"))
                .returns("recipient of L2", Link::recipient)
                .returns("G1", Link::group)
                .returns(1L, Link::position)
                .returns(Link.State.ACTIVE, Link::state);
        assertThat(store.links.get("L1").state()).isEqualTo(Link.State.CLOSED);
        assertThat(store.secrets).containsEntry(secretHash("L2"), "L2");
    }

    @Test
    void links_closed_together_are_as_if_each_was_closed() {
        List<ControlRecord> together = records(
                linkCreated("L1"), linkCreated("L2"), new ControlEvent.LinksClosed(List.of("L1", "L2"), "over", "ada"));

        Store store = folded(together);

        assertThat(store.links.values())
                .allSatisfy(link -> assertThat(link)
                        .returns(Link.State.CLOSED, Link::state)
                        .returns("over", Link::closeReason)
                        .returns("ada", Link::closedBy));
        assertThat(store.handle(link("L1"))).isEqualTo(new HandleState(3, 0));
        assertThat(store.handle(link("L2"))).isEqualTo(new HandleState(3, 0));
        Store atOnce = new Store();
        atOnce.take(together);
        assertThat(atOnce.all()).isEqualTo(store.all());
    }

    @Test
    void a_viewer_who_was_sent_out_stays_so_as_it_was_first_and_is_cut_off() {
        Store store = folded(records(
                linkCreated("L1"),
                new ControlEvent.LinkViewerRemoved("L1", "v-1", "ada"),
                new ControlEvent.LinkViewerRemoved("L1", "v-1", "bob")));

        assertThat(store.removals.get("v-1"))
                .isEqualTo(new Removal("L1", 2, Instant.parse("2026-11-22T13:00:02Z"), "ada"));
        assertThat(store.handle(subject("v-1"))).isEqualTo(new HandleState(3, 0));
    }

    @Test
    void an_epoch_raises_the_cutoff_of_everything_and_padding_changes_nothing() {
        Store before = folded(HISTORY.subList(0, 16));
        Store padded = folded(HISTORY.subList(0, 17));
        Store began = folded(HISTORY);

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

        Store atOnce = new Store();
        atOnce.take(rotation);

        assertThat(folded(rotation).all()).isEqualTo(atOnce.all());
        assertThat(atOnce.keys.active()).map(SigningKey::kid).hasValue("k2");
    }
}
