package dev.edgepass.consumer.notice.mail;

import jakarta.mail.MessagingException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.MailSendException;

/** Tells a mail that the server refuses for good from a server that is away (RFC 5321 section 4.2.1: 5yz). */
final class Refusals {
    /** About the login, whatever the mail is (RFC 4954). */
    private static final Set<Integer> OF_THE_LOGIN = Set.of(530, 534, 535, 538);

    private static final int MOST_LINKS = 20;

    private Refusals() {}

    /** The server's code; empty where another attempt with the same mail may succeed. */
    static OptionalInt permanent(Exception failure) {
        return chain(failure).stream()
                .mapToInt(Refusals::code)
                .filter(code -> code >= 500 && code <= 599 && !OF_THE_LOGIN.contains(code))
                .findFirst();
    }

    private static int code(Throwable failure) {
        return failure instanceof SMTPAddressFailedException address
                ? address.getReturnCode()
                : failure instanceof SMTPSendFailedException send ? send.getReturnCode() : 0;
    }

    /** Spring keeps a message's failure apart from the causes, and Jakarta Mail has a chain of its own. */
    private static List<Throwable> chain(Exception failure) {
        List<Throwable> all = new ArrayList<>();
        if (failure instanceof MailSendException send) {
            for (Exception one : send.getMessageExceptions()) {
                addAll(all, one);
            }
        }
        addAll(all, failure);
        return all;
    }

    private static void addAll(List<Throwable> all, @Nullable Throwable first) {
        Throwable next = first;
        for (int i = 0; next != null && i < MOST_LINKS; i++) {
            all.add(next);
            next = next instanceof MessagingException mail ? mail.getNextException() : next.getCause();
        }
    }
}
