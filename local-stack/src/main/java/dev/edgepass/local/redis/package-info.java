/** A durable Redis in a child process. */
@NullMarked
package dev.edgepass.local.redis;

import org.jspecify.annotations.NullMarked;
