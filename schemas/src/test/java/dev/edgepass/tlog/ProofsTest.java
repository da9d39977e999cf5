package dev.edgepass.tlog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgepass.encoding.MalformedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Proofs made from tiles, beside the recursive definitions. */
class ProofsTest {
    private static final int SIZE = 700;
    private static final List<byte[]> ENTRIES = Entries.of(SIZE);
    private static final MemoryLog LOG = log();
    private static final MerkleHasher HASHER = new MerkleHasher();

    @Property(tries = 300)
    void inclusion_proofs_are_those_of_the_definition_and_hold(
            @ForAll @IntRange(min = 1, max = SIZE) int size, @ForAll @IntRange(min = 0, max = SIZE - 1) int entry)
            throws IOException {
        int index = entry % size;
        List<byte[]> entries = ENTRIES.subList(0, size);

        InclusionProof proof = new TreeReader(LOG, SIZE).inclusion(index, size);

        assertThat(proof.path()).isEqualTo(NaiveTree.path(index, entries));
        assertThat(proof.holds(HASHER.leaf(entries.get(index)), NaiveTree.root(entries)))
                .isTrue();
        assertThat(proof.holds(HASHER.leaf(new byte[0]), NaiveTree.root(entries)))
                .isFalse();
        assertChangesAreNoticed(
                proof.path(),
                path -> new InclusionProof(index, size, path)
                        .holds(HASHER.leaf(entries.get(index)), NaiveTree.root(entries)));
    }

    @Property(tries = 300)
    void consistency_proofs_are_those_of_the_definition_and_hold(
            @ForAll @IntRange(min = 1, max = SIZE) int size, @ForAll @IntRange(min = 1, max = SIZE) int before)
            throws IOException {
        int oldSize = 1 + (before - 1) % size;
        List<byte[]> entries = ENTRIES.subList(0, size);
        Hash oldRoot = NaiveTree.root(entries.subList(0, oldSize));
        Hash root = NaiveTree.root(entries);

        ConsistencyProof proof = new TreeReader(LOG, SIZE).consistency(oldSize, size);

        assertThat(proof.path()).isEqualTo(NaiveTree.proof(oldSize, entries));
        assertThat(proof.holds(oldRoot, root)).isTrue();
        assertThat(proof.holds(HASHER.leaf(new byte[0]), root)).isFalse();
        assertThat(proof.holds(oldRoot, HASHER.leaf(new byte[0]))).isFalse();
        assertChangesAreNoticed(proof.path(), path -> new ConsistencyProof(oldSize, size, path).holds(oldRoot, root));
    }

    @Test
    void an_empty_log_is_consistent_with_every_log_and_needs_no_proof() throws IOException {
        ConsistencyProof proof = new TreeReader(LOG, SIZE).consistency(0, SIZE);

        assertThat(proof.path()).isEmpty();
        assertThat(proof.holds(HASHER.empty(), NaiveTree.root(ENTRIES))).isTrue();
        assertThat(proof.holds(HASHER.leaf(new byte[0]), NaiveTree.root(ENTRIES)))
                .isFalse();
        assertThat(new ConsistencyProof(0, SIZE, List.of(HASHER.empty()))
                        .holds(HASHER.empty(), NaiveTree.root(ENTRIES)))
                .isFalse();
    }

    @Test
    void a_proof_of_hostile_length_is_refused() {
        List<Hash> path = Collections.nCopies(64, HASHER.empty());

        assertThatThrownBy(() -> new InclusionProof(0, Long.MAX_VALUE, path)).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> new ConsistencyProof(1, Long.MAX_VALUE, path)).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> new InclusionProof(5, 5, List.of())).isInstanceOf(MalformedException.class);
        assertThatThrownBy(() -> new ConsistencyProof(6, 5, List.of())).isInstanceOf(MalformedException.class);
    }

    @Test
    void a_proof_for_the_largest_tree_is_computed_without_overflow() {
        List<Hash> path = Collections.nCopies(63, HASHER.empty());

        assertThat(new InclusionProof(Long.MAX_VALUE - 1, Long.MAX_VALUE, path).holds(HASHER.empty(), HASHER.empty()))
                .isFalse();
        assertThat(new ConsistencyProof(Long.MAX_VALUE - 1, Long.MAX_VALUE, path).holds(HASHER.empty(), HASHER.empty()))
                .isFalse();
    }

    private interface Check {
        boolean holds(List<Hash> path);
    }

    private static void assertChangesAreNoticed(List<Hash> path, Check check) {
        List<Hash> longer = new ArrayList<>(path);
        longer.add(HASHER.empty());
        assertThat(check.holds(longer)).isFalse();
        for (int i = 0; i < path.size(); i++) {
            List<Hash> shorter = new ArrayList<>(path);
            shorter.remove(i);
            assertThat(check.holds(shorter)).isFalse();
            List<Hash> other = new ArrayList<>(path);
            other.set(i, HASHER.empty());
            assertThat(check.holds(other)).isFalse();
        }
    }

    private static MemoryLog log() {
        try {
            return Entries.log(ENTRIES);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
