/**
 * The Workers platform under its own names, and no logic. An absent value is Java's {@code null}, never JavaScript's {@code undefined}; numbers of bytes and
 * milliseconds are {@code double}s, as the platform has them. Nothing here may be kept from one request to the next but {@link
 * dev.edgepass.edge.workers.CryptoKey} and buffers.
 *
 * <p>A platform object must not meet Java's generics or a bound method reference ({@code headers::set}): TeaVM would wrap it, and keep the wrapper in a {@code
 * FinalizationRegistry}. Fields, parameters and lambdas are free.
 */
@NullMarked
package dev.edgepass.edge.workers;

import org.jspecify.annotations.NullMarked;
