/** What this isolate knows about revocations, and how it keeps up (DESIGN section 5, "Reading"). */
@NullMarked
package dev.edgepass.edge.feed;

import org.jspecify.annotations.NullMarked;
