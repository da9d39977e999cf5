package dev.edgepass.edge.build;

import org.teavm.backend.javascript.TeaVMJavaScriptHost;
import org.teavm.backend.javascript.codegen.SourceWriter;
import org.teavm.backend.javascript.rendering.RenderingManager;
import org.teavm.vm.BuildTarget;
import org.teavm.vm.spi.RendererListener;
import org.teavm.vm.spi.TeaVMHost;
import org.teavm.vm.spi.TeaVMPlugin;

/**
 * Leaves one object of each class behind, with no field set. V8 holds the shape of a class's objects only as long as there are any, and those of a request are gone
 * when it is over: so each full garbage collection would throw away the code that was optimised for them, to be interpreted and compiled once more (3 to 6 % of
 * the CPU of a view).
 */
public final class LastingShapes implements TeaVMPlugin, RendererListener {
    private SourceWriter writer;

    @Override
    public void install(TeaVMHost host) {
        host.getExtension(TeaVMJavaScriptHost.class).add(this);
    }

    @Override
    public void begin(RenderingManager context, BuildTarget target) {
        writer = context.getWriter();
    }

    /** What comes here stands after the classes and what is known of them. */
    @Override
    public void complete() {
        writer.appendFunction("$rt_allClasses")
                .append(".forEach(c=>c.kept=new c());")
                .newLine();
    }
}
