/** The JVM's part of what the pure packages need from their platform: Unicode normalisation, key files, ES256. */
@NullMarked
package dev.edgepass.jdk;

import org.jspecify.annotations.NullMarked;
