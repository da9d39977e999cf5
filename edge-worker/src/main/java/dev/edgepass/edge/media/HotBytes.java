package dev.edgepass.edge.media;

import dev.edgepass.edge.workers.Blob;

/** The bytes of an object in memory. A platform object has to stand in a field of its own type: TeaVM would wrap it in a collection. */
public final class HotBytes {
    final Blob blob;

    HotBytes(Blob blob) {
        this.blob = blob;
    }
}
