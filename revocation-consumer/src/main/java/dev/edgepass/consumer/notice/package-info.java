/** Notices to links' owners, by webhook and by mail (docs/notices.md): settings and beans. */
@NullMarked
package dev.edgepass.consumer.notice;

import org.jspecify.annotations.NullMarked;
