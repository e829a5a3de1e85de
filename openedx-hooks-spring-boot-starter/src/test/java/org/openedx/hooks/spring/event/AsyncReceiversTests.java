/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.event;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openedx.hooks.event.OpenEdxEvents;
import org.openedx.hooks.event.ReceiverFailure;
import org.openedx.hooks.event.SendResult;
import org.openedx.hooks.learning.data.UserData;
import org.openedx.hooks.learning.data.UserPersonalData;
import org.openedx.hooks.learning.event.SessionLoginCompleted;
import org.openedx.hooks.learning.event.StudentRegistrationCompleted;
import org.openedx.hooks.spring.autoconfigure.OpenEdxHooksAutoConfiguration;
import org.openedx.hooks.spring.observe.OpenEdxHooksObservabilityAutoConfiguration;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.interceptor.AsyncUncaughtExceptionHandler;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.support.MergedBeanDefinitionPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.event.EventListener;
import org.springframework.core.annotation.Order;
import org.springframework.core.task.SyncTaskExecutor;
import org.springframework.core.task.TaskRejectedException;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.AsyncAnnotationAdvisor;
import org.springframework.scheduling.annotation.AsyncConfigurer;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@ExtendWith(OutputCaptureExtension.class)
class AsyncReceiversTests {

    private static final StudentRegistrationCompleted REGISTERED = new StudentRegistrationCompleted(
            new UserData(7, true, new UserPersonalData("bob", "bob@example.com", "Bob Secret")));

