/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import org.jspecify.annotations.Nullable;
import org.openedx.hooks.HookSwitches;
import org.openedx.hooks.catalog.HookCatalog;
import org.openedx.hooks.spring.autoconfigure.OpenEdxHooksAutoConfiguration;
import org.openedx.hooks.spring.event.EventDelivery;
import org.openedx.hooks.spring.event.EventReceivers;
import org.openedx.hooks.spring.event.OpenEdxEventsAutoConfiguration;
import org.openedx.hooks.wire.EventCodecs;
import org.openedx.hooks.wire.EventJsonModule;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.event.TransactionalEventListener;
import tools.jackson.databind.json.JsonMapper;

/**
 * Auto-configuration of the event bus: what is published and consumed. A broker comes from a module of its own, as a
 * bean of type {@link EventBusBroker}. An application context whose parent has an event bus gets none of its own:
 * events would go there twice.
 *
 * @since 0.1.0
 */
@AutoConfiguration(
        after = {OpenEdxHooksAutoConfiguration.class, OpenEdxEventsAutoConfiguration.class},
        afterName = {
            "org.openedx.hooks.spring.bus.redis.RedisEventBusAutoConfiguration",
            "org.openedx.hooks.spring.bus.kafka.KafkaEventBusAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration",
            "org.springframework.boot.micrometer.tracing.brave.autoconfigure.BraveAutoConfiguration",
            "org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration",
            "org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration"
        },
        beforeName = "org.springframework.boot.micrometer.tracing.autoconfigure.NoopTracerAutoConfiguration")
@ConditionalOnMissingBean(EventBusBrokers.class)
@EnableConfigurationProperties(EventBusProperties.class)
public final class EventBusAutoConfiguration {

    /** No route can be enabled then. */
    private static final EventBusProducer NO_BROKER =
            message -> CompletableFuture.failedFuture(new IllegalStateException("There is no broker"));

    EventBusAutoConfiguration() {}

    @Bean
    static SecondsConverter openEdxEventBusSecondsConverter() {
        return new SecondsConverter();
    }

    @Bean
    static BusSettingNames openEdxEventBusSettingNames(ConfigurableEnvironment environment) {
        return new BusSettingNames(environment);
    }

    @Bean
    EventBusBrokers openEdxEventBusBrokers(
            ObjectProvider<EventBusBroker> brokers,
            EventBusProperties properties,
            ConfigurableEnvironment environment) {
        SettingOrigins origins = new SettingOrigins(environment);
        SettingsCheck.check(properties, origins);
        return EventBusBrokers.choose(
                brokers.orderedStream().toList(), properties.producer(), properties.consumer(), origins);
    }

    /** Never lazy: a wrong route shall keep the application from starting, however it is started. */
    @Bean
    @Lazy(false)
    EventBusRoutes openEdxEventBusRoutes(
            EventBusBrokers brokers,
            HookCatalog catalog,
            EventCodecs codecs,
            EventBusProperties properties,
            ObjectProvider<EventOutbox> outbox,
            ObjectProvider<ProducerRoutes> contributed,
            ConfigurableEnvironment environment,
            ListableBeanFactory beans) {
        EventBusBroker broker = brokers.producing();
        return new EventBusRoutes(
                new RoutePlanner(
                                catalog,
                                codecs,
                                properties,
                                broker == null ? null : broker.producer(),
                                outbox.getIfAvailable() != null ? null : MissingOutbox.reason(beans))
                        .plan(environment, contributed.orderedStream().toList()),
                broker != null);
    }

    @Bean
    LostEvents openEdxLostEvents(
            EventBusProperties properties, EventCodecs codecs, HookCatalog catalog, ObjectProvider<BusMeters> meters) {
        JsonMapper json = JsonMapper.builder()
                .addModule(new EventJsonModule(codecs, catalog))
                .build();
        return new LostEvents(json, properties.logEventData(), meters.getIfAvailable(() -> BusMeters.NONE));
    }

    @Bean
    EventPublisher openEdxEventPublisher(
            EventBusBrokers brokers, EventBusProperties properties, LostEvents lost, ObjectProvider<BusMeters> meters) {
        EventBusBroker broker = brokers.producing();
        return new EventPublisher(
                broker == null ? NO_BROKER : broker.producer(),
                properties.queueCapacity(),
                properties.flushTimeout(),
                lost,
                meters.getIfAvailable(() -> BusMeters.NONE),
                audit(properties, broker));
    }

    @Bean
    MeteredOutbox openEdxOutboxTelemetry(
            EventBusBrokers brokers, EventBusProperties properties, ObjectProvider<BusMeters> meters) {
        return new MeteredOutbox(
                meters.getIfAvailable(() -> BusMeters.NONE), audit(properties, brokers.producing()), background());
    }

