package dev.edgepass.local.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A store, asked with a credential that writes media.
 *
 * @param feedRead of the feed's head
 * @param write of an object, on condition that it isn't there
 * @param secondWrite of the same, which is there then
 * @param delete of it
 * @param anonymousMedia status of that object for a reader without a credential, while it was there
 * @param anonymousFeed status of the feed's head for one
 * @param scratch key of the object
 */
record StoreFacts(
        String mediaBucket,
        String feedBucket,
        Outcome feedRead,
        Outcome write,
        Outcome secondWrite,
        Outcome delete,
        OptionalInt anonymousMedia,
        OptionalInt anonymousFeed,
        String scratch) {
    /** How S3 and R2 refuse a reader without a credential. */
    private static final Set<Integer> REFUSED = Set.of(400, 401, 403);

    List<Check> checks() {
        return List.of(buckets(), isPrivate(), conditionalWrite());
    }

    private Check buckets() {
        List<String> bad = new ArrayList<>();
        if (!write.isAllowed()) {
            bad.add("a write to " + mediaBucket + " " + write.words());
        }
        if (!feedRead.isAllowed()) {
            bad.add("a read of " + feedBucket + " " + feedRead.words());
        }
        if (!bad.isEmpty()) {
            return Check.fail(
                    CheckId.BUCKETS,
                    "In the store, " + String.join(", and ", bad) + ".",
                    "look at EDGEPASS_R2_* and the issuer's token; ./edgepass cloud up makes what is missing in an account");
        }
        return delete == Outcome.DONE
                ? Check.ok(CheckId.BUCKETS, mediaBucket + " takes a write, and " + feedBucket + " a read.")
                : Check.warn(
                        CheckId.BUCKETS,
                        "The object " + scratch + ", which this check wrote to " + mediaBucket + ", can't be deleted.",
                        "delete it, and look which rule of the bucket keeps it");
    }

    private Check isPrivate() {
        if (write != Outcome.DONE || anonymousMedia.isEmpty() || anonymousFeed.isEmpty()) {
            return Check.unknown(CheckId.PRIVATE, "A read without a credential couldn't be tried.", "");
        }
        List<String> open = new ArrayList<>();
        if (!REFUSED.contains(anonymousMedia.getAsInt())) {
            open.add(mediaBucket + " (" + anonymousMedia.getAsInt() + ")");
        }
        if (!REFUSED.contains(anonymousFeed.getAsInt())) {
            open.add(feedBucket + " (" + anonymousFeed.getAsInt() + ")");
        }
        return open.isEmpty()
                ? Check.ok(CheckId.PRIVATE, "The store's API refuses a reader without a credential, in both buckets.")
                : Check.fail(
                        CheckId.PRIVATE,
                        "The store's API doesn't refuse a reader without a credential: " + String.join(", ", open)
                                + ".",
                        "close the bucket's public access: ./edgepass cloud up --close-bucket NAME");
    }

    private Check conditionalWrite() {
        if (write != Outcome.DONE || secondWrite == Outcome.FAILED) {
            return Check.unknown(CheckId.CONDITIONAL_WRITE, "A conditional write couldn't be tried.", "");
        }
        return secondWrite == Outcome.PRECONDITION_FAILED
                ? Check.ok(CheckId.CONDITIONAL_WRITE, "A second write on If-None-Match is refused (412).")
                : Check.fail(
                        CheckId.CONDITIONAL_WRITE,
                        "A second write on If-None-Match " + secondWrite.words()
                                + " (expected: 412): two publishers could overwrite each other's heads.",
                        "use a store that keeps that condition, as R2 does");
    }
}
