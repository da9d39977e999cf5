/** One request, and what every answer has in common: problems, header fields, the age of what is known. */
@NullMarked
package dev.edgepass.edge.exchange;

import org.jspecify.annotations.NullMarked;
