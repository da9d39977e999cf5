/** The rim towards HTTP: who may call what, strict JSON, errors as problems, the pages' addresses. */
@NullMarked
package dev.edgepass.issuer.web;

import org.jspecify.annotations.NullMarked;
