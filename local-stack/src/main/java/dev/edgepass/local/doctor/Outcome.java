package dev.edgepass.local.doctor;

/** How a store answered an attempt. */
enum Outcome {
    DONE("was done"),
    /** 401 or 403. */
    REFUSED("was refused"),
    /** 412. */
    PRECONDITION_FAILED("was refused, since the object is there"),
    NO_OBJECT("found no object"),
    NO_BUCKET("found no bucket"),
    /** No answer, or one that says nothing of this. */
    FAILED("wasn't answered");

    private final String words;

    Outcome(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /** Whether the credential may do it, whatever there was to find. */
    boolean isAllowed() {
        return this == DONE || this == NO_OBJECT || this == PRECONDITION_FAILED;
    }
}
