package dev.edgepass.tlog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TileLayoutTest {
    /** The specification's example. */
    @Test
    void a_log_of_70000_has_the_tiles_that_the_specification_says() {
        TileLayout layout = new TileLayout(70_000);

        assertThat(layout.levels()).isEqualTo(3);
        assertThat(layout.fullTiles(0)).isEqualTo(273);
        assertThat(layout.partialWidth(0)).isEqualTo(112);
        assertThat(layout.fullTiles(1)).isEqualTo(1);
        assertThat(layout.partialWidth(1)).isEqualTo(17);
        assertThat(layout.fullTiles(2)).isZero();
        assertThat(layout.partialWidth(2)).isEqualTo(1);
        assertThat(layout.tile(TileName.ENTRIES, 273).path()).isEqualTo("tile/entries/273.p/112");
        assertThat(layout.tile(1, 1).path()).isEqualTo("tile/1/001.p/17");
        assertThat(layout.tile(0, 272).path()).isEqualTo("tile/0/272");
    }

    /** The specification's other one. */
    @Test
    void a_log_of_256_has_a_full_tile_and_one_hash_above_it() {
        TileLayout layout = new TileLayout(256);

        assertThat(layout.levels()).isEqualTo(2);
        assertThat(layout.tiles(0)).isEqualTo(1);
        assertThat(layout.partialWidth(0)).isZero();
        assertThat(layout.tile(1, 0)).isEqualTo(new TileName(1, 0, 1));
    }

    @Test
    void an_empty_log_has_none() {
        assertThat(new TileLayout(0).levels()).isZero();
        assertThat(new TileLayout(0).tiles(TileName.ENTRIES)).isZero();
    }

    @Test
    void the_largest_log_has_eight_levels() {
        TileLayout layout = new TileLayout(Long.MAX_VALUE);

        assertThat(layout.levels()).isEqualTo(8);
        assertThat(layout.partialWidth(7)).isEqualTo(127);
    }

    @Test
    void it_knows_its_own_tiles_and_those_that_they_have_replaced() {
        TileLayout layout = new TileLayout(300);

        assertThat(layout.has(new TileName(0, 1, 44))).isTrue();
        assertThat(layout.has(TileName.full(0, 1))).isFalse();
        assertThat(layout.isReplaced(new TileName(0, 1, 43))).isTrue();
        assertThat(layout.isReplaced(new TileName(TileName.ENTRIES, 0, 255))).isTrue();
        assertThat(layout.isReplaced(new TileName(0, 1, 45))).isFalse();
        assertThat(layout.isReplaced(new TileName(0, 2, 1))).isFalse();
    }
}
