/** The local identity provider: signs logins for a developer. */
@NullMarked
package dev.edgepass.local.identity;

import org.jspecify.annotations.NullMarked;
