/** Files in the age format (c2sp.org/age) under a passphrase, which the tool {@code age} opens too. */
@NullMarked
package dev.edgepass.local.age;

import org.jspecify.annotations.NullMarked;
