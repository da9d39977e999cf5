/** Runs what touches a file's bytes: child processes under limits. */
@NullMarked
package dev.edgepass.thumbnails.process;

import org.jspecify.annotations.NullMarked;
