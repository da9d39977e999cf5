package dev.edgepass.local.edge;

import java.util.Map;

/**
 * One edge location: its own isolate and cache.
 *
 * @param vars the Worker's text bindings there
 * @param replica of KV, that it reads; locations of the same one see the same writes
 */
public record EdgeLocation(String name, int port, Map<String, String> vars, String replica) {
    public EdgeLocation {
        vars = Map.copyOf(vars);
    }

    /** With a replica of KV of its own. */
    public EdgeLocation(String name, int port, Map<String, String> vars) {
        this(name, port, vars, name);
    }
}
