package dev.edgepass.consumer.replay;

import static dev.edgepass.consumer.testing.TestEvents.link;
import static dev.edgepass.consumer.testing.TestEvents.linkCreated;
import static dev.edgepass.consumer.testing.TestEvents.linksCreated;
import static dev.edgepass.consumer.testing.TestEvents.revoked;
import static dev.edgepass.consumer.testing.TestEvents.tokenIssued;
import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.event.Effect;
import dev.edgepass.feed.Fingerprint;
import dev.edgepass.feed.Fingerprinter;
import dev.edgepass.feed.Handle;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandleNamesTest {
    private static final byte[] KEY = new byte[Fingerprinter.KEY_BYTES];

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lnk:made",
                "lnk:of-a-group",
                "lnk:from-a-token",
                "lnk:revoked",
                "tnt:acme",
                "folder:projects/",
                "folder:projects/42/",
                "jti:t1",
                "sub:viewer",
                "all:"
            })
    void whatever_an_event_is_about_has_a_name(String handle) {
        Fingerprint wanted = fingerprint(handle);
        HandleNames names = new HandleNames(KEY, Set.of(wanted));

        names.take(linkCreated("made"));
        names.take(linksCreated("group", "of-a-group"));
        names.take(revoked("R", Effect.BLOCK, link("revoked")));
        names.take(tokenIssued("t1", "viewer", "from-a-token"));

        assertThat(names.sentence("Lost", List.of(wanted))).isEqualTo("Lost: " + handle + ".");
    }

    @Test
    void what_the_log_doesnt_name_is_counted() {
        List<Fingerprint> wanted = Stream.of("lnk:b", "lnk:a", "lnk:unknown", "sub:unknown")
                .map(HandleNamesTest::fingerprint)
                .toList();
        HandleNames names = new HandleNames(KEY, Set.copyOf(wanted));
        assertThat(names.sentence("Lost", wanted)).isEqualTo("Lost: 4 that the log doesn't name.");

        names.take(linksCreated("group", "a", "b", "another"));

        assertThat(names.sentence("Lost", wanted)).isEqualTo("Lost: lnk:a, lnk:b; 2 that the log doesn't name.");
    }

    @Test
    void more_than_a_hundred_names_are_a_number() {
        String[] ids = IntStream.range(0, 103).mapToObj(i -> "L" + i).toArray(String[]::new);
        List<Fingerprint> wanted =
                Stream.of(ids).map(id -> fingerprint("lnk:" + id)).toList();
        HandleNames names = new HandleNames(KEY, Set.copyOf(wanted));
        names.take(linksCreated("group", ids));

        assertThat(names.sentence("Lost", wanted)).endsWith(" and 3 more.");
    }

    private static Fingerprint fingerprint(String handle) {
        return new Fingerprinter(KEY).of(Handle.parse(handle));
    }
}
