package dev.edgepass.issuer.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class RoomsTest {
    private static final List<String> ANNA = List.of("acme", "anna");
    private static final List<String> BEN = List.of("acme", "ben");

    private final Rooms rooms = new Rooms(settings(Map.of("revoke", "5/3", "waiting", "2/1")));

    @Test
    void a_caller_has_its_share_and_others_the_rest() {
        assertThat(entered(ANNA, 4)).isEqualTo(3);
        assertThat(entered(BEN, 4)).isEqualTo(2);
    }

    @Test
    void a_permit_that_is_given_back_is_there_again() {
        for (int i = 0; i < 20; i++) {
            try (Rooms.Stay stay = rooms.enter(Room.REVOKE, ANNA).orElseThrow()) {
                assertThat(stay).isNotNull();
            }
        }
        assertThat(entered(ANNA, 4)).isEqualTo(3);
    }

    @Test
    void who_goes_to_wait_leaves_the_room() {
        Rooms.Stay stay = rooms.enter(Room.REVOKE, ANNA).orElseThrow();
        assertThat(rooms.move(Room.WAIT)).isTrue();

        assertThat(entered(ANNA, 4)).isEqualTo(3);
        stay.close();
        assertThat(rooms.enter(Room.WAIT, ANNA)).isPresent();
    }

    @Test
    void who_finds_no_place_to_wait_stays() {
        CompletableFuture.runAsync(() -> rooms.enter(Room.WAIT, ANNA)).join();
        Rooms.Stay stay = rooms.enter(Room.REVOKE, ANNA).orElseThrow();

        assertThat(rooms.move(Room.WAIT)).isFalse();
        assertThat(entered(ANNA, 3)).isEqualTo(2);
        stay.close();
        assertThat(entered(ANNA, 1)).isEqualTo(1);
    }

    @Test
    void a_thread_that_is_no_requests_may_wait() {
        assertThat(rooms.move(Room.WAIT)).isTrue();
        assertThat(rooms.enter(Room.WAIT, ANNA)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8", "8/", "/8", "8/9", "0/0", "8/0", "-8/1", "8 / 2", "8/2/1", "100000/1"})
    void places_are_two_numbers(String text) {
        assertThatThrownBy(() -> Places.valueOf(text)).hasMessageContaining("expected: ");
    }

    /** Each by a thread of its own, which keeps it. */
    private int entered(List<String> caller, int times) {
        List<Optional<Rooms.Stay>> entered = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            entered.add(CompletableFuture.supplyAsync(() -> rooms.enter(Room.REVOKE, caller))
                    .join());
        }
        return (int) entered.stream().filter(Optional::isPresent).count();
    }

    private static RoomSettings settings(Map<String, String> places) {
        Map<String, String> properties = new HashMap<>();
        places.forEach((room, text) -> properties.put("edgepass.rooms." + room, text));
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("edgepass.rooms", RoomSettings.class);
    }
}
