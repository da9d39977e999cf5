/** What settings decide on beyond their values: whether a part of the service is there. */
@NullMarked
package dev.edgepass.consumer.settings;

import org.jspecify.annotations.NullMarked;
