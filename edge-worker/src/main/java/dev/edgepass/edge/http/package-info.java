/** HTTP as the edge speaks it: routes, ranges, preconditions, problems. Pure Java, tested on the JVM. */
@NullMarked
package dev.edgepass.edge.http;

import org.jspecify.annotations.NullMarked;
