package dev.edgepass.issuer.readmodel;

import java.util.List;

/**
 * Share links that changed, by a record about them or about a revocation of them, or by the erasure of their words.
 *
 * @param topicId of the log that the read model is made from
 * @param position of the read model when it was asked
 * @param wordsPosition how far the words topic was folded then
 * @param replays how often a replay had replaced values of the read model, which changes no position; empty for never
 * @param ids of what changed after the position that was asked for, if {@code complete}
 * @param complete false where more changed than was asked for
 */
public record LinkChanges(
        String topicId, long position, long wordsPosition, String replays, List<String> ids, boolean complete) {}
