/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.filter;

import java.lang.reflect.Method;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.openedx.hooks.filter.AsyncPipelineStep;
import org.openedx.hooks.filter.OpenEdxFilters;
import org.openedx.hooks.filter.PipelineStep;
import org.openedx.hooks.learning.filter.CourseEnrollmentStarted;
import org.slf4j.MDC;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.util.ReflectionUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.openedx.hooks.spring.filter.FilterContexts.mode;
import static org.openedx.hooks.spring.filter.FilterContexts.problems;
import static org.openedx.hooks.spring.filter.FilterContexts.steps;
import static org.openedx.hooks.spring.filter.FilterContexts.yaml;

@DisplayName("Asynchronous filters and time-outs (PUR-8)")
class AsyncFiltersTests {

    private static final ThreadLocal<@Nullable String> TENANT = new ThreadLocal<>();

    @AfterEach
    void forget() {
        TENANT.remove();
        MDC.clear();
        ContextRegistry.getInstance().removeThreadLocalAccessor("tenant");
    }

    @Test
    void blockingStepsRunOnBootsTaskExecutorAndNotInTheCallersThread() {
        pipeline("[where, later, where]")
                .withConfiguration(AutoConfigurations.of(TaskExecutionAutoConfiguration.class))
                .run(context -> assertThat(modeAsync(context)).matches("task-\\d later task-\\d"));
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21)
    void theyRunOnVirtualThreadsWhereBootHasThem() {
        for (Class<?>[] boots : new Class<?>[][] {{}, {TaskExecutionAutoConfiguration.class}}) {
            pipeline("[virtual]")
                    .withConfiguration(AutoConfigurations.of(boots))
                    .withPropertyValues("spring.threads.virtual.enabled=true")
                    .run(context -> assertThat(modeAsync(context)).isEqualTo("true"));
        }
    }

    @Test
    void withoutBootsExecutorTheApplicationsOnlyOneIsTaken() {
        pipeline("[where]")
                .withBean("own", Executor.class, () -> task -> new Thread(task, "own").start())
                .run(context -> assertThat(modeAsync(context)).isEqualTo("own"));
        pipeline("[where]").run(context -> assertThat(modeAsync(context)).isEqualTo("openedx-hooks-1"));
    }

    @Test
    void ofSeveralExecutorsTheOneWithBootsNameIsTaken() {
        ApplicationContextRunner runner =
                pipeline("[where]").withBean("own", Executor.class, () -> task -> new Thread(task, "own").start());
        runner.withBean("applicationTaskExecutor", Executor.class, () -> task -> new Thread(task, "boot's").start())
                .run(context -> assertThat(modeAsync(context)).isEqualTo("boot's"));
        runner.withBean("applicationTaskExecutor", String.class, () -> "no executor")
                .run(context -> assertThat(modeAsync(context)).isEqualTo("own"));
    }

    @Test
    void theCallerMaySayWhereBlockingStepsRun() {
        pipeline("[where]")
                .run(context -> assertThat(context.getBean(OpenEdxFilters.class).runAsync(Steps.STARTED, Runnable::run))
                        .isCompletedWithValueMatching(started ->
                                started.mode().equals(Thread.currentThread().getName())));
    }

    @Test
    void lazyAndPrototypeBeansStayAsynchronous() {
        pipeline("[lazyLater, prototypeLater]").run(context -> {
            CompletableFuture<CourseEnrollmentStarted> result =
                    context.getBean(OpenEdxFilters.class).runAsync(Steps.STARTED, Runnable::run);
            assertThat(result).isNotDone();
            assertThat(result.get(20, TimeUnit.SECONDS).mode()).isEqualTo("later later");
        });
    }

    @Test
    void aFilterThatIsOffIsDoneAtOnce() {
        pipeline("[later]")
                .withPropertyValues("openedx.hooks.enabled.all=false")
                .run(context -> assertThat(context.getBean(OpenEdxFilters.class).runAsync(Steps.STARTED))
                        .isCompletedWithValue(Steps.STARTED));
    }

    @Test
    void logContextAndTraceContextGoAlongToEveryStep() {
        ContextRegistry.getInstance().registerThreadLocalAccessor(new TenantAccessor());
        pipeline("[context, later, context]").run(context -> {
            TENANT.set("t1");
            MDC.put("request", "r1");
            assertThat(modeAsync(context)).isEqualTo("r1/t1 later r1/t1");
            assertThat(MDC.get("request")).isEqualTo("r1");
            TENANT.set("t2");
            MDC.put("request", "r2");
            assertThat(modeAsync(context)).isEqualTo("r2/t2 later r2/t2");
        });
    }

