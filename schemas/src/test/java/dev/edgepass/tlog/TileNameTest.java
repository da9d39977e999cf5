package dev.edgepass.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TileNameTest {
    /** 1234067 is the specification's. */
    @ParameterizedTest
    @CsvSource({
        "0, 1234067, 256, tile/0/x001/x234/067",
        "0, 5, 256, tile/0/005",
        "1, 999, 1, tile/1/999.p/1",
        "2, 1000, 255, tile/2/x001/000.p/255",
        "-1, 0, 256, tile/entries/000",
        "-1, 1234067, 17, tile/entries/x001/x234/067.p/17",
        "7, 9223372036854775807, 256, tile/7/x009/x223/x372/x036/x854/x775/807"
    })
    void a_path_has_groups_of_three_digits(int level, long index, int width, String path) {
        TileName name = new TileName(level, index, width);

        assertThat(name.path()).isEqualTo(path);
        assertThat(TileName.parse(path)).contains(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tile",
                "tile/",
                "tile/0",
                "tile/0/",
                "tile/0/5",
                "tile/0/0005",
                "tile/0/x000/005",
                "tile/0/x005",
                "tile/0/001/002",
                "tile/00/005",
                "tile/+0/005",
                "tile/0/+05",
                "tile/-1/005",
                "tile/8/005",
                "tile/data/005",
                "tile/0/005.p/0",
                "tile/0/005.p/256",
                "tile/0/005.p/01",
                "tile/0/005.p/",
                "tile/0/005.p/1/",
                "tile/0/005.p",
                "tile.p/0/005",
                "tile/0/../005",
                "/tile/0/005",
                "TILE/0/005",
                "tile/0/x009/x223/x372/x036/x854/x775/808",
                "tile/0/x999/x999/x999/x999/x999/x999/x999/x999/x999/x999/x999/x999/x999/x999/999"
            })
    void another_spelling_names_no_tile(String path) {
        assertThat(TileName.parse(path)).isEmpty();
    }

    @Property
    void a_name_is_read_as_it_was_written(
            @ForAll @IntRange(min = -1, max = 7) int level,
            @ForAll @LongRange(min = 0) long index,
            @ForAll @IntRange(min = 1, max = 256) int width) {
        TileName name = new TileName(level, index, width);

        assertThat(TileName.parse(name.path())).contains(name);
    }

    @Property
    void any_text_is_a_name_in_its_only_spelling_or_none(@ForAll String text) {
        TileName.parse("tile/" + text).ifPresent(name -> assertThat(name.path()).isEqualTo("tile/" + text));
    }

    @Test
    void a_tile_without_hashes_is_none() {
        assertThatThrownBy(() -> new TileName(0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
