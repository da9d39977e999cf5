/** Long-running parts of the program, each on a thread of its own. */
@NullMarked
package dev.edgepass.consumer.worker;

import org.jspecify.annotations.NullMarked;
