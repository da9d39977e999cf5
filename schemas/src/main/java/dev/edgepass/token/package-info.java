/**
 * The media token: its claims, scopes and object keys. Pure Java, so that issuer, edge and auditor read a token in the same way.
 *
 * <ul>
 *   <li>{@link dev.edgepass.token.UnverifiedToken}: parsed only. {@link dev.edgepass.token.VerifiedToken}: its signature is good; it may still be expired, revoked or
 *       out of scope.
 *   <li>{@link dev.edgepass.token.MediaClaims}: its claims. {@link dev.edgepass.token.Scope}: one entry of {@code pth}: a key, or a folder.
 *   <li>{@link dev.edgepass.token.ObjectKey}: the name of an object in its one canonical spelling.
 * </ul>
 */
@NullMarked
package dev.edgepass.token;

import org.jspecify.annotations.NullMarked;
