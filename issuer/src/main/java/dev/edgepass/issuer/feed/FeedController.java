package dev.edgepass.issuer.feed;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.edgepass.feed.FeedHead;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /feed}: whether revocations get through at the moment, for a page that has it in sight. */
@RestController
class FeedController {
    /** Heads come every 5 s, and within 15 s of a publisher's end from the standby. */
    static final Duration CURRENT = Duration.ofSeconds(15);

    private static final Duration READ = Duration.ofSeconds(5);

    private final HeadWatch watch;
    private final WentBackAlarm alarm;
    private final Clock clock;

    /** What the head says about a revocation that is made now. */
    enum State {
        /** The publisher was at work within the last {@link #CURRENT}. */
        @JsonProperty("current")
        CURRENT,
        /** No head was published for a while: it will be accepted, and published once the publisher runs again. */
        @JsonProperty("silent")
        SILENT,
        /** The publisher stands before a record of a type that it doesn't know: nothing later is published until it is upgraded. */
        @JsonProperty("held")
        HELD,
        /** The log went back: nothing is published until a new epoch begins. */
        @JsonProperty("went-back")
        WENT_BACK,
        /** No head could be read: R2 doesn't answer here, or there is none. */
        @JsonProperty("unknown")
        UNKNOWN
    }

    /**
     * The head, as it was read within the last 5 s.
     *
     * @param position up to which it has the control log; absent where none could be read, as the other two
     * @param asOf when the publisher knew that to be the log's end, by its clock
     * @param ageMs since then by this issuer's clock, never below 0
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Feed(
            State state,
            @Nullable Long position,
            @Nullable Instant asOf,
            @Nullable Long ageMs) {}

    FeedController(HeadWatch watch, WentBackAlarm alarm, Clock clock) {
        this.watch = watch;
        this.alarm = alarm;
        this.clock = clock;
    }

    @GetMapping("/api/v1/media/feed")
    ResponseEntity<Feed> feed() {
        Optional<FeedHead> head = watch.readWithin(READ);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(head.map(this::of).orElse(new Feed(State.UNKNOWN, null, null, null)));
    }

    private Feed of(FeedHead head) {
        long ageMs = Math.max(0, clock.millis() - head.asOf());
        return new Feed(stateOf(head, ageMs), head.position(), Instant.ofEpochMilli(head.asOf()), ageMs);
    }

    private State stateOf(FeedHead head, long ageMs) {
        if (alarm.raised().isPresent()) {
            return State.WENT_BACK;
        }
        if (head.gaps().isHeld()) {
            return State.HELD;
        }
        return ageMs > CURRENT.toMillis() ? State.SILENT : State.CURRENT;
    }
}
