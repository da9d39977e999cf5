/**
 * Logins of the issuer's own pages by OpenID Connect: the provider's login page, and then a cookie in the place of a bearer token. No session is kept: the cookie is the
 * login, sealed under the pepper, so any instance takes it, also while Redis is away.
 */
@NullMarked
package dev.edgepass.issuer.pagelogin;

import org.jspecify.annotations.NullMarked;
