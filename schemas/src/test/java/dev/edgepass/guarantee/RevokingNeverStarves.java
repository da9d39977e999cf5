package dev.edgepass.guarantee;

import java.util.ArrayList;
import java.util.List;

/** While others fill whatever room they can get, every revocation by an admin is answered with success. */
public final class RevokingNeverStarves implements Guarantee {
    private final int atLeast;
    private final List<String> failed = new ArrayList<>();
    private int succeeded;

    /**
     * @param atLeast how many revocations during the attack are enough to judge by
     */
    public RevokingNeverStarves(int atLeast) {
        this.atLeast = atLeast;
    }

    /**
     * @param status of the answer; 0 where none came
     * @param answer for the message
     */
    public synchronized void revoked(int status, Object answer) {
        if (status == 201 || status == 202) {
            succeeded++;
        } else {
            failed.add(status + ": " + answer);
        }
    }

    @Override
    public synchronized void assertHeld() {
        if (!failed.isEmpty()) {
            throw new AssertionError("revocations without success: " + failed);
        }
        if (succeeded < atLeast) {
            throw new AssertionError("revocations made: " + succeeded + " (expected: at least " + atLeast + ")");
        }
    }
}
