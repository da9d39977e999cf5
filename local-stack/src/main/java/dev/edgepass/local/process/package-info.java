/** Child processes that end with their parent: starting, readiness, logs, pid files, leftovers. */
@NullMarked
package dev.edgepass.local.process;

import org.jspecify.annotations.NullMarked;
