package dev.edgepass.issuer.views;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** {@code POST /usage}: what an isolate of the Worker counted of views. */
@RestController
class ReportController {
    private final Reports reports;

    ReportController(Reports reports) {
        this.reports = reports;
    }

    /** @param signed that its signature was verified, before the call took a permit; without it there is no call */
    @PostMapping(path = "/api/v1/media/usage", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Void> report(
            @RequestBody(required = false) byte[] body, @RequestAttribute(SignedReport.ATTRIBUTE) SignedReport signed) {
        reports.write(signed, body == null ? new byte[0] : body);
        return ResponseEntity.status(HttpStatus.ACCEPTED).build();
    }
}
