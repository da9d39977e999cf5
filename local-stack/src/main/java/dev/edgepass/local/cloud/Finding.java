package dev.edgepass.local.cloud;

import java.util.List;

/** How one part of a deployment stands to what is wanted. */
sealed interface Finding {
    /** For the person at the terminal. */
    String text();

    /** All is as it should be. */
    record There(String text) implements Finding {}

    /**
     * What there is to do.
     *
     * @param verb {@code make}, {@code change} or {@code delete}
     * @param key in the {@link CloudRecord}; empty where nothing is recorded
     * @param calls in this order
     */
    record Step(String verb, String text, String key, List<Call> calls) implements Finding {
        public Step {
            calls = List.copyOf(calls);
        }

        static Step make(String text, String key, Call... calls) {
            return new Step("make", text, key, List.of(calls));
        }

        static Step change(String text, String key, Call... calls) {
            return new Step("change", text, key, List.of(calls));
        }

        static Step delete(String text, String key, Call... calls) {
            return new Step("delete", text, key, List.of(calls));
        }
    }

    /** It isn't as it should be, and stays so; the deployment works without. */
    record Left(String text) implements Finding {}

    /** A person has to decide first: nothing is changed before that. */
    record Blocked(String text) implements Finding {}
}
