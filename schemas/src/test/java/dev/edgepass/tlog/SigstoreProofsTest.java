package dev.edgepass.tlog;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sigstore.merkle.InclusionProofVerificationException;
import dev.sigstore.merkle.InclusionProofVerifier;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Inclusion proofs are verified by Sigstore's client, too. */
class SigstoreProofsTest {
    private static final int SIZE = 300;

    @Test
    void sigstores_verifier_takes_our_proofs_and_no_other_entry() throws IOException {
        List<byte[]> entries = Entries.of(SIZE);
        TreeReader tree = new TreeReader(Entries.log(entries), SIZE);
        MerkleHasher hasher = new MerkleHasher();
        for (int size : List.of(1, 2, 3, 255, 256, 257, SIZE)) {
            byte[] root = tree.root(size).toBytes();
            for (int index = 0; index < size; index++) {
                long at = index;
                byte[] leaf = hasher.leaf(entries.get(index)).toBytes();
                List<byte[]> path = tree.inclusion(index, size).path().stream()
                        .map(Hash::toBytes)
                        .toList();

                assertThatCode(() -> InclusionProofVerifier.verify(leaf, at, size, path, root))
                        .doesNotThrowAnyException();
                assertThatThrownBy(() -> InclusionProofVerifier.verify(new byte[32], at, size, path, root))
                        .isInstanceOf(InclusionProofVerificationException.class);
            }
        }
    }
}
