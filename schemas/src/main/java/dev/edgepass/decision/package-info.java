/**
 * The decision on a view: may this token see this object now? Edge, issuer and auditor share it (docs/edge.md). Pure Java; the caller passes the time.
 *
 * <ul>
 *   <li>{@link dev.edgepass.decision.TokenRules}: the rules for a token alone: issuer, audience, times.
 *   <li>{@link dev.edgepass.decision.ViewPolicy}: all rules of a view, in the order of refusals that is part of the contract.
 *   <li>{@link dev.edgepass.decision.Clearance}: the revocation state of one token's or object's handles, kept until the head changes.
 *   <li>{@link dev.edgepass.decision.Refusal}: the reasons of a refusal, as problem types.
 * </ul>
 */
@NullMarked
package dev.edgepass.decision;

import org.jspecify.annotations.NullMarked;
