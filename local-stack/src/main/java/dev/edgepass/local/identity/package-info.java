/** The local identity: who a developer is while there is no identity provider. */
@NullMarked
package dev.edgepass.local.identity;

import org.jspecify.annotations.NullMarked;
