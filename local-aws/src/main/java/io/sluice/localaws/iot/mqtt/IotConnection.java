/*
 * Copyright Sluice contributors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.sluice.localaws.iot.mqtt;

import io.sluice.broker.ConnectionGate;
import io.sluice.broker.GateVerdict;
import io.sluice.broker.GatedClient;
import io.sluice.broker.GatedPublish;
import io.sluice.broker.GatedPublish.PublishProperties;
import io.sluice.broker.GatedSubscription;
import io.sluice.iotsql.MessageContext;
import io.sluice.iotsql.UserProperty;
import io.sluice.localaws.access.AccessLog;
import io.sluice.localaws.access.Caller;
import io.sluice.localaws.iot.engine.BasicIngest;
import io.sluice.localaws.iot.engine.IotMessage;
import io.sluice.localaws.iot.engine.RuleEngine;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection to AWS IoT Core. A QoS 1 publish is acknowledged when the rules are done
 * with it, which AWS does not promise: so a crash here loses nothing that was acknowledged.
 *
 * <p>Source: AWS IoT Developer Guide, "MQTT"; "AWS IoT Core endpoints and quotas".
 */
final class IotConnection implements ConnectionGate {

    // MQTT 5, 2.4
    private static final int QUOTA_EXCEEDED = 0x97;
    private static final int RETAIN_NOT_SUPPORTED = 0x9A;
    private static final int QOS_NOT_SUPPORTED = 0x9B;

    private static final CompletionStage<GateVerdict> DISCARD =
            CompletableFuture.completedFuture(GateVerdict.DISCARD);

    private final GatedClient client;
    private final RuleEngine engine;
    private final @Nullable ConnectionRates rates;
    private final @Nullable String principal;
    private final String sourceIp;
    private final Caller caller;
    private final Set<String> filters = new HashSet<>();
    private final AtomicInteger unfinished = new AtomicInteger();

    IotConnection(
            GatedClient client, RuleEngine engine, AccessLog log, @Nullable ConnectionRates rates) {
        this.client = client;
        this.engine = engine;
        this.rates = rates;
        this.principal =
                client.certificates().isEmpty()
                        ? null
                        : certificateId(client.certificates().get(0));
        this.sourceIp =
                client.address() instanceof InetSocketAddress inet
                        ? inet.getAddress().getHostAddress()
                        : "";
        this.caller = log.caller(principal == null ? AccessLog.ANONYMOUS : "cert/" + principal);
        caller.asksFor("iot:Connect", "client/" + client.clientId());
    }

    @Override
    public Duration delay(int bytes) {
        return rates == null ? Duration.ZERO : rates.delay(bytes);
    }

    @Override
    public CompletionStage<GateVerdict> publish(GatedPublish publish) {
        if (rates != null && !rates.admitPublish()) {
            engine.counters().count("PublishIn.Throttle");
            return DISCARD;
        }
        caller.asksFor("iot:Publish", "topic/" + publish.topic());
        if (publish.retain()) {
            caller.asksFor("iot:RetainPublish", "topic/" + publish.topic());
        }
        boolean ingest = publish.topic().startsWith(BasicIngest.PREFIX);
        int refused = publish.qos() > 1 ? QOS_NOT_SUPPORTED : Topics.publishable(publish.topic());
        if (refused == 0 && ingest && publish.retain()) {
            refused = RETAIN_NOT_SUPPORTED;
        }
        if (refused != 0) {
            engine.counters()
                    .count(refused == 0x87 ? "PublishIn.AuthError" : "PublishIn.ClientError");
            boolean told = client.isMqtt5() && publish.qos() == 1 && refused < RETAIN_NOT_SUPPORTED;
            return CompletableFuture.completedFuture(
                    told ? GateVerdict.acknowledge(refused) : GateVerdict.disconnect(refused));
        }
        engine.counters().count("PublishIn.Success");
        GateVerdict verdict = ingest ? GateVerdict.acknowledge(0) : GateVerdict.PASS;
        CompletionStage<Void> done =
                engine.process(IotMessage.of(publish.topic(), publish.payload(), context(publish)));
        if (publish.qos() == 0 && unfinished.incrementAndGet() <= IotLimits.MAX_UNACKNOWLEDGED) {
            // nobody waits for an acknowledgement, and its client may be gone in a moment
            done.whenComplete((nothing, failure) -> unfinished.decrementAndGet());
            return CompletableFuture.completedFuture(verdict);
        }
        return done.whenComplete(
                        (nothing, failure) -> {
                            if (publish.qos() == 0) {
                                unfinished.decrementAndGet();
                            }
                        })
                .thenApply(nothing -> verdict);
    }

    @Override
    public int subscribe(List<GatedSubscription> subscriptions) {
        subscriptions.forEach(
                one -> caller.asksFor("iot:Subscribe", "topicfilter/" + one.filter()));
        int answer = judge(subscriptions);
        engine.counters().count(answer == 0 ? "Subscribe.Success" : "Subscribe.ClientError");
        if (answer == 0) {
            subscriptions.forEach(subscription -> filters.add(subscription.filter()));
        }
        return answer;
    }

    @Override
    public void unsubscribe(List<String> taken) {
        taken.forEach(filters::remove);
    }

    @Override
    public void delivered(String topic) {
        caller.asksFor("iot:Receive", "topic/" + topic);
    }

    @Override
    public void disconnected() {
        engine.counters().count("Disconnect");
    }

    private int judge(List<GatedSubscription> subscriptions) {
        Set<String> all = new HashSet<>(filters);
        for (GatedSubscription subscription : subscriptions) {
            int refused = Topics.subscribable(subscription.filter());
            if (refused != 0) {
                return refused;
            }
            if (subscription.qos() > 1) {
                return GateVerdict.DISCONNECT_FLAG + QOS_NOT_SUPPORTED;
            }
            all.add(subscription.filter());
        }
        return subscriptions.size() > IotLimits.MAX_FILTERS_PER_SUBSCRIBE
                        || all.size() > IotLimits.MAX_SUBSCRIPTIONS
                ? QUOTA_EXCEEDED
                : 0;
    }

    private MessageContext context(GatedPublish publish) {
        PublishProperties properties = publish.properties();
        return new MessageContext(
                publish.clientId(),
                principal,
                sourceIp,
                null,
                Boolean.TRUE.equals(properties.utf8()),
                properties.contentType(),
                properties.responseTopic(),
                properties.correlationData(),
                properties.userProperties().stream()
                        .map(property -> new UserProperty(property.name(), property.value()))
                        .toList());
    }

    /** AWS's id of a certificate: the SHA-256 of its DER form, in hexadecimal. */
    private static String certificateId(X509Certificate certificate) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (CertificateEncodingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("a certificate that TLS has accepted", e);
        }
    }
}