    @Test
    void aThreadOfAPoolHasItsOwnLogContextAgainAfterwards() throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            pool.submit(() -> MDC.put("request", "the pool's")).get(20, TimeUnit.SECONDS);
            pipeline("[context]").run(context -> {
                MDC.put("request", "r1");
                CompletableFuture<CourseEnrollmentStarted> result =
                        context.getBean(OpenEdxFilters.class).runAsync(Steps.STARTED, pool);
                assertThat(result.get(20, TimeUnit.SECONDS).mode()).startsWith("r1/");
                assertThat(pool.submit(() -> MDC.get("request")).get(20, TimeUnit.SECONDS))
                        .isEqualTo("the pool's");
            });
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void whoHasNoLogContextTakesNoneAlong() throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        try {
            pool.submit(() -> MDC.put("request", "the pool's")).get(20, TimeUnit.SECONDS);
            pipeline("[context]").run(context -> {
                MDC.clear();
                CompletableFuture<CourseEnrollmentStarted> result =
                        context.getBean(OpenEdxFilters.class).runAsync(Steps.STARTED, pool);
                assertThat(result.get(20, TimeUnit.SECONDS).mode()).isEqualTo("null/null");
                assertThat(pool.submit(() -> MDC.get("request")).get(20, TimeUnit.SECONDS))
                        .isEqualTo("the pool's");
            });
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void withoutContextPropagationTheLogContextGoesAlongAllTheSame() {
        pipeline("[context]")
                .withClassLoader(new FilteredClassLoader("io.micrometer.context"))
                .run(context -> {
                    MDC.put("request", "r1");
                    assertThat(modeAsync(context)).startsWith("r1/");
                });
    }

    @Test
    void aStepThatTakesTooLongIsSkippedOrFailsTheRun() {
        for (String step : new String[] {"never", "sleeps"}) {
            pipeline("[{step: %s, timeout: 50ms}, b]".formatted(step)).run(context -> {
                assertThat(mode(context)).isEqualTo("b");
                assertThat(modeAsync(context)).isEqualTo("b");
            });
            pipeline("[{step: %s, timeout: 50ms, fail-silently: false}]".formatted(step))
                    .run(context -> assertThatExceptionOfType(RuntimeException.class)
                            .isThrownBy(() -> mode(context))
                            .withMessage("Step %s did not end within its time-out of 50 ms", step));
        }
    }

    @Test
    void aBlockingStepWithATimeoutHasContextAndAttributesOfItsRun() {
        pipeline("[leaves, {step: finds, timeout: 20s}, {step: context, timeout: 20s}]")
                .run(context -> {
                    MDC.put("request", "r1");
                    assertThat(mode(context)).isEqualTo("found r1/null");
                    assertThat(modeAsync(context)).isEqualTo("found r1/null");
                    assertThat(steps(context).get(1).timeout()).hasSeconds(20);
                });
    }

    @Test
    void aWrongTimeoutIsRefusedWithItsPlace() {
        for (String wrong : new String[] {"soon", "0s", "-1s", "[1s]"}) {
            pipeline("[{step: b, timeout: %s}]".formatted(wrong))
                    .run(context -> assertThat(problems(context))
                            .singleElement()
                            .satisfies(problem -> {
                                assertThat(problem.message())
                                        .startsWith("timeout must be a positive duration such as 2s or 500ms, found ");
                                assertThat(problem.origin()).contains("application.yml");
                            }));
        }
    }

    private static ApplicationContextRunner pipeline(String pipeline) {
        return yaml("open-edx-filters-config: {%s: {pipeline: %s}}".formatted(Steps.ENROLLMENT, pipeline))
                .withUserConfiguration(AsyncSteps.class);
    }

    private static String modeAsync(ApplicationContext context) throws Exception {
        return context.getBean(OpenEdxFilters.class)
                .runAsync(Steps.STARTED)
                .get(20, TimeUnit.SECONDS)
                .mode();
    }

    @Configuration(proxyBeanMethods = false)
    static class AsyncSteps {

        @Bean
        AsyncPipelineStep<CourseEnrollmentStarted> later() {
            return (filter, context) -> CompletableFuture.supplyAsync(
                    () -> Steps.add(filter, "later"), CompletableFuture.delayedExecutor(5, TimeUnit.MILLISECONDS));
        }

        @Bean
        @Lazy
        AsyncPipelineStep<CourseEnrollmentStarted> lazyLater() {
            return later();
        }

        @Bean
        @Scope("prototype")
        AsyncPipelineStep<CourseEnrollmentStarted> prototypeLater() {
            return later();
        }

        @Bean
        AsyncPipelineStep<CourseEnrollmentStarted> never() {
            return (filter, context) -> new CompletableFuture<>();
        }

        @Bean
        PipelineStep<CourseEnrollmentStarted> sleeps() {
            return (filter, context) -> {
                try {
                    Thread.sleep(20_000);
                } catch (InterruptedException ex) {
                    Thread.currentThread().interrupt();
                }
                return filter;
            };
        }

        @Bean
        PipelineStep<CourseEnrollmentStarted> where() {
            return (filter, context) -> Steps.add(filter, Thread.currentThread().getName());
        }

        @Bean
        @Lazy
        PipelineStep<CourseEnrollmentStarted> virtual() {
            Method isVirtual = Objects.requireNonNull(ReflectionUtils.findMethod(Thread.class, "isVirtual"));
            return (filter, context) ->
                    Steps.add(filter, String.valueOf(ReflectionUtils.invokeMethod(isVirtual, Thread.currentThread())));
        }

        @Bean
        PipelineStep<CourseEnrollmentStarted> context() {
            return (filter, context) -> Steps.add(filter, MDC.get("request") + "/" + TENANT.get());
        }

        @Bean
        PipelineStep<CourseEnrollmentStarted> leaves() {
            return (filter, context) -> {
                context.attributes().put("left", "found");
                return filter;
            };
        }

        @Bean
        PipelineStep<CourseEnrollmentStarted> finds() {
            return (filter, context) ->
                    Steps.add(filter, String.valueOf(context.attributes().get("left")));
        }
    }

    private static final class TenantAccessor implements ThreadLocalAccessor<String> {

        @Override
        public Object key() {
            return "tenant";
        }

        @Override
        public @Nullable String getValue() {
            return TENANT.get();
        }

        @Override
        public void setValue(String value) {
            TENANT.set(value);
        }

        @Override
        public void setValue() {
            TENANT.remove();
        }
    }
}
