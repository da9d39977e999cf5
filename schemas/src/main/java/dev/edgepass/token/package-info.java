/** The media token: its claims, scopes and object keys (DESIGN section 3). Pure Java, so that issuer, edge and auditor read a token in the same way. */
@NullMarked
package dev.edgepass.token;

import org.jspecify.annotations.NullMarked;
