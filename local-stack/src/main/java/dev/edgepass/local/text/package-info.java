/** Text from elsewhere, for a terminal. */
@NullMarked
package dev.edgepass.local.text;

import org.jspecify.annotations.NullMarked;
