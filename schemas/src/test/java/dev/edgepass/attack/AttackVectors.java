package dev.edgepass.attack;

import dev.edgepass.decision.DecisionVector;
import dev.edgepass.decision.DecisionVectors;
import dev.edgepass.decision.JvmDecision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Hostile requests to the usual feed of {@link DecisionVectors}, which also has their keys. The same seed gives the same attacks, each with its name. */
public final class AttackVectors {
    private static final int EDITS = 300;
    private static final int INVENTED = 2_000;
    private static final String PATH = "projects/42/a.jpg";

    private final TokenForge forge;
    private final long seed;

    public AttackVectors(DecisionVectors vectors, long seed) {
        this.forge = new TokenForge(vectors);
        this.seed = seed;
    }

    /** The attacks that are known, with the verdicts that they must get. */
    public List<DecisionVector> known() {
        List<DecisionVector> all = new ArrayList<>();
        all.addAll(AlgorithmAttacks.of(forge));
        all.addAll(HeaderAttacks.of(forge));
        all.addAll(SignatureAttacks.of(forge, seed));
        all.addAll(EncodingAttacks.of(forge));
        all.addAll(CompositionAttacks.of(forge));
        all.addAll(JsonAttacks.of(forge));
        all.addAll(ClaimAttacks.of(forge));
        all.addAll(KeyAttacks.of(forge));
        return all;
    }

    /** Good tokens that were edited after they had been signed, with what {@code jvm} says: equal verdicts are what they ask for. */
    public List<DecisionVector> editedAfterSigning(JvmDecision jvm) {
        return decided(new SeededMutations(forge, seed).ofText(EDITS), jvm);
    }

    /** Headers and claims that were edited before they were signed, with what {@code jvm} says. */
    public List<DecisionVector> editedBeforeSigning(JvmDecision jvm) {
        SeededMutations mutations = new SeededMutations(forge, seed);
        Map<String, String> tokens = mutations.ofClaims(EDITS);
        tokens.putAll(mutations.ofHeader(EDITS));
        return decided(tokens, jvm);
    }

    /** Good tokens with a claim of invented JSON, with what {@code jvm} says: its JSON reader isn't the one that the Worker has. */
    public List<DecisionVector> invented(JvmDecision jvm) {
        InventedJson json = new InventedJson(new Random(seed));
        Map<String, String> tokens = new LinkedHashMap<>();
        for (int i = 0; i < INVENTED; i++) {
            tokens.put("invented " + i, forge.withClaims(forge.claimsAnd(",\"x\":" + json.value())));
        }
        return decided(tokens, jvm);
    }

    /** Tokens far longer than any, up to 1 MB; most are past what HTTP servers take in a URL. */
    public Map<String, String> oversized() {
        Map<String, String> tokens = new LinkedHashMap<>();
        for (int length : new int[] {4_000, 16_000, 100_000, 1_000_000}) {
            tokens.put(length + " letters", "a".repeat(length));
            tokens.put(length + " dots", ".".repeat(length));
            tokens.put(length + " characters of empty parts", "e30.".repeat(length / 4));
            tokens.put(
                    length + " characters, signed",
                    forge.withClaims(forge.claimsAnd(",\"x\":\"" + "x".repeat(length / 4 * 3) + "\"")));
            tokens.put(length + " characters of nested arrays, signed", forge.withClaims("[".repeat(length / 4 * 3)));
        }
        return tokens;
    }

    private static List<DecisionVector> decided(Map<String, String> tokens, JvmDecision jvm) {
        List<DecisionVector> decided = new ArrayList<>();
        tokens.forEach((name, token) -> {
            DecisionVector open = new DecisionVector(name, PATH, token, null, null, "");
            decided.add(new DecisionVector(name, PATH, token, null, null, jvm.verdict(open)));
        });
        return decided;
    }
}
