package dev.edgepass.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.event.ControlEvent;
import dev.edgepass.event.ControlEvent.KeyActivated;
import dev.edgepass.event.ControlEvent.KeyAdded;
import dev.edgepass.event.ControlEvent.KeyWithdrawn;
import dev.edgepass.key.KeyRecord.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class SigningKeysTest {
    private static final Instant START = Instant.parse("2026-11-22T12:00:00Z");

    @Test
    void the_first_key_is_in_use_at_once_and_the_second_waits() {
        SigningKeys keys = fold(announced("a"), announced("b"));

        assertThat(states(keys)).isEqualTo(Map.of("a", State.ACTIVE, "b", State.NEXT));
    }

    @Test
    void an_activated_key_takes_the_place_of_the_one_before() {
        SigningKeys keys = fold(announced("a"), announced("b"), new KeyActivated("b", 2, "ada"));

        assertThat(states(keys)).isEqualTo(Map.of("a", State.RETIRING, "b", State.ACTIVE));
        assertThat(keys.byKid().get("a").retiredAt()).isEqualTo(START.plusSeconds(3));
        assertThat(keys.byKid().get("b").activatedAtPosition()).isEqualTo(3);
    }

    @Test
    void of_two_activations_decided_on_the_same_state_the_second_has_no_effect() {
        SigningKeys keys = fold(
                announced("a"),
                announced("b"),
                announced("c"),
                new KeyActivated("b", 3, "ada"),
                new KeyActivated("c", 3, "bob"));

        assertThat(states(keys)).isEqualTo(Map.of("a", State.RETIRING, "b", State.ACTIVE, "c", State.NEXT));
    }

    @Test
    void nothing_but_an_announced_key_is_activated() {
        SigningKeys keys = fold(
                announced("a"),
                announced("b"),
                new KeyWithdrawn("b", null, "ada"),
                new KeyActivated("b", 3, "ada"),
                new KeyActivated("unknown", 4, "ada"));

        assertThat(states(keys)).isEqualTo(Map.of("a", State.ACTIVE, "b", State.WITHDRAWN));
    }

    @Test
    void after_the_withdrawal_of_the_key_in_use_there_is_none_until_the_next_is_activated() {
        SigningKeys without = fold(announced("a"), announced("b"), new KeyWithdrawn("a", "stolen", "ada"));

        assertThat(without.active()).isEmpty();
        assertThat(without.after(new KeyActivated("b", 3, "ada"), 4, START).active())
                .map(KeyRecord::kid)
                .hasValue("b");
    }

    @Property
    void whatever_the_log_says_one_key_at_most_is_in_use_and_keys_only_go_forward(
            @ForAll("histories") List<ControlEvent> history) {
        SigningKeys keys = SigningKeys.NONE;
        long position = 0;
        for (ControlEvent event : history) {
            SigningKeys before = keys;
            keys = keys.after(event, ++position, START.plusSeconds(position));

            assertThat(keys.byKid().values().stream().filter(key -> key.state() == State.ACTIVE))
                    .hasSizeLessThanOrEqualTo(1);
            keys.byKid().forEach((kid, key) -> {
                KeyRecord was = before.byKid().get(kid);
                assertThat(was == null || was.state().compareTo(key.state()) <= 0 || event instanceof KeyAdded)
                        .isTrue();
            });
            assertThat(states(keys.after(event, position + 1, START))).isEqualTo(states(keys));
        }
    }

    @Provide
    Arbitrary<List<ControlEvent>> histories() {
        Arbitrary<String> kid = Arbitraries.of("a", "b", "c");
        Arbitrary<ControlEvent> added = kid.map(name -> new KeyAdded(name, jwk(name), "i"));
        Arbitrary<ControlEvent> activated = Combinators.combine(
                        kid, Arbitraries.longs().between(0, 20))
                .as((name, basis) -> new KeyActivated(name, basis, "i"));
        Arbitrary<ControlEvent> withdrawn = kid.map(name -> new KeyWithdrawn(name, null, "i"));
        return Arbitraries.oneOf(added, activated, withdrawn).list().ofMaxSize(20);
    }

    private static SigningKeys fold(ControlEvent... events) {
        SigningKeys keys = SigningKeys.NONE;
        List<ControlEvent> log = new ArrayList<>(List.of(events));
        for (int i = 0; i < log.size(); i++) {
            keys = keys.after(log.get(i), i + 1, START.plusSeconds(i + 1));
        }
        return keys;
    }

    private static Map<String, State> states(SigningKeys keys) {
        Map<String, State> states = new TreeMap<>();
        keys.byKid().forEach((kid, key) -> states.put(kid, key.state()));
        return states;
    }

    private static KeyAdded announced(String kid) {
        return new KeyAdded(kid, jwk(kid), "issuer");
    }

    private static Map<String, String> jwk(String kid) {
        return Map.of("kty", "EC", "crv", "P-256", "kid", kid, "x", "eA", "y", "eQ");
    }
}
