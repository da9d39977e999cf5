package dev.edgepass.consumer.notice.delivery;

/** A destination isn't known to have a notice. The message has neither the destination's URL nor a secret: it becomes a dead letter's reason. */
public final class DeliveryFailed extends Exception {
    private final Verdict verdict;

    /** What is known of further attempts. */
    public enum Verdict {
        /** Another attempt may succeed. */
        FAILED,
        /** The destination took the notice and refused it: a few more attempts. */
        REFUSED,
        /** The destination wants no notices any more: none. */
        GONE
    }

    public DeliveryFailed(Verdict verdict, String message) {
        super(message);
        this.verdict = verdict;
    }

    public DeliveryFailed(String message, Throwable cause) {
        super(message, cause);
        this.verdict = Verdict.FAILED;
    }

    public Verdict verdict() {
        return verdict;
    }
}
