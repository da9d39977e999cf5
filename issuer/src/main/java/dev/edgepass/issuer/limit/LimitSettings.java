package dev.edgepass.issuer.limit;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * {@code edgepass.limits}: how often one caller may call, each a {@link Rate} such as {@code 600/m}.
 *
 * @param mint media tokens for a login
 * @param write what else makes or changes something
 * @param revoke revocations, lifts, closing, suspending and the like: generous, since no caller should be kept from revoking
 * @param read the rest
 * @param publicCalls calls without a login that do something, by {@link ClientAddress}
 * @param pages pages, their files and public keys, by address
 * @param health by address
 * @param addressHeader where a proxy puts the client's address, such as {@code CF-Connecting-IP}. Without it, the address of the connection
 * @param trustedProxies whose connections are believed about that header; by default this machine and private networks
 */
@ConfigurationProperties("edgepass.limits")
public record LimitSettings(
        @DefaultValue("1200/m") Rate mint,
        @DefaultValue("120/m") Rate write,
        @DefaultValue("12000/m") Rate revoke,
        @DefaultValue("1200/m") Rate read,
        @DefaultValue("240/m") @Name("public") Rate publicCalls,
        @DefaultValue("1200/m") Rate pages,
        @DefaultValue("1200/m") Rate health,
        @Nullable String addressHeader,

        @DefaultValue({"127.0.0.0/8", "::1/128", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"})
        List<IpNetwork> trustedProxies) {}
