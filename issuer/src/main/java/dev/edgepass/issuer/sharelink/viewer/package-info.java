/** The other side of a share link: a secret is exchanged for a viewer's token, which takes a seat where seats are limited, and the owner sees and removes viewers. */
@NullMarked
package dev.edgepass.issuer.sharelink.viewer;

import org.jspecify.annotations.NullMarked;
