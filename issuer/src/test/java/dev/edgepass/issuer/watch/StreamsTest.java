package dev.edgepass.issuer.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.issuer.limit.ClientAddress;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class StreamsTest {
    private static final ClientAddress ADDRESS = ClientAddress.of("192.0.2.1");

    private final Streams streams = new Streams(new WatchSettings(10, 4), new SimpleMeterRegistry());

    @Test
    void streams_whose_readers_are_gone_make_room_for_one_who_comes() {
        List<OpenStream> gone = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            OpenStream stream = leavingWhenWrittenTo();
            streams.enter(stream);
            gone.add(stream);
        }
        OpenStream next = stream(new StillThere());

        streams.enter(next);

        assertThat(streams.all()).containsExactly(next);
    }

    @Test
    void streams_whose_readers_are_there_keep_their_places() {
        for (int i = 0; i < 4; i++) {
            streams.enter(stream(new StillThere()));
        }

        assertThatThrownBy(() -> streams.enter(stream(new StillThere())))
                .hasMessageContaining("4 streams of one address");
        assertThat(streams.size()).isEqualTo(4);
    }

    /** As a connection that was reset: the first write to it fails on the thread that writes. */
    private OpenStream leavingWhenWrittenTo() {
        AtomicReference<OpenStream> self = new AtomicReference<>();
        OpenStream stream = stream(new Outlet() {
            @Override
            public void offer(String text) {
                streams.leave(self.get());
            }

            @Override
            public void end() {
                streams.leave(self.get());
            }
        });
        self.set(stream);
        return stream;
    }

    private static OpenStream stream(Outlet outlet) {
        return new OpenStream(ADDRESS, new Subscription(Set.of(), Set.of(), List.of(), Long.MAX_VALUE), outlet);
    }

    private static final class StillThere implements Outlet {
        @Override
        public void offer(String text) {}

        @Override
        public void end() {}
    }
}
