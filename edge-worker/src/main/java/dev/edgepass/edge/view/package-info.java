/** A request's way through the edge: from the URL to the answer. */
@NullMarked
package dev.edgepass.edge.view;

import org.jspecify.annotations.NullMarked;
