/**
 * Properties of every pure parser that takes hostile bytes, one class a parser. Each has the entry point that Jazzer drives, {@code fuzzerTestOneInput}; the build
 * replays the kept corpus ({@code src/test/resources/fuzz}), CONTRIBUTING has the command that looks for more.
 */
package dev.edgepass.fuzz;
