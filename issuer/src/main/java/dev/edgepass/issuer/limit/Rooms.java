package dev.edgepass.issuer.limit;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Bulkheads: permits for the calls that are under way, by room, of which one caller has a share at most. No call waits for one. Thread-safe.
 */
@Component
public final class Rooms {
    private static final ThreadLocal<@Nullable Stay> CURRENT = new ThreadLocal<>();

    private final Map<Room, Permits> permits = new EnumMap<>(Room.class);

    public Rooms(RoomSettings settings) {
        for (Room room : Room.values()) {
            permits.put(room, new Permits(settings.of(room)));
        }
    }

    /** One permit of one caller, held by one thread, which gives it back. */
    public final class Stay implements AutoCloseable {
        private final List<String> caller;
        private Room room;

        private Stay(Room room, List<String> caller) {
            this.room = room;
            this.caller = caller;
            CURRENT.set(this);
        }

        @Override
        public void close() {
            CURRENT.remove();
            permits(room).release(caller);
        }
    }

    /**
     * Takes a permit for this thread, which has none.
     *
     * @param caller whose share it counts for
     * @return empty where there is none left, or the caller has its share
     */
    public Optional<Stay> enter(Room room, List<String> caller) {
        return permits(room).tryAcquire(caller) ? Optional.of(new Stay(room, caller)) : Optional.empty();
    }

    /**
     * Gives this thread's permit back for one of another room, until the stay ends. A thread that has none, which is no request's, needs none.
     *
     * @return whether there was one; if not, the thread keeps what it has
     */
    public boolean move(Room room) {
        Stay stay = CURRENT.get();
        if (stay == null || stay.room == room) {
            return true;
        }
        if (!permits(room).tryAcquire(stay.caller)) {
            return false;
        }
        permits(stay.room).release(stay.caller);
        stay.room = room;
        return true;
    }

    private Permits permits(Room room) {
        return Objects.requireNonNull(permits.get(room), "every room has permits");
    }
}
