/** The life of a signing key: announced on the log, put in use in another one's place, withdrawn, by an admin or when it is due (docs/keys.md). */
@NullMarked
package dev.edgepass.issuer.key.rotation;

import org.jspecify.annotations.NullMarked;
