package dev.edgepass.local.doctor;

import java.util.OptionalInt;

/**
 * A KV namespace.
 *
 * @param write status of a write; empty where it didn't answer
 * @param isClean whether what was written is deleted
 */
record KvFacts(OptionalInt write, boolean isClean) {
    static final int DONE = 200;

    Check check() {
        if (write.isEmpty()) {
            return Check.fail(
                    CheckId.KV,
                    "KV's API doesn't answer: new locations read segments from R2 until it does.",
                    "look at EDGEPASS_KV_APIBASE and the network");
        }
        return switch (write.getAsInt()) {
            case DONE ->
                isClean
                        ? Check.ok(CheckId.KV, "KV takes a write.")
                        : Check.warn(
                                CheckId.KV,
                                "KV takes a write, and no deletion.",
                                "look at the rights of EDGEPASS_KV_APITOKEN");
            case 401, 403 ->
                Check.fail(
                        CheckId.KV,
                        "KV refuses the token (" + write.getAsInt() + ").",
                        "./edgepass cloud up, which makes a token that may write to KV");
            case 404 ->
                Check.fail(
                        CheckId.KV,
                        "There is no such KV namespace in the account.",
                        "./edgepass cloud up, which makes it and sets EDGEPASS_KV_NAMESPACEID");
            case 429 ->
                Check.fail(
                        CheckId.KV,
                        "The day's writes to KV are used up (429).",
                        "wait until midnight UTC, or take Workers Paid");
            default ->
                Check.fail(
                        CheckId.KV,
                        "KV answers a write with " + write.getAsInt() + ".",
                        "look at Cloudflare's status page");
        };
    }
}
