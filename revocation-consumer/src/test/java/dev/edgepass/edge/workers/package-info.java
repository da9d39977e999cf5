/**
 * The Worker's platform on virtual time. These classes stand on the test's class path in the place of the bindings of {@code edge-worker} with the same names, so
 * that the simulation runs the Worker's own code above them, down to its promises. Only what that code calls is here.
 */
@NullMarked
package dev.edgepass.edge.workers;

import org.jspecify.annotations.NullMarked;
