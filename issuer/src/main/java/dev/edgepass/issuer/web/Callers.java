package dev.edgepass.issuer.web;

import dev.edgepass.issuer.identity.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.stereotype.Component;

/** For whom a call counts: tenant and subject of its login, or its address where the endpoint needs no login. */
@Component
record Callers(ClientAddresses addresses) {
    List<String> of(Endpoint endpoint, HttpServletRequest request) {
        if (endpoint.authority() == Authority.PUBLIC) {
            return List.of(addresses.of(request).value());
        }
        Caller caller = CurrentCaller.require();
        return List.of(caller.tenant() == null ? "" : caller.tenant(), caller.subject());
    }
}
