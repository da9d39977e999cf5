/**
 * Upload links (docs/upload-links.md). Files go straight to a bucket that no Worker has, the quarantine, and stay there until the link's owner accepts or rejects them. That bucket
 * is the truth of what was received and accepted; Redis has what was promised beside it.
 */
@NullMarked
package dev.edgepass.issuer.sharelink.upload;

import org.jspecify.annotations.NullMarked;
