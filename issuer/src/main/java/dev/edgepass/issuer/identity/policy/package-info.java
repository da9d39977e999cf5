/** The ready-made answers to who may see which paths: the login's claim, or the app's backend. */
@NullMarked
package dev.edgepass.issuer.identity.policy;

import org.jspecify.annotations.NullMarked;
