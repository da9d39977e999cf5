package dev.edgepass.attack;

import dev.edgepass.decision.DecisionVector;
import dev.edgepass.decision.JvmDecision;
import dev.edgepass.decision.Refusal;
import java.util.ArrayList;
import java.util.List;

/** Vectors as they are thought of, each with the verdict that it must get. */
final class Catalogue {
    private static final String PATH = "projects/42/a.jpg";

    private final List<DecisionVector> vectors = new ArrayList<>();
    private final String group;

    /**
     * @param group begins the name of each vector
     */
    Catalogue(String group) {
        this.group = group;
    }

    List<DecisionVector> vectors() {
        return List.copyOf(vectors);
    }

    void malformed(String name, String token) {
        add(name, token, Refusal.MALFORMED_TOKEN);
    }

    void badSignature(String name, String token) {
        add(name, token, Refusal.BAD_SIGNATURE);
    }

    void add(String name, String token, Refusal refusal) {
        add(name, PATH, token, refusal.code());
    }

    /** What looks like an attack and is a token as good as any: refusing it would be a second set of rules. */
    void granted(String name, String token) {
        add(name, PATH, token, JvmDecision.GRANTED);
    }

    void add(String name, String path, String token, String verdict) {
        vectors.add(new DecisionVector(group + ": " + name, path, token, null, null, verdict));
    }
}
