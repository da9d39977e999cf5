/**
 * Answers from one state of the index. A point in time is the fold of the control events that name the token's or the link's handles, by the rules of the live folds
 * ({@link dev.edgepass.revocation.HandleChange}, {@link dev.edgepass.key.SigningKeys}, {@code ControlFold}) and of the edge ({@link dev.edgepass.decision.ViewPolicy}): there is no other
 * set of rules.
 */
@NullMarked
package dev.edgepass.consumer.audit.question;

import org.jspecify.annotations.NullMarked;
