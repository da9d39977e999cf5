package dev.edgepass.edge.build;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.edgepass.edge.substitute.JsString;
import dev.edgepass.edge.substitute.JsStringBuilder;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** TeaVM says nothing where a name is wrong: it compiles the class that was to be replaced. */
class SubstitutionsTest {
    @ParameterizedTest
    @MethodSource("dev.edgepass.edge.build.Substitutions#substituted")
    void a_substitute_has_no_method_that_the_class_itself_lacks(String name) throws Exception {
        Class<?> original = Class.forName(name);
        Class<?> substitute = Class.forName("dev.edgepass.edge.substitute.Js" + original.getSimpleName());

        for (Method method : substitute.getDeclaredMethods()) {
            if (Modifier.isPublic(method.getModifiers())) {
                Class<?>[] parameters = method.getParameterTypes();
                assertThatCode(() -> original.getDeclaredMethod(method.getName(), parameters))
                        .as(method.toString())
                        .doesNotThrowAnyException();
            }
        }
    }

    /** The JVM's classes may read with Jackson and the JDK (ADR 17). */
    @Test
    void a_shared_class_that_is_not_pure_java_has_a_substitute() {
        JavaClasses shared = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .withImportOption(location -> !location.contains("-tests.jar"))
                .importPackages(
                        "dev.edgepass.encoding",
                        "dev.edgepass.jws",
                        "dev.edgepass.token",
                        "dev.edgepass.feed",
                        "dev.edgepass.decision",
                        "dev.edgepass.media");

        noClasses()
                .that(describe("have no substitute", SubstitutionsTest::hasNoSubstitute))
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(
                        "dev.edgepass..", "java.lang", "java.lang.runtime", "java.util", "org.jspecify..")
                .check(shared);
    }

    private static boolean hasNoSubstitute(JavaClass type) {
        String outermost = type.getName().replaceFirst("\\$.*", "");
        return !Substitutions.substituted().contains(outermost);
    }

    @Test
    void methods_of_the_class_library_are_there_to_be_replaced() throws Exception {
        for (Method method : JsString.class.getDeclaredMethods()) {
            if (Modifier.isPublic(method.getModifiers())) {
                Class<?>[] parameters = method.getParameterTypes();
                Class<?>[] rest = Arrays.copyOfRange(parameters, 1, parameters.length);
                assertThat(String.class.getMethod(method.getName(), rest).getReturnType())
                        .isEqualTo(method.getReturnType());
            }
        }
        for (Method method : JsStringBuilder.class.getDeclaredMethods()) {
            assertThat(StringBuilder.class.getMethod(method.getName(), method.getParameterTypes()))
                    .isNotNull();
        }
    }
}
