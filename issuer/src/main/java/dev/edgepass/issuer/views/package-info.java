/**
 * What the edge counted of views (docs/views.md): its signed reports are checked and written to the usage topic, and the counts that the consumer made of them are read.
 */
@NullMarked
package dev.edgepass.issuer.views;

import org.jspecify.annotations.NullMarked;
