/** The contracts with programs that are out there: schemas stay compatible, and the description of the topics is true. */
@NullMarked
package dev.edgepass.contract;

import org.jspecify.annotations.NullMarked;
