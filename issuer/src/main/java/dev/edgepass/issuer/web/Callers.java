package dev.edgepass.issuer.web;

import dev.edgepass.issuer.identity.Caller;
import dev.edgepass.issuer.views.SignedReport;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * For whom a call counts: tenant and subject of its login, or its address where the endpoint needs no login. A report of views counts for its secret, once its signature was
 * verified, and never for an address: the Worker's calls may carry that of a viewer.
 */
@Component
record Callers(ClientAddresses addresses) {
    List<String> of(Endpoint endpoint, HttpServletRequest request) {
        if (endpoint.authority() == Authority.EDGE
                && request.getAttribute(SignedReport.ATTRIBUTE) instanceof SignedReport report) {
            return List.of(report.secret());
        }
        if (endpoint.authority() == Authority.PUBLIC || endpoint.authority() == Authority.EDGE) {
            return List.of(addresses.of(request).value());
        }
        Caller caller = CurrentCaller.require();
        return List.of(caller.tenant() == null ? "" : caller.tenant(), caller.subject());
    }
}
