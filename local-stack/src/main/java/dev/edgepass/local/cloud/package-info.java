/**
 * {@code edgepass cloud}: what a deployment needs in a Cloudflare account (docs/cloudflare.md), planned, made and removed by Cloudflare's API.
 *
 * <p>Glossary: a {@link dev.edgepass.local.cloud.Deployment} is what is wanted. A {@link dev.edgepass.local.cloud.Part} is one thing of it: it reads what is
 * there, and its pure comparison with what is wanted is a {@link dev.edgepass.local.cloud.Finding}, with the {@link dev.edgepass.local.cloud.Call}s that
 * mend the difference. A thing is <em>ours</em> if {@link dev.edgepass.local.cloud.CloudRecord} has it; everything else was there before and stays.
 */
@NullMarked
package dev.edgepass.local.cloud;

import org.jspecify.annotations.NullMarked;
