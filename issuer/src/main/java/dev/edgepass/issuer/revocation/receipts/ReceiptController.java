package dev.edgepass.issuer.revocation.receipts;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /revocations/{id}/receipts}. */
@RestController
class ReceiptController {
    private final Receipts receipts;

    ReceiptController(Receipts receipts) {
        this.receipts = receipts;
    }

    @GetMapping("/api/v1/media/revocations/{id}/receipts")
    Receipts.Answer read(@PathVariable String id) {
        return receipts.of(id);
    }
}
