/**
 * What TeaVM compiles in the place of classes that the JVM uses: the same contract by what the runtime has natively. A cold isolate interprets compiled Java at ten
 * times the cost, and it is most of the bundle. {@code dev.edgepass.edge.build} says what stands for what; the vectors, which run on the JVM and on workerd,
 * hold both to one verdict (ADR 9).
 */
@NullMarked
package dev.edgepass.edge.substitute;

import org.jspecify.annotations.NullMarked;
