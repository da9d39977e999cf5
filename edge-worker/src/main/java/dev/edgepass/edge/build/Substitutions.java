package dev.edgepass.edge.build;

import java.util.List;
import org.teavm.extension.spi.substitution.SimpleSubstitutionPolicy;
import org.teavm.extension.spi.substitution.SubstitutionSink;

/** Tells TeaVM, at build time, that {@code JsX} of the package {@code substitute} is to be compiled wherever {@code X} is used. */
public final class Substitutions extends SimpleSubstitutionPolicy {
    private static final String SUBSTITUTES = "dev.edgepass.edge.substitute";

    private static final List<String> SUBSTITUTED = List.of(
            "dev.edgepass.encoding.Base64Url",
            "dev.edgepass.encoding.JsonObject",
            "dev.edgepass.encoding.JsonReader",
            "dev.edgepass.encoding.JsonWriter",
            "dev.edgepass.encoding.Utf8");

    static List<String> substituted() {
        return SUBSTITUTED;
    }

    @Override
    public void contribute(SubstitutionSink sink) {
        for (String name : SUBSTITUTED) {
            sink.selectClasses(named(name))
                    .replacePackage(name.substring(0, name.lastIndexOf('.')), SUBSTITUTES)
                    .simpleNamePrefix("Js");
        }
    }
}
