/** The command line. */
@NullMarked
package dev.edgepass.local.cli;

import org.jspecify.annotations.NullMarked;
