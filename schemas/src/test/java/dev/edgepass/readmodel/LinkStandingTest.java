package dev.edgepass.readmodel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.LinkTerms;
import dev.edgepass.feed.Handle;
import dev.edgepass.feed.HandleState;
import dev.edgepass.readmodel.LinkRecord.State;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LinkStandingTest {
    private static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");
    private static final Instant BEFORE = NOW.minusMillis(1);
    private static final Instant AFTER = NOW.plusMillis(1);

    @Test
    void a_link_without_times_is_open() {
        assertThat(standing(State.ACTIVE, null, null, false)).isEqualTo(LinkStanding.OPEN);
    }

    @Test
    void it_is_open_from_its_activation_on_to_before_its_expiry() {
        assertThat(standing(State.ACTIVE, AFTER, null, false)).isEqualTo(LinkStanding.NOT_YET_ACTIVE);
        assertThat(standing(State.ACTIVE, NOW, AFTER, false)).isEqualTo(LinkStanding.OPEN);
        assertThat(standing(State.ACTIVE, BEFORE, NOW, false)).isEqualTo(LinkStanding.EXPIRED);
    }

    @Test
    void of_several_reasons_the_one_that_the_issuer_gives_is_said() {
        assertThat(standing(State.CLOSED, AFTER, BEFORE, true)).isEqualTo(LinkStanding.CLOSED);
        assertThat(standing(State.SUSPENDED, AFTER, BEFORE, true)).isEqualTo(LinkStanding.SUSPENDED);
        assertThat(standing(State.ACTIVE, AFTER, BEFORE, true)).isEqualTo(LinkStanding.EXPIRED);
        assertThat(standing(State.ACTIVE, AFTER, null, true)).isEqualTo(LinkStanding.NOT_YET_ACTIVE);
        assertThat(standing(State.ACTIVE, null, null, true)).isEqualTo(LinkStanding.BLOCKED);
    }

    @Test
    void a_state_of_a_later_version_opens_nothing() {
        assertThat(standing(State.UNKNOWN, null, null, false)).isEqualTo(LinkStanding.SUSPENDED);
    }

    @Test
    void revocations_are_asked_for_only_where_they_decide() {
        AtomicBoolean asked = new AtomicBoolean();

        LinkStanding.of(link(State.CLOSED, null, null), NOW, () -> asked.getAndSet(true));

        assertThat(asked).isFalse();
    }

    @Test
    void a_block_of_the_link_its_tenant_or_all_of_its_paths_leaves_nothing_of_it() {
        LinkRecord link = LinkRecord.created(
                new ControlEvent.LinkCreated(
                        "L", "hash", terms(List.of("a/b/", "c.jpg"), null, null), "T", null, null, BEFORE, "ada"),
                1);
        Handle folder = new Handle(Handle.Kind.FOLDER, "a/");
        Handle file = new Handle(Handle.Kind.FILE, "c.jpg");

        for (Handle own : List.of(Handle.ALL, new Handle(Handle.Kind.LINK, "L"), new Handle(Handle.Kind.TENANT, "T"))) {
            assertThat(blocks(link, own)).containsExactly(own);
        }
        assertThat(blocks(link, folder)).isEmpty();
        assertThat(blocks(link, file)).isEmpty();
        assertThat(blocks(link, folder, file)).containsExactly(folder, file);
        assertThat(LinkStanding.handles(link)).contains(folder, file, Handle.ALL);
    }

    private static List<Handle> blocks(LinkRecord link, Handle... blocked) {
        HandleState state = HandleState.CLEAR.block(7);
        return LinkStanding.blocks(link, handle -> {
            assertThat(LinkStanding.handles(link)).contains(handle);
            return List.of(blocked).contains(handle) ? state : HandleState.CLEAR;
        });
    }

    @Test
    void words_are_those_of_the_answers() {
        assertThat(Arrays.stream(LinkStanding.values()).map(LinkStanding::word))
                .containsExactly("closed", "suspended", "expired", "not-yet-active", "blocked", "open");
    }

    private static LinkStanding standing(
            State state, @Nullable Instant activatesAt, @Nullable Instant expiresAt, boolean blocked) {
        return LinkStanding.of(link(state, activatesAt, expiresAt), NOW, () -> blocked);
    }

    private static LinkTerms terms(List<String> paths, @Nullable Instant activatesAt, @Nullable Instant expiresAt) {
        return new LinkTerms(
                null, paths, activatesAt, expiresAt, null, false, List.of(), null, false, null, null, null);
    }

    private static LinkRecord link(State state, @Nullable Instant activatesAt, @Nullable Instant expiresAt) {
        LinkTerms terms = terms(List.of("a/"), activatesAt, expiresAt);
        LinkRecord made = LinkRecord.created(
                new ControlEvent.LinkCreated("L", "hash", terms, null, null, null, BEFORE, "ada"), 1);
        return new LinkRecord(
                made.id(),
                terms,
                null,
                made.createdAt(),
                made.createdBy(),
                null,
                null,
                state,
                1,
                null,
                null,
                null,
                null,
                null,
                null,
                false);
    }
}
