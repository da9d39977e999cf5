/** What this location knows, for people, programs and probes. */
@NullMarked
package dev.edgepass.edge.status;

import org.jspecify.annotations.NullMarked;
