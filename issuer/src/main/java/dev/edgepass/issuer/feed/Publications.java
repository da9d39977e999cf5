package dev.edgepass.issuer.feed;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.stereotype.Component;

/** Waits for commands to reach the edge's feed. Where R2 can't be read, a command is accepted and no more is said. Thread-safe. */
@Component
public class Publications {
    /** Enough for one read. */
    private static final Duration ONE_LOOK = Duration.ofSeconds(2);

    private final HeadWatch watch;

    Publications(HeadWatch watch) {
        this.watch = watch;
    }

    /** The command's stage, after waiting up to {@code patience} for it to be published. */
    public Publication await(long position, Instant acceptedAt, Duration patience) {
        return patience.isZero()
                ? Publication.of(position, acceptedAt, Optional.empty())
                : Publication.of(position, acceptedAt, watch.await(position, patience));
    }

    /** Entries in the newest head that was read, overwritten ones counted too; without a read, so nothing where none is known yet. */
    public OptionalLong entries() {
        return watch.entries();
    }

    /** The command's stage now. */
    public Publication now(long position, Instant acceptedAt) {
        return Publication.of(position, acceptedAt, watch.look(position, ONE_LOOK));
    }
}
