/** The edge host: Miniflare with edge locations, R2 behind its S3 API, and Cloudflare's KV REST API. */
@NullMarked
package dev.edgepass.local.edge;

import org.jspecify.annotations.NullMarked;
