/** Workers KV, through Cloudflare's REST API. */
@NullMarked
package dev.edgepass.consumer.feed.kv;

import org.jspecify.annotations.NullMarked;
