package dev.edgepass.edge.media;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KnownObjectsTest {
    private static final long NOW = 1_000_000;
    private static final long MAX_AGE = 60_000;

    private final KnownObject known = new KnownObject();

    @Test
    void a_copy_is_served_for_the_maximum_age_after_it_was_stored() {
        known.saw(media("e", "image/png"), NOW);

        assertThat(known.isFresh("e", NOW + 59_999, MAX_AGE)).isTrue();
        assertThat(known.isFresh("e", NOW + 60_000, MAX_AGE)).isFalse();
    }

    @Test
    void and_for_the_maximum_age_after_it_was_compared() {
        known.saw(media("e", "image/png"), NOW);
        known.compared(media("e", "image/png"), NOW + 100_000);

        assertThat(known.isFresh("e", NOW + 159_999, MAX_AGE)).isTrue();
        assertThat(known.isFresh("e", NOW + 160_000, MAX_AGE)).isFalse();
    }

    @Test
    void a_copy_that_outlived_what_was_known_of_it_is_compared_once() {
        known.compared(media("e", "image/png"), NOW);

        assertThat(known.isFresh("e", NOW + 59_999, MAX_AGE)).isTrue();
    }

    @Test
    void an_older_copy_of_the_same_object_takes_nothing_back() {
        known.saw(media("e", "image/png"), NOW);
        known.saw(media("e", "image/png"), NOW - 50_000);

        assertThat(known.isFresh("e", NOW + 59_999, MAX_AGE)).isTrue();
    }

    @Test
    void what_is_known_says_nothing_of_another_version() {
        known.saw(media("e", "image/png"), NOW);

        assertThat(known.isFresh("other", NOW, MAX_AGE)).isFalse();
        assertThat(known.media("other")).isNull();
        known.saw(media("other", "image/png"), NOW - 70_000);
        assertThat(known.isFresh("other", NOW, MAX_AGE)).isFalse();
        assertThat(known.isFresh("e", NOW, MAX_AGE)).isFalse();
    }

    @Test
    void the_newest_metadata_counts() {
        known.saw(media("e", "image/png"), NOW);
        known.saw(media("e", "image/webp"), NOW + 1);

        assertThat(known.media("e").type().contentType()).isEqualTo("image/webp");
    }

    @Test
    void a_time_from_the_future_or_none_is_no_time() {
        known.saw(media("e", "image/png"), NOW + 2_000);
        assertThat(known.isFresh("e", NOW, MAX_AGE)).isTrue();
        known.saw(media("e", "image/png"), NOW + 2_001);
        assertThat(known.isFresh("e", NOW, MAX_AGE)).isFalse();
        known.compared(media("e", "image/png"), NOW);
        assertThat(known.isFresh("e", NOW, MAX_AGE)).isTrue();

        KnownObject unknown = new KnownObject();
        assertThat(unknown.isFresh("e", NOW, MAX_AGE)).isFalse();
        unknown.saw(media("e", "image/png"), -1);
        assertThat(unknown.isFresh("e", NOW, MAX_AGE)).isFalse();
    }

    @Test
    void a_look_at_an_older_copy_does_not_make_it_what_R2_has() {
        MediaMetadata older = media("older", "image/png");
        known.saw(older, NOW);
        known.saw(media("newer", "image/png"), NOW + 50_000);

        assertThat(known.isPlain(older)).isTrue();

        assertThat(known.isFresh("older", NOW + 50_000, MAX_AGE)).isFalse();
        assertThat(known.isFresh("newer", NOW + 50_000, MAX_AGE)).isTrue();
    }

    @Test
    void no_age_at_all_asks_every_time() {
        known.saw(media("e", "image/png"), NOW);

        assertThat(known.isFresh("e", NOW, 0)).isFalse();
    }

    @Test
    void an_object_is_remembered_by_its_key() {
        KnownObjects objects = new KnownObjects();
        KnownObject one = objects.of("one");

        assertThat(objects.of("one")).isSameAs(one);
        assertThat(objects.of("other")).isNotSameAs(one);
    }

    private static MediaMetadata media(String etag, String contentType) {
        return new MediaMetadata(1, etag, "", ServedType.of(contentType), null, null, null);
    }
}
