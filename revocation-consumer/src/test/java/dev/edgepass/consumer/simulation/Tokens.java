package dev.edgepass.consumer.simulation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tokens that are out, the newest ones of them: what viewers present, and what is taken back one by one. */
final class Tokens {
    private static final int KEPT = 80;

    /** For how long heads have to have carried a key before tokens are signed with it. */
    private static final long KEY_CARRIED = 6_000;

    private final Model model;
    private final List<MintedToken> tokens = new ArrayList<>();
    private int oldest;
    private long minted;

    Tokens(Model model) {
        this.model = model;
    }

    void add(MintedToken token) {
        minted++;
        model.say(Trace.TOKEN, token::toString);
        if (tokens.size() < KEPT) {
            tokens.add(token);
        } else {
            tokens.set(oldest, token);
            oldest = (oldest + 1) % KEPT;
        }
    }

    long minted() {
        return minted;
    }

    /** Any of them; null where there are none. */
    @Nullable
    MintedToken any() {
        return tokens.isEmpty() ? null : model.scheduler.pick(tokens);
    }

    /** Of the keys that an issuer knows, those that every edge knows too. */
    List<String> usableKeys(List<String> known) {
        List<String> usable = new ArrayList<>();
        for (String kid : known) {
            List<Fact> facts = model.oracle.facts().aboutKey(kid);
            if (model.now() - facts.get(facts.size() - 1).liftPublishedAt > KEY_CARRIED) {
                usable.add(kid);
            }
        }
        return usable;
    }
}
