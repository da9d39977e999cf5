package dev.edgepass.local.edge;

import java.util.Map;

/**
 * One edge location: its own isolate and cache.
 *
 * @param vars the Worker's text bindings there
 * @param replica of KV, that it reads; locations of the same one see the same writes
 * @param cf what {@code request.cf} says there, such as {@code colo}
 */
public record EdgeLocation(String name, int port, Map<String, String> vars, String replica, Map<String, String> cf) {
    public EdgeLocation {
        vars = Map.copyOf(vars);
        cf = Map.copyOf(cf);
    }

    /** Where {@code request.cf} is empty. */
    public EdgeLocation(String name, int port, Map<String, String> vars, String replica) {
        this(name, port, vars, replica, Map.of());
    }

    /** With a replica of KV of its own. */
    public EdgeLocation(String name, int port, Map<String, String> vars) {
        this(name, port, vars, name);
    }
}
