package dev.edgepass.benchmarks.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.EventCodec;
import dev.edgepass.event.LoggedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ControlMixTest {
    private final ControlMix mix = new ControlMix(new RandomIds(1), 100);

    @Test
    void a_lift_undoes_the_revocation_before_it_on_the_basis_of_all_before_it() {
        List<ControlEvent> events = take(6);

        ControlEvent.Revoked revoked = (ControlEvent.Revoked) events.get(4);
        ControlEvent.RevocationLifted lifted = (ControlEvent.RevocationLifted) events.get(5);
        assertThat(lifted.revocationId()).isEqualTo(revoked.revocationId());
        assertThat(lifted.targets()).isEqualTo(revoked.targets());
        assertThat(lifted.basis()).isEqualTo(105);
    }

    @Test
    void every_turn_has_a_link_of_its_own_and_six_kinds_of_events() {
        List<ControlEvent> events = take(20);

        assertThat(((ControlEvent.LinkCreated) events.get(10)).linkId())
                .isNotEqualTo(((ControlEvent.LinkCreated) events.get(0)).linkId());
        assertThat(events.stream().map(Object::getClass).distinct()).hasSize(6);
    }

    @Test
    void all_of_them_can_be_read_back() {
        EventCodec codec = new EventCodec();

        assertThat(take(10)).allSatisfy(event -> {
            LoggedEvent<ControlEvent> logged = new LoggedEvent<>("id", "/bench", Instant.EPOCH, event);
            assertThat(codec.decode(codec.encode(logged)).data()).isEqualTo(event);
        });
    }

    private List<ControlEvent> take(int count) {
        List<ControlEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(mix.next());
        }
        return events;
    }
}
