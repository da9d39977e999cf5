package dev.edgepass.issuer.limit;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * {@code edgepass.limits}: how often one caller may call, each a {@link Rate} such as {@code 600/m}.
 *
 * @param mint media tokens for one login, such as 1200/m
 * @param write other calls of one login that make or change something, such as 120/m
 * @param revoke revocations, lifts, closing, suspending and the like of one login: generous, since no caller should be kept from revoking
 * @param read calls of one login that read
 * @param publicCalls calls of one address with a secret or a media token instead of a login
 * @param edge the Worker's reports of views, of all its isolates together
 * @param pages pages, their files and public keys for one address
 * @param health health for one address
 * @param addressHeader header in which a proxy puts the client's address, such as CF-Connecting-IP; without it the address of the connection counts
 * @param trustedProxies addresses and networks from which that header is believed; by default this machine and private networks
 */
@ConfigurationProperties("edgepass.limits")
public record LimitSettings(
        @DefaultValue("1200/m") Rate mint,
        @DefaultValue("120/m") Rate write,
        @DefaultValue("12000/m") Rate revoke,
        @DefaultValue("1200/m") Rate read,
        @DefaultValue("240/m") @Name("public") Rate publicCalls,
        @DefaultValue("12000/m") Rate edge,
        @DefaultValue("1200/m") Rate pages,
        @DefaultValue("1200/m") Rate health,
        @Nullable String addressHeader,

        @DefaultValue({"127.0.0.0/8", "::1/128", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"})
        List<IpNetwork> trustedProxies) {}
