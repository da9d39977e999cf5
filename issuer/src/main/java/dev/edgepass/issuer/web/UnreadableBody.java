package dev.edgepass.issuer.web;

import dev.edgepass.issuer.problem.Problem;
import dev.edgepass.issuer.problem.ProblemType;
import java.util.List;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Why a body couldn't be read, said by the member's name and never by its value. */
final class UnreadableBody {
    private UnreadableBody() {}

    static Problem problem(HttpMessageNotReadableException e) {
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof UnrecognizedPropertyException unknown) {
                return ProblemType.invalid(
                                path(unknown),
                                "unknown member (expected: one of " + unknown.getKnownPropertyIds() + ")")
                        .problem();
            }
            if (cause instanceof MismatchedInputException mismatch
                    && !mismatch.getPath().isEmpty()) {
                return ProblemType.invalid(path(mismatch), "wrong type or value (expected: " + expected(mismatch) + ")")
                        .problem();
            }
            if (cause instanceof StreamReadException syntax) {
                return ProblemType.INVALID_REQUEST.detail(
                        "The body isn't one JSON object without duplicate members (line "
                                + syntax.getLocation().getLineNr() + ", column "
                                + syntax.getLocation().getColumnNr() + ").");
            }
        }
        return ProblemType.INVALID_REQUEST.detail("The body isn't the JSON object that is expected here.");
    }

    private static String path(JacksonException e) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference reference : e.getPath()) {
            if (reference.getPropertyName() != null) {
                path.append(path.isEmpty() ? "" : ".").append(reference.getPropertyName());
            } else {
                path.append('[').append(reference.getIndex()).append(']');
            }
        }
        return path.toString();
    }

    private static String expected(MismatchedInputException e) {
        Class<?> type = e.getTargetType();
        if (type == null) {
            return "another one";
        }
        if (List.class.isAssignableFrom(type)) {
            return "a list";
        }
        if (type == String.class) {
            return e instanceof InvalidFormatException ? "well-formed Unicode" : "a string";
        }
        if (type == int.class || type == Integer.class) {
            return "a whole number";
        }
        return type == boolean.class || type == Boolean.class ? "true or false" : "an object";
    }
}
