package dev.edgepass.audit.answer;

/**
 * Answer of {@code GET /proofs}.
 *
 * @param leaf the event's line, to the byte
 * @param proof the text of a {@code .tlog-proof} file (c2sp.org/tlog-proof)
 * @param verifierKey under which the proof's checkpoint is signed
 */
public record ProofAnswer(String log, long offset, String leaf, String proof, String verifierKey) {}
