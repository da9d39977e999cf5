/** Where the built parts are, and whether they are there. */
@NullMarked
package dev.edgepass.local.install;

import org.jspecify.annotations.NullMarked;
