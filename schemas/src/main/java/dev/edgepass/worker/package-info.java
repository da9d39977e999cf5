/** Background work of a service, each on a thread of its own, and its repeated warnings. JVM only. */
@NullMarked
package dev.edgepass.worker;

import org.jspecify.annotations.NullMarked;
