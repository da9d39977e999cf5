package dev.edgepass.consumer.views.core;

/**
 * A field of one of the read model's hashes.
 *
 * @param of what the hash is about: a link or subject, or a handle
 * @param name a viewer's subject, or a location
 */
public record HashField(String of, String name) {}
