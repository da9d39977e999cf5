package dev.edgepass.issuer.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NamedKeysTest {
    private final TreeSet<String> keys = new TreeSet<>(Listing.ORDER);
    private int calls;

    @Test
    void names_that_lie_near_each_other_cost_one_listing() {
        IntStream.range(0, 900).forEach(i -> keys.add("a/%03d.jpg".formatted(i)));
        List<String> names = IntStream.range(0, 60)
                .mapToObj(i -> "a/%03d.jpg".formatted(i * 15))
                .toList();

        assertThat(find(names)).isEqualTo(names);
        assertThat(calls).isEqualTo(1);
    }

    @Test
    void a_large_folder_costs_no_more_than_its_names() {
        IntStream.range(0, 50_000).forEach(i -> keys.add("a/%05d.jpg".formatted(i)));
        List<String> names = List.of("a/00000.jpg", "a/20000.jpg", "a/20001.jpg", "a/20002.jpg", "a/49999.jpg");

        assertThat(find(names)).isEqualTo(names);
        assertThat(calls).isEqualTo(3);
    }

    @Test
    void a_single_name_costs_a_listing_of_one_key() {
        keys.addAll(List.of("a.jpg", "a.jpg.bak"));

        assertThat(find(List.of("a.jpg"))).containsExactly("a.jpg");
        assertThat(find(List.of("a.jp"))).isEmpty();
        assertThat(calls).isEqualTo(2);
    }

    @Test
    void enough_is_enough() {
        keys.addAll(List.of("a/1", "a/2", "a/3"));
        List<String> found = new ArrayList<>();

        new NamedKeys<>(this::list, key -> key).find(List.of("a/1", "a/2", "a/3"), key -> {
            found.add(key);
            return found.size() < 2;
        });

        assertThat(found).containsExactly("a/1", "a/2");
    }

    @Test
    void whatever_the_names_are_those_that_exist_are_found_in_at_most_two_calls_each() {
        Random random = new Random(7);
        List<String> letters =
                List.of(" ", "!", "a", "b", "z", "\u00e9", "\uffee", "\ue000", "\ud83d\ude00", "\udbff\udffd");
        for (int round = 0; round < 200; round++) {
            keys.clear();
            Stream.generate(() -> name(random, letters)).limit(3_000).forEach(keys::add);
            TreeSet<String> names = new TreeSet<>(Listing.ORDER);
            Stream.generate(() -> name(random, letters)).limit(20).forEach(names::add);
            calls = 0;

            assertThat(find(List.copyOf(names)))
                    .as("round " + round)
                    .isEqualTo(names.stream().filter(keys::contains).toList());
            assertThat(calls).isLessThanOrEqualTo(2 * names.size());
        }
    }

    private static String name(Random random, List<String> letters) {
        StringBuilder name = new StringBuilder("f/");
        int length = 1 + random.nextInt(5);
        for (int i = 0; i < length; i++) {
            name.append(letters.get(random.nextInt(letters.size())));
        }
        return name.toString();
    }

    private List<String> find(List<String> names) {
        List<String> found = new ArrayList<>();
        new NamedKeys<>(this::list, key -> key).find(names, found::add);
        return found;
    }

    private List<String> list(String prefix, @Nullable String after, int most) {
        calls++;
        return keys.tailSet(after == null ? prefix : after, after == null).stream()
                .filter(key -> key.startsWith(prefix))
                .limit(most)
                .toList();
    }
}
