package dev.edgepass.edge.build;

import dev.edgepass.edge.substitute.JsString;
import dev.edgepass.edge.substitute.JsStringBuilder;
import java.util.Arrays;
import java.util.List;
import org.teavm.model.AccessLevel;
import org.teavm.model.ClassHolder;
import org.teavm.model.ClassHolderTransformer;
import org.teavm.model.ClassHolderTransformerContext;
import org.teavm.model.ClassReader;
import org.teavm.model.MethodDescriptor;
import org.teavm.model.MethodHolder;
import org.teavm.model.MethodReader;
import org.teavm.model.ReferenceCache;
import org.teavm.model.ValueType;
import org.teavm.model.emit.ProgramEmitter;
import org.teavm.model.emit.ValueEmitter;
import org.teavm.model.util.ModelUtils;
import org.teavm.parsing.ClassRefsRenamer;

/**
 * Compiles {@link JsStringBuilder} in the place of {@code StringBuilder}, and the methods of {@link JsString} in the place of those of {@code String}: TeaVM's are
 * loops over characters. ({@link Substitutions} can't: TeaVM's class library comes first on the class path.)
 */
public final class SmallClassLibrary implements ClassHolderTransformer {
    @Override
    public void transformClass(ClassHolder cls, ClassHolderTransformerContext context) {
        if (cls.getName().equals(StringBuilder.class.getName())) {
            replace(cls, source(JsStringBuilder.class, context));
        } else if (cls.getName().equals(String.class.getName())) {
            delegate(cls, source(JsString.class, context), context);
        }
    }

    private static ClassReader source(Class<?> cls, ClassHolderTransformerContext context) {
        return context.getHierarchy().getClassSource().get(cls.getName());
    }

    private static void replace(ClassHolder cls, ClassReader by) {
        ClassHolder renamed = new ClassRefsRenamer(
                        new ReferenceCache(), name -> name.equals(by.getName()) ? cls.getName() : name)
                .rename(ModelUtils.copyClass(by, new ClassHolder(by.getName())));
        List.copyOf(cls.getMethods()).forEach(cls::removeMethod);
        List.copyOf(cls.getFields()).forEach(cls::removeField);
        cls.setParent(Object.class.getName());
        cls.getInterfaces().clear();
        for (MethodHolder method : List.copyOf(renamed.getMethods())) {
            renamed.removeMethod(method);
            cls.addMethod(method);
        }
        for (var field : List.copyOf(renamed.getFields())) {
            renamed.removeField(field);
            cls.addField(field);
        }
    }

    /** Every public method of {@code by} in the place of the one of the same name, of the object that {@code by} has as its first parameter. */
    private static void delegate(ClassHolder cls, ClassReader by, ClassHolderTransformerContext context) {
        for (MethodReader method : by.getMethods()) {
            if (method.getLevel() == AccessLevel.PUBLIC) {
                delegate(cls, method, context);
            }
        }
    }

    private static void delegate(ClassHolder cls, MethodReader by, ClassHolderTransformerContext context) {
        ValueType[] signature = by.getSignature();
        MethodHolder method =
                cls.getMethod(new MethodDescriptor(by.getName(), Arrays.copyOfRange(signature, 1, signature.length)));
        ProgramEmitter emitter = ProgramEmitter.create(method, context.getHierarchy());
        ValueEmitter[] arguments = new ValueEmitter[by.parameterCount()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = emitter.var(i, by.parameterType(i));
        }
        emitter.invoke(by.getOwnerName(), by.getName(), by.getResultType(), arguments)
                .returnValue();
    }
}
