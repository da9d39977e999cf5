/** {@code /internal/audit}: what the issuer asks, behind a secret that both have. No browser and no other machine is meant to reach it. */
@NullMarked
package dev.edgepass.consumer.audit.api;

import org.jspecify.annotations.NullMarked;
