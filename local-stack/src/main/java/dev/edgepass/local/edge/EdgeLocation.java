package dev.edgepass.local.edge;

import java.util.Map;

/**
 * One edge location: its own isolate, cache and KV namespace.
 *
 * @param vars the Worker's text bindings there
 */
public record EdgeLocation(String name, int port, Map<String, String> vars) {
    public EdgeLocation {
        vars = Map.copyOf(vars);
    }
}
