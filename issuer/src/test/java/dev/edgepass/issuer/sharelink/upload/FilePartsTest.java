package dev.edgepass.issuer.sharelink.upload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilePartsTest {
    @ParameterizedTest
    @ValueSource(
            longs = {
                1,
                FileParts.PART_BYTES - 1L,
                FileParts.PART_BYTES,
                FileParts.PART_BYTES + 1L,
                3L * FileParts.PART_BYTES,
                FileParts.MOST_BYTES
            })
    void the_parts_are_the_file_and_each_is_one_that_stores_take(long size) {
        FileParts parts = new FileParts(size);

        assertThat(parts.number()).isBetween(1, 10_000);
        assertThat(IntStream.rangeClosed(1, parts.number())
                        .mapToLong(parts::length)
                        .sum())
                .isEqualTo(size);
        assertThat(IntStream.range(1, parts.number()).mapToLong(parts::length))
                .allMatch(length -> length == FileParts.PART_BYTES);
        assertThat(parts.length(parts.number())).isBetween(1L, (long) FileParts.PART_BYTES);
        assertThat(parts.has(0)).isFalse();
        assertThat(parts.has(parts.number() + 1)).isFalse();
        assertThat(parts.missing(Set.of(1), 5)).hasSize(Math.min(5, parts.number() - 1));
    }
}
