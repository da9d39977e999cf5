/** Work that a service does by itself, each on a thread of its own. For the JVM alone. */
@NullMarked
package dev.edgepass.worker;

import org.jspecify.annotations.NullMarked;
