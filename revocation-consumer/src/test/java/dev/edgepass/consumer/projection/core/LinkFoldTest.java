package dev.edgepass.consumer.projection.core;

import static dev.edgepass.consumer.projection.core.Records.HISTORY;
import static dev.edgepass.consumer.projection.core.Records.record;
import static dev.edgepass.consumer.projection.core.Records.records;
import static dev.edgepass.consumer.testing.TestEvents.link;
import static dev.edgepass.consumer.testing.TestEvents.linkClosed;
import static dev.edgepass.consumer.testing.TestEvents.linkCreated;
import static dev.edgepass.consumer.testing.TestEvents.linksCreated;
import static dev.edgepass.consumer.testing.TestEvents.revoked;
import static dev.edgepass.consumer.testing.TestEvents.secretHash;
import static dev.edgepass.consumer.testing.TestEvents.subject;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.consumer.testing.TestEvents;
import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.Effect;
import dev.edgepass.feed.Handle;
import dev.edgepass.feed.HandleState;
import dev.edgepass.readmodel.LinkRecord;
import dev.edgepass.readmodel.RemovalRecord;
import dev.edgepass.revocation.HandleChange;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LinkFoldTest {
    @Test
    void a_link_changed_last_at_the_last_record_about_it_or_its_handle() {
        assertThat(FoldedStore.of(HISTORY).linkChanges).isEqualTo(Map.of("L1", 12L, "L2", 15L));
    }

    @Test
    void a_closed_link_stays_closed_as_it_was_first() {
        LinkRecord link = FoldedStore.of(HISTORY).links.get("L1");

        assertThat(link.state()).isEqualTo(LinkRecord.State.CLOSED);
        assertThat(link.closedAt()).isEqualTo("2026-11-22T13:00:10Z");
        assertThat(link.closeReason()).isEqualTo("over");
        assertThat(FoldedStore.of(HISTORY).secrets).containsEntry(secretHash("L1"), "L1");
    }

    @Test
    void an_edit_replaces_the_terms_and_leaves_the_state() {
        LinkRecord link = FoldedStore.of(HISTORY.subList(0, 12)).links.get("L2");

        assertThat(link.terms().label()).isEqualTo("new label");
        assertThat(link.state()).isEqualTo(LinkRecord.State.SUSPENDED);
        assertThat(link.position()).isEqualTo(3);
        assertThat(link.tenant()).isEqualTo("acme");
        assertThat(FoldedStore.of(HISTORY.subList(0, 12)).handle(link("L2"))).isEqualTo(new HandleState(7, 5));
    }

    @Test
    void an_edit_that_narrows_is_remembered_with_its_time() {
        List<ControlRecord> records = records(linkCreated("L1"), edited("narrow", true, 1), edited("wide", false, 2));

        assertThat(FoldedStore.of(records.subList(0, 1)).links.get("L1").narrowedAt())
                .isNull();
        assertThat(FoldedStore.of(records).links.get("L1").narrowedAt()).isEqualTo("2026-11-22T13:00:02Z");
    }

    @Test
    void an_edit_that_didnt_know_the_links_last_change_leaves_its_terms() {
        List<ControlRecord> records = records(
                linkCreated("L1"), edited("first", false, 1), edited("late", true, 1), edited("second", false, 2));

        FoldedStore late = FoldedStore.of(records.subList(0, 3));
        assertThat(late.links.get("L1").terms().label()).isEqualTo("first");
        assertThat(late.links.get("L1").changedAtPosition()).isEqualTo(2);
        // The feed, which knows no links, has the cutoff too.
        assertThat(late.handles.get(new Handle(Handle.Kind.LINK, "L1"))).isEqualTo(new HandleState(3, 0));
        assertThat(late.links.get("L1").narrowedAt()).isEqualTo("2026-11-22T13:00:03Z");
        assertThat(FoldedStore.of(records).links.get("L1").terms().label()).isEqualTo("second");
    }

    @Test
    void an_edit_by_an_earlier_release_makes_no_view_link_of_an_upload_link() {
        List<ControlRecord> records = records(TestEvents.uploadLinkCreated("L1"), edited("old", false, 1));

        LinkRecord link = FoldedStore.of(records).links.get("L1");
        assertThat(link.terms().label()).isEqualTo("old");
        assertThat(link.terms().upload()).isEqualTo(TestEvents.UPLOAD);
        FoldedStore atOnce = new FoldedStore();
        atOnce.take(records);
        assertThat(atOnce.all()).isEqualTo(FoldedStore.of(records).all());
    }

    @Test
    void suspending_resuming_and_closing_are_changes_that_an_edit_has_to_know() {
        List<ControlRecord> records = records(
                linkCreated("L1"),
                new ControlEvent.LinkSuspended("L1", "ada"),
                edited("late", false, 1),
                new ControlEvent.LinkResumed("L1", 2, "ada"),
                edited("late", false, 3),
                linkClosed("L1"),
                edited("late", false, 5));

        FoldedStore store = FoldedStore.of(records);
        assertThat(store.links.get("L1").terms().label()).isNotEqualTo("late");
        assertThat(store.links.get("L1").changedAtPosition()).isEqualTo(6);
    }

    @Test
    void a_resumption_ends_no_later_suspension() {
        List<ControlRecord> records = records(
                linkCreated("L1"),
                new ControlEvent.LinkSuspended("L1", "ada"),
                new ControlEvent.LinkSuspended("L1", "bob"),
                new ControlEvent.LinkResumed("L1", 2, "ada"));

        FoldedStore store = FoldedStore.of(records);

        assertThat(store.links.get("L1").state()).isEqualTo(LinkRecord.State.SUSPENDED);
        assertThat(store.links.get("L1").suspendedAtPosition()).isEqualTo(3);
        assertThat(store.handle(link("L1"))).isEqualTo(new HandleState(0, 3));

        store.take(List.of(record(5, new ControlEvent.LinkResumed("L1", 3, "ada"))));

        assertThat(store.links.get("L1").state()).isEqualTo(LinkRecord.State.ACTIVE);
        assertThat(store.links.get("L1").suspendedAtPosition()).isNull();
        assertThat(store.handle(link("L1"))).isEqualTo(HandleState.CLEAR);
    }

    @Test
    void a_resumed_link_that_a_later_revocation_blocks_is_active_and_its_handle_blocked() {
        FoldedStore store = FoldedStore.of(records(
                linkCreated("L1"),
                new ControlEvent.LinkSuspended("L1", "ada"),
                revoked("R1", Effect.BLOCK, link("L1")),
                new ControlEvent.LinkResumed("L1", 2, "ada")));

        assertThat(store.links.get("L1").state()).isEqualTo(LinkRecord.State.ACTIVE);
        assertThat(store.handle(link("L1"))).isEqualTo(new HandleState(0, 3));
        assertThat(store.active(link("L1"))).containsExactly("R1");
    }

    @Test
    void a_late_resumption_changes_nothing_at_all() {
        List<ControlRecord> suspended = records(linkCreated("L1"), new ControlEvent.LinkSuspended("L1", "ada"));
        FoldedStore store = FoldedStore.of(suspended);

        store.take(List.of(record(3 + HandleChange.LIFT_WINDOW, new ControlEvent.LinkResumed("L1", 2, "ada"))));

        assertThat(store.all()).isEqualTo(FoldedStore.of(suspended).all());
    }

    @Test
    void links_made_together_are_links_like_others_that_know_each_other() {
        ControlEvent.LinksCreated together = linksCreated("G1", "L1", "L2");
        List<ControlRecord> records = records(together, linkClosed("L1"));

        FoldedStore store = FoldedStore.of(records);

        assertThat(store.groups).containsEntry("G1", List.of("L1", "L2"));
        assertThat(store.links.get("L2"))
                .returns("recipient of L2", LinkRecord::recipient)
                .returns("G1", LinkRecord::group)
                .returns(1L, LinkRecord::position)
                .returns(LinkRecord.State.ACTIVE, LinkRecord::state);
        assertThat(store.links.get("L1").state()).isEqualTo(LinkRecord.State.CLOSED);
        assertThat(store.secrets).containsEntry(secretHash("L2"), "L2");
    }

    @Test
    void links_closed_together_are_as_if_each_was_closed() {
        List<ControlRecord> together = records(
                linkCreated("L1"), linkCreated("L2"), new ControlEvent.LinksClosed(List.of("L1", "L2"), "over", "ada"));

        FoldedStore store = FoldedStore.of(together);

        assertThat(store.links.values())
                .allSatisfy(link -> assertThat(link)
                        .returns(LinkRecord.State.CLOSED, LinkRecord::state)
                        .returns("over", LinkRecord::closeReason)
                        .returns("ada", LinkRecord::closedBy));
        assertThat(store.handle(link("L1"))).isEqualTo(new HandleState(3, 0));
        assertThat(store.handle(link("L2"))).isEqualTo(new HandleState(3, 0));
        FoldedStore atOnce = new FoldedStore();
        atOnce.take(together);
        assertThat(atOnce.all()).isEqualTo(store.all());
    }

    @Test
    void a_viewer_who_was_sent_out_stays_so_as_it_was_first_and_is_cut_off() {
        FoldedStore store = FoldedStore.of(records(
                linkCreated("L1"),
                new ControlEvent.LinkViewerRemoved("L1", "v-1", "ada"),
                new ControlEvent.LinkViewerRemoved("L1", "v-1", "bob")));

        assertThat(store.removals.get("v-1"))
                .isEqualTo(new RemovalRecord("L1", 2, Instant.parse("2026-11-22T13:00:02Z"), "ada"));
        assertThat(store.handle(subject("v-1"))).isEqualTo(new HandleState(3, 0));
    }

    private static ControlEvent edited(String label, boolean narrowed, long basis) {
        return new ControlEvent.LinkEdited("L1", TestEvents.labelled(label), narrowed, basis, "ada");
    }
}
