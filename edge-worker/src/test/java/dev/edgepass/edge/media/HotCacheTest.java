package dev.edgepass.edge.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.edge.media.LookupResult.Found;
import org.junit.jupiter.api.Test;

class HotCacheTest {
    private final HotCache hot = new HotCache(2_000);

    @Test
    void small_objects_are_kept_and_no_others() {
        assertThat(hot.keeps(HotCache.MAX_BYTES)).isTrue();
        assertThat(hot.keeps(HotCache.MAX_BYTES + 1)).isFalse();
        assertThat(hot.keeps(0)).isFalse();
        assertThat(hot.keeps(-1)).isFalse();
        assertThat(new HotCache(0).keeps(1)).isFalse();
    }

    @Test
    void they_are_bounded_in_bytes() {
        for (int i = 0; i < 10; i++) {
            hot.keep("key-" + i, found(400));
        }

        assertThat(hot.find("key-9")).isEqualTo(found(400));
        assertThat(hot.find("key-0")).isNull();
        hot.keep("large", found(1_001));
        assertThat(hot.find("large")).isNull();
    }

    @Test
    void whoever_comes_while_an_object_is_read_waits_for_that_read() {
        assertThat(hot.isBeingRead("k", 1_000)).isFalse();
        assertThat(hot.isBeingRead("k", 1_400)).isTrue();
        assertThat(hot.isBeingRead("other", 1_400)).isFalse();

        hot.ended("k", 1_000);

        assertThat(hot.isBeingRead("k", 1_500)).isFalse();
    }

    @Test
    void a_read_that_takes_too_long_is_waited_for_no_more() {
        assertThat(hot.isBeingRead("k", 1_000)).isFalse();
        assertThat(hot.isBeingRead("k", 2_000)).isFalse();
        assertThat(hot.isBeingRead("k", 2_001)).isTrue();

        hot.ended("k", 1_000);

        assertThat(hot.isBeingRead("k", 2_002)).as("the second reader is at it").isTrue();
    }

    @Test
    void a_clock_that_goes_back_makes_nobody_wait() {
        assertThat(hot.isBeingRead("k", 1_000)).isFalse();
        assertThat(hot.isBeingRead("k", 999)).isFalse();
    }

    @Test
    void nobody_waits_where_nothing_is_kept() {
        HotCache off = new HotCache(0);

        assertThat(off.isBeingRead("k", 1)).isFalse();
        assertThat(off.isBeingRead("k", 1)).isFalse();
    }

    private static Found found(long size) {
        MediaMetadata media = new MediaMetadata(size, "\"e\"", "date", ServedType.of(null), null, null, null);
        return new Found(media, null, null, null, LookupResult.Source.CACHE);
    }
}
