/** Notices as mail. */
@NullMarked
package dev.edgepass.consumer.notice.mail;

import org.jspecify.annotations.NullMarked;
