package dev.edgepass.issuer.web;

import dev.edgepass.encoding.MalformedException;
import dev.edgepass.encoding.Utf8;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.jdk.StringDeserializer;

/**
 * Strings of requests. JSON can escape half of a surrogate pair, which is no text: it has no UTF-8 form and so no fingerprint, and no reader of the log takes a
 * target that is named so.
 */
final class WellFormedText extends StringDeserializer {
    @Override
    public String deserialize(JsonParser json, DeserializationContext context) {
        String text = super.deserialize(json, context);
        if (text != null) {
            try {
                Utf8.encode(text);
            } catch (MalformedException e) {
                return (String) context.handleWeirdStringValue(String.class, "(hidden)", "not well-formed Unicode");
            }
        }
        return text;
    }
}
