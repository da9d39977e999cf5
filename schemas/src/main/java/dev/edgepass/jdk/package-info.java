/** What the pure packages leave to their platform, on the JVM: Unicode normalisation, key files, ES256. */
@NullMarked
package dev.edgepass.jdk;

import org.jspecify.annotations.NullMarked;
