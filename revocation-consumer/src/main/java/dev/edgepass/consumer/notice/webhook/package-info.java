/** Notices as webhooks (Standard Webhooks 1.0.0), sent to addresses that were checked. */
@NullMarked
package dev.edgepass.consumer.notice.webhook;

import org.jspecify.annotations.NullMarked;
