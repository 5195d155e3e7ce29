package dev.parley.api;

import dev.parley.api.access.AdminKeys;
import dev.parley.api.audit.AuditConfig;
import dev.parley.api.console.ConsoleConfig;
import dev.parley.api.demo.DemoConfig;
import dev.parley.api.emit.EmitLimits;
import dev.parley.api.idempotency.IdempotencyLimits;
import dev.parley.cluster.InquiryLimits;
import java.util.Optional;

/**
 * The HTTP API for backends.
 *
 * @param maxBody bytes of a request body
 * @param emit how much one emit may ask for
 * @param idempotency what idempotency keys may cost
 * @param maxPage things in one answer that lists something
 * @param acks what emits that ask for acknowledgements may cost
 * @param admins open the admin API
 * @param docs whether there are pages that show the documents
 * @param demo the chat that shows what there is, if it is on
 * @param audit how much of what admins did is kept
 * @param console for operators
 */
public record ApiConfig(
        int maxBody,
        EmitLimits emit,
        IdempotencyLimits idempotency,
        int maxPage,
        InquiryLimits acks,
        AdminKeys admins,
        boolean docs,
        Optional<DemoConfig> demo,
        AuditConfig audit,
        ConsoleConfig console) {

    /** The same with other keys for the admin. */
    public ApiConfig withAdmins(AdminKeys other) {
        return new ApiConfig(maxBody, emit, idempotency, maxPage, acks, other, docs, demo, audit, console);
    }
}
