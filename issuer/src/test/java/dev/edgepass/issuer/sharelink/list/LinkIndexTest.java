package dev.edgepass.issuer.sharelink.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.event.ControlEvent.LinkCreated;
import dev.edgepass.event.LinkTerms;
import dev.edgepass.issuer.identity.Caller;
import dev.edgepass.issuer.readmodel.LinkState;
import dev.edgepass.readmodel.LinkRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkIndexTest {
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

    private final LinkIndex index = new LinkIndex();

    @ParameterizedTest(name = "sort={0} is {1}")
    @CsvSource({
        "createdAt, a b c d",
        "-createdAt, d c b a",
        "label, c d a b",
        "-label, b a d c",
        "expiresAt, b a c d",
        "-expiresAt, d c a b"
    })
    void every_order_has_one_place_for_each_link(String sort, String ids) {
        put("a", "Beta", 1, "2027-01-01T00:00:00Z");
        put("b", "gamma", 2, "2026-12-01T00:00:00Z");
        put("c", null, 3, null);
        put("d", "alpha", 3, null);

        assertThat(walk(sort, 1)).containsExactly(ids.split(" "));
        assertThat(walk(sort, 3)).containsExactly(ids.split(" "));
    }

    @Test
    void links_that_come_and_change_between_two_pages_neither_repeat_nor_hide_others() {
        for (String id : List.of("a", "b", "c", "d", "e")) {
            put(id, "label " + id, 1, null);
        }
        LinkQuery.Parsed first = query(null, "label", null, 2);
        LinkIndex.Page page = index.page(first.order(), null, first.wanted(), 2);
        assertThat(page.ids()).containsExactly("a", "b");

        put("b", "z", 1, null);
        put("A", "label ab", 1, null);
        put("d", "a label", 1, null);

        List<String> rest = walk("label", page.next(), 2);
        assertThat(rest).containsExactly("c", "e", "b");
    }

    @ParameterizedTest(name = "q={0}")
    @CsvSource({"WEDDING, a", "projects/4, a b", "b, b", "\u00c9t\u00e9, b", "nothing, ''"})
    void a_search_looks_at_label_paths_and_id_in_whatever_case(String search, String ids) {
        index.put(LinkEntry.of(new LinkState(link("a", "Wedding", 1, null, List.of("projects/42/")), false)));
        index.put(LinkEntry.of(new LinkState(link("b", "\u00e9t\u00e9", 2, null, List.of("Projects/43/")), false)));

        LinkQuery.Parsed query = query(search, "createdAt", null, 10);
        assertThat(String.join(
                        " ", index.page(query.order(), null, query.wanted(), 10).ids()))
                .isEqualTo(ids);
    }

    @Test
    void a_cursor_of_another_order_or_none_at_all_is_refused() {
        put("a", "x", 1, null);
        put("b", "y", 2, null);
        LinkQuery.Parsed query = query(null, "label", null, 1);
        String cursor =
                index.page(query.order(), null, query.wanted(), 1).next().cursor(query.order());

        assertThat(query(null, "label", cursor, 1).after()).isEqualTo(new LinkPlace(0, "x", "a"));
        for (String sort : List.of("-label", "createdAt")) {
            assertThatThrownBy(() -> query(null, sort, cursor, 1)).hasMessageContaining("cursor");
        }
        for (String broken : List.of("***", "", "bGFiZWw", cursor.substring(8), "a".repeat(3_000))) {
            assertThatThrownBy(() -> query(null, "label", broken, 1)).hasMessageContaining("cursor");
        }
    }

    private List<String> walk(String sort, int limit) {
        return walk(sort, null, limit);
    }

    private List<String> walk(String sort, @Nullable LinkPlace from, int limit) {
        List<String> ids = new ArrayList<>();
        LinkQuery.Parsed query = query(null, sort, null, limit);
        LinkPlace after = from;
        do {
            LinkIndex.Page page = index.page(query.order(), after, query.wanted(), limit);
            ids.addAll(page.ids());
            after = page.next() == null ? null : LinkPlace.parse(page.next().cursor(query.order()), query.order());
        } while (after != null);
        return ids;
    }

    private static LinkQuery.Parsed query(@Nullable String q, String sort, @Nullable String cursor, int limit) {
        return new LinkQuery(q, null, null, null, null, null, null, null, null, sort, cursor, Integer.toString(limit))
                .parse(NOW, new Caller("u", null, List.of(), Set.of()));
    }

    private void put(String id, @Nullable String label, int createdAt, @Nullable String expiresAt) {
        index.put(LinkEntry.of(new LinkState(link(id, label, createdAt, expiresAt, List.of("p/")), false)));
    }

    static LinkRecord link(
            String id, @Nullable String label, int createdAt, @Nullable String expiresAt, List<String> paths) {
        Instant expiry = expiresAt == null ? null : Instant.parse(expiresAt);
        LinkTerms terms =
                new LinkTerms(label, paths, null, expiry, null, false, List.of(), null, false, null, null, null);
        return LinkRecord.created(
                new LinkCreated(id, "", terms, null, null, null, NOW.plusSeconds(createdAt), "u"), createdAt);
    }
}