    private final ApplicationContextRunner contextRunner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    TaskExecutionAutoConfiguration.class,
                    DataSourceAutoConfiguration.class,
                    DataSourceTransactionManagerAutoConfiguration.class,
                    TransactionAutoConfiguration.class,
                    OpenEdxHooksAutoConfiguration.class,
                    OpenEdxHooksObservabilityAutoConfiguration.class,
                    OpenEdxEventsAutoConfiguration.class))
            .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
            .withBean(Calls.class)
            .withUserConfiguration(Asynchronous.class);

    @Test
    void theTimerMeasuresTheRunOnTheOtherThreadAndNothingElse() {
        contextRunner.withBean("slow", Slow.class).run(context -> {
            send(context);

            Timer timer = awaitTimer(context, "slow#receive", "success", 1);
            assertThat(timer.totalTime(TimeUnit.MILLISECONDS)).isBetween(100.0, 5000.0);
            assertThat(timers(context)).containsExactly(timer);
            assertThat(calls(context)).containsExactly("task-1");
        });
    }

    @Test // SND-4, SND-6
    void aFailureIsCountedAndLoggedOnceWithItsReceiver(CapturedOutput output) {
        contextRunner.withBean("failing", Failing.class).run(context -> {
            SendResult result = send(context);

            awaitTimer(context, "failing#receive", "failure", 1);
            awaitIdle(context);
            assertThat(timers(context)).hasSize(1);
            assertThat(result.failures()).isEmpty();
            assertThat(errors(output))
                    .singleElement()
                    .asString()
                    .contains("task-1]")
                    .contains("Receiver failing#receive of org.openedx.learning.student.registration.completed.v1"
                            + " failed");
            assertThat(output)
                    .contains("java.io.IOException: boom")
                    .contains("AsyncReceiversTests$Failing.receive")
                    .doesNotContain("Bob Secret");
        });
    }

    @Test
    void aFailureIsLoggedWhenNobodyTimesToo(CapturedOutput output) {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        TaskExecutionAutoConfiguration.class,
                        OpenEdxHooksAutoConfiguration.class,
                        OpenEdxHooksObservabilityAutoConfiguration.class,
                        OpenEdxEventsAutoConfiguration.class))
                .withUserConfiguration(Asynchronous.class)
                .withBean("failing", Failing.class)
                .run(context -> {
                    send(context);

                    await().until(() -> errors(output).size() == 1);
                });
    }

    @Test
    void theHandlerThatAnApplicationHasForSuchFailuresStillSeesThem() {
        OwnHandler own = new OwnHandler();
        contextRunner
                .withBean("failing", Failing.class)
                .withBean(AsyncConfigurer.class, () -> own)
                .run(context -> {
                    send(context);

                    await().until(() -> !own.seen.isEmpty());
                    assertThat(own.seen).containsExactly("receive boom");
                    awaitTimer(context, "failing#receive", "failure", 1);
                });
    }

    @Test // SND-5
    void aFailureGoesWhereSpringSendsItIfEventsAreNotRobust(CapturedOutput output) {
        contextRunner
                .withPropertyValues("openedx.hooks.events.robust=false")
                .withBean("failing", Failing.class)
                .run(context -> {
                    send(context);

                    awaitTimer(context, "failing#receive", "failure", 1);
                    awaitIdle(context);
                    assertThat(errors(output))
                            .singleElement()
                            .asString()
                            .contains("Unexpected exception occurred invoking async method");
                });
    }

    @Test
    void aClassWithAsyncAProxyOfAnInterfaceLazyAndPrototypeBeansAreObserved() {
        contextRunner
                .withUserConfiguration(Kinds.class)
                .withPropertyValues("spring.aop.proxy-target-class=false")
                .run(context -> {
                    assertThat(AopUtils.isJdkDynamicProxy(context.getBean("byInterface")))
                            .isTrue();
                    send(context);
                    send(context);

                    awaitTimer(context, "wholeClass#receive", "success", 2);
                    awaitTimer(context, "byInterface#receive", "success", 2);
                    awaitTimer(context, "lazy#receive", "success", 2);
                    awaitTimer(context, "prototype#receive", "success", 2);
                    assertThat(timers(context)).hasSize(4);
                });
    }

    @Test
    void theTransactionOfTheReceiverIsPartOfItsRun(CapturedOutput output) {
        contextRunner.withBean("commits", Commits.class).run(context -> {
            context.getBean(TransactionTemplate.class).executeWithoutResult(status -> {
                send(context);
                calls(context).add("end of transaction");
            });

            awaitTimer(context, "commits#fails", "failure", 1);
            awaitTimer(context, "commits#works", "success", 1);
            assertThat(calls(context))
                    .startsWith("end of transaction")
                    .contains("in transaction true", "rolled back " + TransactionSynchronization.STATUS_ROLLED_BACK);
            assertThat(errors(output)).singleElement().asString().contains("Receiver commits#fails");
        });
    }

    @Test
    void theExecutorOrderAndConditionOfAReceiverAreKept() {
        contextRunner.withUserConfiguration(Chosen.class).run(context -> {
            send(context);

            awaitTimer(context, "picky#second", "success", 1);
            awaitTimer(context, "picky#first", "success", 1);
            assertThat(calls(context)).containsExactly("first chosen-1", "second chosen-1");
            assertThat(timers(context)).hasSize(2);
        });
    }

    @Test
    void aReturnedFutureIsAwaitedAndItsValuePublished(CapturedOutput output) {
        contextRunner.withBean("futures", Futures.class).run(context -> {
            send(context);

            Timer timer = awaitTimer(context, "futures#later", "success", 1);
            assertThat(timer.totalTime(TimeUnit.MILLISECONDS)).isGreaterThan(90);
            awaitTimer(context, "futures#failed", "failure", 1);
            awaitTimer(context, "futures#throwing", "failure", 1);
            await().until(() -> calls(context).contains("heard of done"));
            awaitIdle(context);
            assertThat(errors(output))
                    .hasSize(2)
                    .allMatch(line ->
                            line.contains("Receiver futures#failed") || line.contains("Receiver futures#throwing"));
        });
    }

    @Test // SND-4
    void whatAFuturesValueCannotBePublishedForIsLoggedOnceWithItsReceiver(CapturedOutput output) {
        contextRunner.withBean("publishing", Publishing.class).run(context -> {
            send(context);

            await().until(() -> errors(output).size() == 2);
            awaitIdle(context);
            assertThat(errors(output))
                    .allMatch(line -> line.contains("Receiver publishing#fails of ")
                            || line.contains("Receiver publishing#publishes of "))
                    .doesNotHaveDuplicates();
            assertThat(output).containsOnlyOnce("java.lang.IllegalStateException: of the text");
        });
    }

    @Test
    @Timeout(60)
    void aReceiverThatIsInterruptedWhileItsFutureIsAwaitedLeavesItsThreadInterrupted(CapturedOutput output) {
        contextRunner
                .withBean("callerRuns", Executor.class, SyncTaskExecutor::new)
                .withBean("patient", Patient.class)
                .run(context -> {
                    send(context);

                    awaitTimer(context, "patient#receive", "failure", 1);
                    assertThat(output)
                            .containsOnlyOnce("Receiver patient#receive of ")
                            .contains("java.lang.InterruptedException");
                });
    }

    @Test
    void anAsyncConfigurerWithoutAHandlerChangesNothing(CapturedOutput output) {
        contextRunner
                .withBean("failing", Failing.class)
                .withBean(AsyncConfigurer.class, () -> new AsyncConfigurer() {})
                .run(context -> {
                    send(context);

                    awaitTimer(context, "failing#receive", "failure", 1);
                    await().until(() -> !errors(output).isEmpty());
                    assertThat(errors(output)).singleElement().asString().contains("Receiver failing#receive");
                });
    }

    @Test
    void anEventThatNoThreadTakesIsAFailureOfItsReceiver() {
        contextRunner.withUserConfiguration(Refusing.class).run(context -> {
            SendResult result = send(context);

            assertThat(result.failures())
                    .singleElement()
                    .extracting(
                            ReceiverFailure::receiver,
                            failure -> failure.exception().getClass())
                    .containsExactly("refused#receive", TaskRejectedException.class);
            awaitTimer(context, "refused#receive", "failure", 1);
            assertThat(timers(context)).hasSize(1);
        });
    }

    @Test
    void aReceiverThatRunsOnTheSendersThreadMaySendItself() {
        contextRunner.withUserConfiguration(CallerRuns.class).run(context -> {
            send(context);

            assertThat(awaitTimer(context, "sending#receive", "success", 2)).isNotNull();
            assertThat(awaitTimer(context, "listening#receive", "success", 2)).isNotNull();
            assertThat(timers(context)).hasSize(2);
        });
    }

    @Test
    void anAdviceBeforeTheThreadChangesMaySendEventsItself(CapturedOutput output) {
        contextRunner
                .withBean("failing", Failing.class)
                .withBean("logins", Logins.class)
                .withUserConfiguration(Advice.class)
                .run(context -> {
                    send(context);

                    awaitTimer(context, "failing#receive", "failure", 1);
                    awaitTimer(context, "logins#receive", "success", 1);
                    awaitIdle(context);
                    assertThat(errors(output)).singleElement().asString().contains("Receiver failing#receive");
                });
    }

    @Test
    void aProxyThatMustNotChangeStaysAsItIsAndIsTimedForTheCall() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        TaskExecutionAutoConfiguration.class,
                        OpenEdxHooksAutoConfiguration.class,
                        OpenEdxHooksObservabilityAutoConfiguration.class,
                        OpenEdxEventsAutoConfiguration.class))
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .withBean(Calls.class)
                .withUserConfiguration(Frozen.class)
                .run(context -> {
                    send(context);

                    assertThat(((Advised) context.getBean("frozen")).getAdvisors())
                            .hasSize(1);
                    awaitTimer(context, "frozen#receive", "success", 1);
                    await().until(() -> calls(context).contains("frozen"));
                });
    }

    @Test
    void aReceiverWhoseProxyIsNotSpringsIsTimedForTheCall() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        OpenEdxHooksAutoConfiguration.class,
                        OpenEdxHooksObservabilityAutoConfiguration.class,
                        OpenEdxEventsAutoConfiguration.class))
                .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
                .withBean(Calls.class)
                .withBean("slow", Slow.class)
                .withBean("failing", Failing.class)
                .run(context -> {
                    assertThat(send(context).failures())
                            .extracting(ReceiverFailure::receiver)
                            .containsExactly("failing#receive");

                    send(context);
                    Timer timer = awaitTimer(context, "slow#receive", "success", 2);
                    assertThat(timer.totalTime(TimeUnit.MILLISECONDS)).isBetween(200.0, 20_000.0);
                    awaitTimer(context, "failing#receive", "failure", 2);
                });
    }

    @Test
    void aCallThatIsNoEventIsNotCounted(CapturedOutput output) {
        contextRunner
                .withBean("slow", Slow.class)
                .withBean("failing", Failing.class)
                .run(context -> {
                    context.getBean(Slow.class).receive(REGISTERED);
                    context.getBean(Failing.class).receive(REGISTERED);

                    await().until(() ->
                            !errors(output).isEmpty() && !calls(context).isEmpty());
                    assertThat(errors(output)).singleElement().asString().contains("invoking async method");
                    assertThat(timers(context)).isEmpty();
                });
    }

    /** What was offered to a thread for an event must not be there for the next call, nor for one inside the run. */
    @Test
    void aCallThatIsNoEventIsNotCountedAfterOneAndInsideOneThatRanOnTheSendersThread() {
        contextRunner
                .withUserConfiguration(CallerRuns.class)
                .withInitializer(context ->
                        context.getBeanFactory().registerSingleton("withoutProxy", new FrozenReceiver(new Calls())))
                .withBean("calling", Calling.class)
                .run(context -> {
                    send(context);
                    context.getBean(Listening.class).receive(REGISTERED);

                    // the event was sent once more by one of them
                    for (String receiver : List.of("withoutProxy", "calling", "listening", "sending")) {
                        awaitTimer(context, receiver + "#receive", "success", 2);
                    }
                    assertThat(timers(context)).hasSize(4);
                });
    }

    @Test
    void whoeverProcessesBeansAfterwardsIsGivenThemToo() {
        List<String> processed = new ArrayList<>();
        contextRunner
                .withBean("slow", Slow.class)
                .withBean(MergedBeanDefinitionPostProcessor.class, () -> new MergedBeanDefinitionPostProcessor() {
                    @Override
                    public void postProcessMergedBeanDefinition(
                            RootBeanDefinition definition, Class<?> type, String name) {}

                    @Override
                    public Object postProcessAfterInitialization(Object bean, String name) {
                        processed.add(name);
                        return bean;
                    }
                })
                .run(context -> assertThat(processed).contains("slow"));
    }

    private static SendResult send(ApplicationContext context) {
        return context.getBean(OpenEdxEvents.class).send(REGISTERED);
    }

    private static List<String> calls(ApplicationContext context) {
        return context.getBean(Calls.class).all;
    }

    private static List<Timer> timers(ApplicationContext context) {
        return List.copyOf(context.getBean(MeterRegistry.class)
                .find("openedx.hooks.event.receiver")
                .timers());
    }

    private static Timer awaitTimer(ApplicationContext context, String receiver, String outcome, long count) {
        return await().atMost(Duration.ofSeconds(5))
                .until(
                        () -> context.getBean(MeterRegistry.class)
                                .find("openedx.hooks.event.receiver")
                                .tags(Tags.of("receiver", receiver, "outcome", outcome))
                                .timer(),
                        timer -> timer != null && timer.count() == count);
    }

    private static void awaitIdle(ApplicationContext context) {
        ThreadPoolTaskExecutor executor = context.getBean(ThreadPoolTaskExecutor.class);
        await().until(() -> executor.getActiveCount() == 0 && executor.getQueueSize() == 0);
    }

    private static List<String> errors(CapturedOutput output) {
        return output.getAll().lines().filter(line -> line.contains(" ERROR ")).toList();
    }

    static class Calls {

        private final List<String> all = new CopyOnWriteArrayList<>();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAsync
    static class Asynchronous {}

    static class Slow {

        private final Calls calls;

        Slow(Calls calls) {
            this.calls = calls;
        }

        @Async
        @EventListener
        void receive(StudentRegistrationCompleted event) {
            sleep();
            calls.all.add(Thread.currentThread().getName());
        }
    }

    static class Failing {

        @Async
        @EventListener
        void receive(StudentRegistrationCompleted event) throws IOException {
            throw new IOException("boom");
        }
    }

    static class OwnHandler implements AsyncConfigurer {

        private final List<String> seen = new CopyOnWriteArrayList<>();

        @Override
        public AsyncUncaughtExceptionHandler getAsyncUncaughtExceptionHandler() {
            return (failure, method, arguments) -> seen.add(method.getName() + " " + failure.getMessage());
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Kinds {

        @Bean
        WholeClass wholeClass() {
            return new WholeClass();
        }

        @Bean
        ByInterface byInterface() {
            return new ByInterfaceImplementation();
        }

        @Bean
        @Lazy
        WholeClass lazy() {
            return new WholeClass();
        }

        @Bean
        @Scope("prototype")
        WholeClass prototype() {
            return new WholeClass();
        }
    }

    @Async
    static class WholeClass {

        @EventListener
        void receive(OpenEdxApplicationEvent<StudentRegistrationCompleted> event) {}
    }

    interface ByInterface {

        void receive(StudentRegistrationCompleted event);
    }

    static class ByInterfaceImplementation implements ByInterface {

        @Override
        @Async
        @EventListener
        public void receive(StudentRegistrationCompleted event) {}
    }

    static class Commits {

        private final Calls calls;

        Commits(Calls calls) {
            this.calls = calls;
        }

        @Async
        @Transactional(propagation = Propagation.REQUIRES_NEW)
        @TransactionalEventListener
        void works(StudentRegistrationCompleted event) {
            calls.all.add("in transaction " + TransactionSynchronizationManager.isActualTransactionActive());
        }

        @Async
        @Transactional(propagation = Propagation.REQUIRES_NEW)
        @TransactionalEventListener
        void fails(StudentRegistrationCompleted event) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void beforeCommit(boolean readOnly) {
                    throw new IllegalStateException("cannot commit");
                }

                @Override
                public void afterCompletion(int status) {
                    calls.all.add("rolled back " + status);
                }
            });
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Chosen {

        @Bean
        Executor chosen() {
            ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
            executor.setThreadNamePrefix("chosen-");
            executor.setMaxPoolSize(1);
            return executor;
        }

        @Bean
        Picky picky(Calls calls) {
            return new Picky(calls);
        }
    }

    static class Picky {

        private final Calls calls;

        Picky(Calls calls) {
            this.calls = calls;
        }

        @Async("chosen")
        @EventListener
        @Order(2)
        void second(StudentRegistrationCompleted event) {
            calls.all.add("second " + Thread.currentThread().getName());
        }

        @Async("chosen")
        @EventListener(condition = "#event.user.id == 7")
        @Order(1)
        void first(StudentRegistrationCompleted event) {
            sleep();
            calls.all.add("first " + Thread.currentThread().getName());
        }

        @Async("chosen")
        @EventListener(condition = "#event.user.id == 8")
        void never(StudentRegistrationCompleted event) {
            calls.all.add("never");
        }
    }

    static class Futures {

        private final Calls calls;

        Futures(Calls calls) {
            this.calls = calls;
        }

        @Async
        @EventListener
        CompletableFuture<String> later(StudentRegistrationCompleted event) {
            return CompletableFuture.supplyAsync(() -> {
                sleep();
                return "done";
            });
        }

        @Async
        @EventListener
        CompletableFuture<String> failed(StudentRegistrationCompleted event) {
            return CompletableFuture.supplyAsync(() -> {
                throw new IllegalStateException("boom");
            });
        }

        @Async
        @EventListener
        CompletableFuture<String> throwing(StudentRegistrationCompleted event) {
            throw new IllegalStateException("boom");
        }

        @EventListener
        void hear(String text) {
            calls.all.add("heard of " + text);
        }
    }

    static class Publishing {

        @Async
        @EventListener
        CompletableFuture<String> publishes(StudentRegistrationCompleted event) {
            return CompletableFuture.completedFuture("text");
        }

        @Async
        @EventListener
        CompletableFuture<String> fails(StudentRegistrationCompleted event) {
            return CompletableFuture.failedFuture(new IllegalStateException("of the future"));
        }

        @EventListener
        void hear(String text) {
            throw new IllegalStateException("of the " + text);
        }
    }

    static class Patient {

        @Async("callerRuns")
        @EventListener
        CompletableFuture<String> receive(StudentRegistrationCompleted event) {
            Thread.currentThread().interrupt();
            return new CompletableFuture<>();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Refusing {

        @Bean
        Executor refusing() {
            return task -> {
                throw new TaskRejectedException("full");
            };
        }

        @Bean
        Refused refused() {
            return new Refused();
        }
    }

    static class Refused {

        @Async("refusing")
        @EventListener
        void receive(StudentRegistrationCompleted event) {}
    }

    @Configuration(proxyBeanMethods = false)
    static class CallerRuns {

        @Bean
        Executor callerRuns() {
            return new SyncTaskExecutor();
        }

        @Bean
        Sending sending(OpenEdxEvents events) {
            return new Sending(events);
        }

        @Bean
        Listening listening() {
            return new Listening();
        }
    }

    static class Sending {

        private final OpenEdxEvents events;

        private boolean sent;

        Sending(OpenEdxEvents events) {
            this.events = events;
        }

        @Async("callerRuns")
        @EventListener
        void receive(StudentRegistrationCompleted event) {
            if (!sent) {
                sent = true;
                events.send(event);
            }
        }
    }

    static class Listening {

        @Async("callerRuns")
        @EventListener
        void receive(StudentRegistrationCompleted event) {}
    }

    static class Calling {

        private final Listening listening;

        Calling(Listening listening) {
            this.listening = listening;
        }

        @Async("callerRuns")
        @EventListener
        void receive(StudentRegistrationCompleted event) {
            listening.receive(event);
        }
    }

    static class Logins {

        @Async
        @EventListener
        void receive(SessionLoginCompleted event) {}
    }

    @Configuration(proxyBeanMethods = false)
    static class Advice {

        @Bean
        static BeanPostProcessor sendsFirst(ObjectProvider<OpenEdxEvents> events) {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    if (name.equals("failing")) {
                        ((Advised) bean).addAdvice(0, (MethodInterceptor) call -> {
                            events.getObject().send(new SessionLoginCompleted(REGISTERED.user()));
                            return call.proceed();
                        });
                    }
                    return bean;
                }
            };
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Frozen {

        @Bean
        FrozenReceiver frozen(Calls calls, @Qualifier("applicationTaskExecutor") Executor executor) {
            ProxyFactory proxy = new ProxyFactory(new FrozenReceiver(calls));
            proxy.addAdvisor(new AsyncAnnotationAdvisor(
                    executor, (failure, method, arguments) -> calls.all.add(failure.toString())));
            proxy.setFrozen(true);
            return (FrozenReceiver) proxy.getProxy();
        }
    }

    static class FrozenReceiver {

        private final Calls calls;

        FrozenReceiver(Calls calls) {
            this.calls = calls;
        }

        @Async
        @EventListener
        void receive(StudentRegistrationCompleted event) {
            calls.all.add("frozen");
        }
    }

    private static void sleep() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }
}
