/**
 * The public catalogues of attacks on JWS, JSON, UTF-8 and object names, as requests with the verdict that each must get. The JVM is tested with them here, the
 * compiled Worker in edge-worker.
 */
package dev.edgepass.attack;
