package dev.edgepass.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.edgepass.encoding.MalformedException;
import dev.edgepass.tlog.LogProof;

/** An accepted proof of inclusion has one spelling. */
public final class ProofFuzz {
    private ProofFuzz() {}

    public static void fuzzerTestOneInput(byte[] input) {
        LogProof proof;
        try {
            proof = LogProof.parse(input);
        } catch (MalformedException e) {
            return;
        }
        assertThat(proof.toBytes()).isEqualTo(input);
    }
}
