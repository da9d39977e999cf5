package dev.edgepass.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.encoding.Base64Url;
import dev.edgepass.encoding.JsonReader;
import dev.edgepass.encoding.MalformedException;
import dev.edgepass.feed.FeedHead;
import dev.edgepass.feed.UnverifiedHead;

/** An accepted head has one spelling as a JWS, and says the same after it was written and read again. */
public final class HeadFuzz {
    private HeadFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        String compact = JwsFuzz.compact(input);
        UnverifiedHead unverified;
        try {
            unverified = UnverifiedHead.parse(compact);
        } catch (MalformedException e) {
            return;
        }
        assertThat(unverified.signingInput() + "." + Base64Url.encode(unverified.signature()))
                .isEqualTo(compact);
        // Nobody vouches for it here: it is looked into, not believed.
        FeedHead head = unverified.signatureIsGood();
        String json = head.toJson();
        FeedHead again = FeedHead.of(JsonReader.readObject(json));
        assertThat(again.toJson()).isEqualTo(json);
        assertThat(again.isOlderThan(head)).isFalse();
        assertThat(head.isOlderThan(again)).isFalse();
        assertThat(head.segments()).allMatch(segment -> segment.size() >= 0 && segment.count() >= 0);
    }
}
