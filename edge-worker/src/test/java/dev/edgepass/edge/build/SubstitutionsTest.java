package dev.edgepass.edge.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.edgepass.edge.substitute.JsArrays;
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
        for (Method method : JsArrays.class.getDeclaredMethods()) {
            assertThat(Arrays.class.getMethod(method.getName(), method.getParameterTypes()))
                    .isNotNull();
        }
    }
}
