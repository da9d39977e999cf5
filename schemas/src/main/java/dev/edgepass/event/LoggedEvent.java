package dev.edgepass.event;

import java.time.Instant;

/**
 * An event with its CloudEvents context (CloudEvents 1.0 section "Context Attributes").
 *
 * @param id unique within {@code source}
 * @param source who produced it, a URI reference such as {@code /issuer}
 */
public record LoggedEvent<E extends EdgepassEvent>(String id, String source, Instant time, E data) {}
