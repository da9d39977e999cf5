package dev.edgepass.consumer.audit.index;

/** The index's file isn't a sound database: it has to be made anew. */
final class IndexDamaged extends RuntimeException {
    IndexDamaged(String message, Throwable cause) {
        super(message, cause);
    }
}
