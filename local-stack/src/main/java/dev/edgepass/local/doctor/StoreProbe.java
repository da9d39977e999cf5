package dev.edgepass.local.doctor;

import dev.edgepass.feed.FeedHead;
import dev.edgepass.local.client.Http;
import dev.edgepass.local.edge.S3Access;
import java.util.OptionalInt;

/** Asks a store. What it writes it deletes. */
final class StoreProbe {
    private StoreProbe() {}

    static StoreFacts of(Http http, ObjectStore store) {
        S3Access access = store.access();
        String media = access.mediaBucket();
        String feed = access.feedBucket();
        String key = Scratch.key();
        Outcome write = store.create(media, key);
        Outcome second = write == Outcome.DONE ? store.create(media, key) : write;
        OptionalInt anonymousMedia = store.anonymousStatus(http, media, key);
        return new StoreFacts(
                media,
                feed,
                store.read(feed, FeedHead.OBJECT_KEY),
                write,
                second,
                write == Outcome.DONE ? store.delete(media, key) : Outcome.DONE,
                anonymousMedia,
                store.anonymousStatus(http, feed, FeedHead.OBJECT_KEY),
                key);
    }

    /** The two services' tokens, each tried at what it should and shouldn't do. */
    static TokenFacts tokens(S3Access issuer, S3Access consumer) {
        String key = Scratch.key();
        try (ObjectStore issuers = new ObjectStore(issuer);
                ObjectStore consumers = new ObjectStore(consumer)) {
            return new TokenFacts(
                    false,
                    written(issuers, issuer.mediaBucket(), key),
                    issuers.read(issuer.feedBucket(), FeedHead.OBJECT_KEY),
                    written(issuers, issuer.feedBucket(), key),
                    written(consumers, consumer.feedBucket(), key),
                    written(consumers, consumer.mediaBucket(), key),
                    consumers.read(consumer.mediaBucket(), key));
        }
    }

    private static Outcome written(ObjectStore store, String bucket, String key) {
        Outcome written = store.create(bucket, key);
        if (written == Outcome.DONE) {
            store.delete(bucket, key);
        }
        return written;
    }
}
