/**
 * What the product promises, as classes: a test tells one what it saw and lets it judge at the end. A guarantee about which a test saw too little fails as well, so
 * none holds because nothing was looked at. All are thread-safe.
 */
@NullMarked
package dev.edgepass.guarantee;

import org.jspecify.annotations.NullMarked;
