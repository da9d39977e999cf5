/** The service that folds the log into its projections: Redis for the issuer, the feed for the edge (ADR 1). */
@NullMarked
package dev.edgepass.consumer;

import org.jspecify.annotations.NullMarked;
