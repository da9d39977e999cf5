/** What an isolate remembers from request to request, bounded. Pure Java. */
@NullMarked
package dev.edgepass.edge.memory;

import org.jspecify.annotations.NullMarked;
