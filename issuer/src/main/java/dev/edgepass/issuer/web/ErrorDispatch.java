package dev.edgepass.issuer.web;

import dev.edgepass.issuer.Refusals;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Errors that arise outside of the controllers (the firewall, Tomcat) come here by the container's error dispatch. */
@RestController
class ErrorDispatch implements ErrorController {
    private final Refusals refusals;

    ErrorDispatch(Refusals refusals) {
        this.refusals = refusals;
    }

    @RequestMapping("${server.error.path:/error}")
    ResponseEntity<Object> error(HttpServletRequest request) {
        Object status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        return ProblemBody.answer(
                ProblemAdvice.ofStatus(status instanceof Integer code ? code : 404), new HttpHeaders(), refusals);
    }
}
