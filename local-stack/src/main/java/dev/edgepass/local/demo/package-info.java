/** The main job, start to end, against a running stack and from outside: HTTP, the S3 API and the log, nothing else. */
@NullMarked
package dev.edgepass.local.demo;

import org.jspecify.annotations.NullMarked;