    @Bean
    EventBusPublishing openEdxEventBusPublishing(EventBusBrokers brokers, EventPublisher publisher, LostEvents lost) {
        return new EventBusPublishing(brokers.producing(), publisher, lost);
    }

    @Bean
    RoutedEvents openEdxRoutedEvents(
            EventBusRoutes routes,
            EventPublisher publisher,
            ObjectProvider<EventOutbox> outbox,
            LostEvents lost,
            ObjectProvider<BusSpans> spans) {
        return new RoutedEvents(
                routes, publisher, outbox.getIfAvailable(), lost, spans.getIfAvailable(() -> BusSpans.NONE));
    }

    @Bean
    @Lazy(false)
    EventBusConsumers openEdxEventBusConsumers(
            EventBusBrokers brokers,
            EventBusProperties properties,
            HookCatalog catalog,
            EventCodecs codecs,
            ObjectProvider<EventDelivery> delivery,
            HookSwitches switches,
            ObjectProvider<WorkCycleCallback> callbacks,
            ObjectProvider<BusMeters> meters,
            ObjectProvider<BusSpans> spans,
            ObjectProvider<DeliveryTransaction> transactions,
            ConfigurableEnvironment environment) {
        EventBusBroker broker = brokers.consuming();
        ConsumerServices services = new ConsumerServices(
                catalog,
                codecs,
                delivery.getIfAvailable(() -> NoDelivery.INSTANCE),
                switches,
                callbacks.orderedStream().toList(),
                meters.getIfAvailable(() -> BusMeters.NONE),
                spans.getIfAvailable(() -> BusSpans.NONE),
                audit(properties, broker),
                hostName());
        return new ConsumerPlanner(
                        properties, broker, services, transactions, background(), new SettingOrigins(environment))
                .plan();
    }

    @Bean
    BusOperations openEdxEventBusOperations(
            EventBusBrokers brokers,
            EventBusRoutes routes,
            EventBusConsumers consumers,
            HookCatalog catalog,
            EventReceivers receivers) {
        return new BusOperations(brokers, routes, consumers, catalog, receivers);
    }

    @Bean
    ConsumerLifecycle openEdxEventBusConsumerLifecycle(
            ApplicationContext context,
            EventBusConsumers consumers,
            EventBusBrokers brokers,
            EventBusProperties properties,
            ObjectProvider<TransactionalReceivers> check) {
        EventBusBroker broker = brokers.consuming();
        Boolean enabled = broker == null ? null : broker.options().consumersEnabled();
        TransactionalReceivers receivers = check.getIfAvailable();
        return new ConsumerLifecycle(
                context,
                consumers,
                enabled != null ? enabled : properties.consumersEnabled(),
                receivers != null ? receivers : () -> {});
    }

    private static BusAudit audit(EventBusProperties properties, @Nullable EventBusBroker broker) {
        Boolean enabled = broker == null ? null : broker.options().auditLoggingEnabled();
        return new BusAudit(enabled != null ? enabled : properties.auditLoggingEnabled());
    }

    /** A thread while somebody wants to know how far the groups are, and none else. */
    private static ExecutorService background() {
        ThreadPoolExecutor executor =
                new ThreadPoolExecutor(1, 1, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "openedx-bus-insight");
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException ex) {
            return "localhost";
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MeterRegistry.class)
    @ConditionalOnBean(MeterRegistry.class)
    static class MetersConfiguration {

        @Bean
        BusTimers openEdxEventBusTimers(MeterRegistry registry) {
            return new BusTimers(registry);
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(value = ObservationRegistry.class, name = "io.micrometer.tracing.Tracer")
    @ConditionalOnBean(value = ObservationRegistry.class, type = "io.micrometer.tracing.Tracer")
    static class SpansConfiguration {

        @Bean
        BusObservations openEdxEventBusObservations(ObservationRegistry registry, EventBusProperties properties) {
            return new BusObservations(registry, properties.propagateTrace());
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({PlatformTransactionManager.class, TransactionalEventListener.class})
    static class TransactionConfiguration {

        @Bean
        TransactionalReceivers openEdxTransactionalReceivers(
                HookCatalog catalog,
                EventReceivers receivers,
                EventBusConsumers consumers,
                ApplicationContext context) {
            return new TransactionalReceivers(catalog, receivers, consumers, context);
        }

        @Bean
        @ConditionalOnSingleCandidate(PlatformTransactionManager.class)
        DeliveryTransaction openEdxDeliveryTransaction(PlatformTransactionManager manager) {
            return DeliveryTransaction.of(manager);
        }
    }
}
