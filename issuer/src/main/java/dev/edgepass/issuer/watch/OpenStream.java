package dev.edgepass.issuer.watch;

import dev.edgepass.issuer.limit.ClientAddress;
import java.time.Duration;
import java.time.Instant;

/** One open stream. Its times are for {@link ChangeRelay}'s thread alone. */
final class OpenStream {
    /** With the second between two looks at most 20 s. */
    private static final Duration QUIET = Duration.ofSeconds(19);

    private final ClientAddress address;
    private final Subscription subscription;
    private final Outlet outlet;
    private boolean told;
    private Instant lastSaid = Instant.EPOCH;

    OpenStream(ClientAddress address, Subscription subscription, Outlet outlet) {
        this.address = address;
        this.subscription = subscription;
        this.outlet = outlet;
    }

    ClientAddress address() {
        return address;
    }

    Subscription subscription() {
        return subscription;
    }

    /** Whether it was told since when it is told of changes. */
    boolean isTold() {
        return told;
    }

    /** Says from which position on it is told of changes. */
    void open(long position, Instant now) {
        told = true;
        say(ChangeText.open(position), now);
    }

    void say(String text, Instant now) {
        lastSaid = now;
        outlet.offer(text);
    }

    /** Ends it where its token has expired, and breaks a long silence. */
    void keep(Instant now) {
        if (now.getEpochSecond() >= subscription.expiresAt()) {
            end();
        } else if (!now.isBefore(lastSaid.plus(QUIET))) {
            say(ChangeText.ALIVE, now);
        }
    }

    /** Finds out whether the reader is still there. */
    void touch() {
        outlet.offer(ChangeText.ALIVE);
    }

    void end() {
        outlet.end();
    }
}
