package dev.edgepass.local.cloud;

/**
 * How one part of a deployment stands in the account, for a reader who changes nothing.
 *
 * @param part its name, such as {@code worker}
 * @param text for the person at the terminal
 */
public record Observation(String part, Standing standing, String text) {
    /** Ways in which a part can stand. */
    public enum Standing {
        /** As it should be. */
        THERE,
        /** {@code up} would make or change it. */
        DIFFERS,
        /** Not as it should be, and left so. */
        LEFT,
        /** A person has to decide first. */
        BLOCKED,
        /** A bucket that can be read past the Worker. */
        OPEN,
        /** It couldn't be read. */
        UNSEEN
    }

    static Observation of(String part, Finding finding) {
        // A switch over types needs a later Java.
        if (finding instanceof Finding.Step step) {
            return new Observation(part, Standing.DIFFERS, step.verb() + " " + step.text());
        }
        if (finding instanceof Finding.Blocked) {
            return new Observation(part, Standing.BLOCKED, finding.text());
        }
        Standing standing = finding instanceof Finding.Left ? Standing.LEFT : Standing.THERE;
        return new Observation(part, standing, finding.text());
    }
}
