package dev.edgepass.issuer.sharelink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.event.LinkTerms;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NarrowingTest {
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final List<String> PATHS = List.of("a/", "a/b/", "a/b/c.jpg", "d.jpg", "e/");
    private static final List<String> ORIGINS = List.of("https://a.example", "https://b.example");
    private static final String OBJECT_IN_BOTH = "a/b/c.jpg";
    private static final List<String> OBJECTS = List.of(OBJECT_IN_BOTH, "a/x.jpg", "a/b/y.jpg", "d.jpg", "e/z.jpg");

    /** What a view under a token has: all that terms decide about. */
    private record View(String object, String origin, boolean download, Instant at) {}

    @Test
    void each_term_narrows_on_its_own() {
        Terms free = new Terms(List.of("a/"), null, null, true, List.of());

        assertThat(narrowed(free, free)).isFalse();
        assertThat(narrowed(free, new Terms(List.of("a/b/"), null, null, true, List.of())))
                .isTrue();
        assertThat(narrowed(free, new Terms(List.of("a/", "e/"), null, null, true, List.of())))
                .isFalse();
        assertThat(narrowed(free, new Terms(List.of("a/"), null, null, false, List.of())))
                .isTrue();
        assertThat(narrowed(free, new Terms(List.of("a/"), null, null, true, ORIGINS)))
                .isTrue();
        assertThat(narrowed(free, new Terms(List.of("a/"), null, NOW.plusSeconds(60), true, List.of())))
                .isTrue();
        assertThat(narrowed(free, new Terms(List.of("a/"), NOW.plusSeconds(60), null, true, List.of())))
                .isTrue();
        assertThat(narrowed(free, new Terms(List.of("a/"), NOW.minusSeconds(60), null, true, List.of())))
                .isFalse();
    }

    @Test
    void a_new_password_takes_back_what_was_had_without_it_and_the_limit_of_viewers_nothing() {
        Terms terms = new Terms(List.of("a/"), null, null, true, List.of());

        assertThat(Narrowing.of(terms.terms(null), terms.terms(1), true, NOW)).isTrue();
        assertThat(Narrowing.of(terms.terms(null), terms.terms(1), false, NOW)).isFalse();
    }

    @Test
    void to_count_views_no_more_takes_back_tokens_that_are_counted_and_to_count_them_none() {
        LinkTerms counted = new Terms(List.of("a/"), null, null, true, List.of()).terms(null);
        LinkTerms uncounted =
                new LinkTerms(null, List.of("a/"), null, null, null, true, List.of(), null, true, null, null, null);

        assertThat(Narrowing.of(counted, uncounted, false, NOW)).isTrue();
        assertThat(Narrowing.of(uncounted, counted, false, NOW)).isFalse();
        assertThat(Narrowing.of(uncounted, uncounted, false, NOW)).isFalse();
    }

    /** Every pair of terms: where the edit isn't narrowing, there is no view that the old terms allow and the new ones don't. */
    @Test
    void what_doesnt_narrow_allows_every_view_that_was_allowed_before() {
        Random random = new Random(20_261_125);
        int widened = 0;
        for (int i = 0; i < 20_000; i++) {
            Terms before = Terms.random(random);
            Terms after = Terms.random(random);
            List<View> lost = new ArrayList<>();
            for (View view : views()) {
                if (before.allows(view) && !after.allows(view)) {
                    lost.add(view);
                }
            }
            if (!narrowed(before, after)) {
                widened++;
                assertThat(lost).as("%s to %s", before, after).isEmpty();
            }
        }
        assertThat(widened).isGreaterThan(100);
    }

    /** The other way round: what narrows takes something away, or could. */
    @Test
    void the_same_terms_and_wider_ones_never_narrow() {
        Random random = new Random(5);
        for (int i = 0; i < 2_000; i++) {
            Terms before = Terms.random(random);
            List<String> more = new ArrayList<>(before.paths);
            more.add("f/");
            Terms wider = new Terms(more, null, null, true, List.of());

            assertThat(narrowed(before, before)).isFalse();
            assertThat(narrowed(before, wider)).isFalse();
        }
    }

    private static boolean narrowed(Terms before, Terms after) {
        return Narrowing.of(before.terms(null), after.terms(null), false, NOW);
    }

    private static List<View> views() {
        List<View> views = new ArrayList<>();
        for (String object : OBJECTS) {
            for (String origin : List.of("https://a.example", "https://b.example", "https://c.example")) {
                for (int hours = 0; hours < 4; hours++) {
                    views.add(new View(object, origin, true, NOW.plusSeconds(hours * 3_600L)));
                    views.add(new View(object, origin, false, NOW.plusSeconds(hours * 3_600L)));
                }
            }
        }
        return views;
    }

    private record Terms(
            List<String> paths,
            @Nullable Instant activatesAt,
            @Nullable Instant expiresAt,
            boolean download,
            List<String> origins) {

        static Terms random(Random random) {
            List<String> paths = new ArrayList<>();
            for (String path : PATHS) {
                if (random.nextInt(3) > 0) {
                    paths.add(path);
                }
            }
            List<String> origins = new ArrayList<>();
            for (String origin : ORIGINS) {
                if (random.nextBoolean()) {
                    origins.add(origin);
                }
            }
            Instant activation = random.nextInt(3) > 0 ? null : NOW.plusSeconds((random.nextInt(4) - 2) * 1_800L);
            Instant expiry = random.nextInt(3) > 0 ? null : NOW.plusSeconds(7_200 + random.nextInt(4) * 3_600L);
            return new Terms(
                    paths.isEmpty() ? List.of(OBJECT_IN_BOTH) : paths,
                    activation,
                    expiry,
                    random.nextBoolean(),
                    origins);
        }

        /** By docs/share-links.md, not by the code under test. */
        boolean allows(View view) {
            return paths.stream()
                            .anyMatch(path ->
                                    path.endsWith("/") ? view.object.startsWith(path) : view.object.equals(path))
                    && (origins.isEmpty() || origins.contains(view.origin))
                    && (download || !view.download)
                    && (activatesAt == null || !view.at.isBefore(activatesAt))
                    && (expiresAt == null || view.at.isBefore(expiresAt));
        }

        LinkTerms terms(@Nullable Integer maxViewers) {
            return new LinkTerms(
                    null, paths, activatesAt, expiresAt, null, download, origins, maxViewers, false, null, null, null);
        }
    }
}
