package dev.edgepass.issuer.web;

import dev.edgepass.issuer.Refusals;
import org.apache.catalina.core.StandardHost;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Tomcat, where properties don't reach. */
@Configuration(proxyBeanMethods = false)
class TomcatConfiguration {
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> edgesOfTomcat(Refusals refusals) {
        return tomcat -> {
            tomcat.addEngineValves(new UnreadBodies());
            tomcat.addContextCustomizers(context -> {
                StandardHost host = (StandardHost) context.getParent();
                // Tomcat makes one of this class unless there is one.
                host.setErrorReportValveClass(ProblemReport.class.getName());
                host.getPipeline().addValve(new ProblemReport(refusals));
            });
        };
    }
}
