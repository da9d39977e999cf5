/**
 * {@code doctor}: what is well in a system, and what mends the rest (docs/doctor.md). A {@code ...Probe} asks a part and gives a {@code ...Facts}; the facts' {@code checks} are a
 * pure function of them.
 */
@NullMarked
package dev.edgepass.local.doctor;

import org.jspecify.annotations.NullMarked;
