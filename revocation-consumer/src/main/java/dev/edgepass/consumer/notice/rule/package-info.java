/** What is worth a notice, found in what the edge reports of views. */
@NullMarked
package dev.edgepass.consumer.notice.rule;

import org.jspecify.annotations.NullMarked;
