package dev.edgepass.issuer.web;

import dev.edgepass.issuer.limit.Room;
import dev.edgepass.issuer.limit.RoomSettings;
import dev.edgepass.issuer.limit.Rooms;
import dev.edgepass.issuer.problem.Problem;
import dev.edgepass.issuer.problem.ProblemType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * No call waits for a slow broker or Redis in another one's place: it takes a permit of the room that {@link EndpointTable} names. Without one it is refused at
 * once, before anything was done, with 503 {@code overloaded}.
 */
@Component
@Order(Bulkheads.ORDER)
class Bulkheads extends OncePerRequestFilter {
    /** Once the body is there. */
    static final int ORDER = Bodies.ORDER + 1;

    static final Problem OVERLOADED = ProblemType.OVERLOADED.detail(
            "Too many calls are under way, of yours or of all. Nothing was done. Try again shortly.");

    /** Threads that are in no room: those that refuse, and {@link UnreadBodies}. */
    private static final int SPARE = 48;

    private final Rooms rooms;
    private final Endpoints endpoints;
    private final Callers callers;
    private final ClientAddresses addresses;
    private final ProblemWriter problems;

    Bulkheads(
            @Value("${server.tomcat.threads.max}") int threads,
            RoomSettings settings,
            Rooms rooms,
            Endpoints endpoints,
            Callers callers,
            ClientAddresses addresses,
            ProblemWriter problems) {
        this.rooms = rooms;
        this.endpoints = endpoints;
        this.callers = callers;
        this.addresses = addresses;
        this.problems = problems;
        if (threads < settings.total() + SPARE) {
            throw new IllegalArgumentException("server.tomcat.threads.max: " + threads + " (expected: >= "
                    + (settings.total() + SPARE) + ", so that every room of edgepass.rooms finds its threads)");
        }
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return endpoints.find(request) == null;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Endpoint endpoint = endpoints.require(request);
        Room room = endpoint.room() == Room.HEALTH && addresses.isLocal(request) ? Room.PROBE : endpoint.room();
        Optional<Rooms.Stay> entered = rooms.enter(room, callers.of(endpoint, request));
        if (entered.isEmpty()) {
            problems.write(response, OVERLOADED);
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            entered.get().close();
        }
    }
}
