/** As {@code dev.edgepass.edge.workers}: what the Worker reads streams with, on virtual time. */
@NullMarked
package dev.edgepass.edge.stream;

import org.jspecify.annotations.NullMarked;
