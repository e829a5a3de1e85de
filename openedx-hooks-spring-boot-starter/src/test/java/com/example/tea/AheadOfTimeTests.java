/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package com.example.tea;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.example.tea.TeaServed.Cup;
import com.example.tea.TeaServingRequested.PreventServing;
import org.junit.jupiter.api.Test;
import org.openedx.hooks.HookDefinition;
import org.openedx.hooks.catalog.HookCatalog;
import org.openedx.hooks.event.OpenEdxEvents;
import org.openedx.hooks.event.OpenEdxPublicSignal;
import org.openedx.hooks.event.ReceiverFailure;
import org.openedx.hooks.filter.OpenEdxFilters;
import org.openedx.hooks.filter.OpenEdxPublicFilter;
import org.openedx.hooks.learning.data.UserPersonalData;
import org.openedx.hooks.spring.event.EventReceivers;
import org.openedx.hooks.spring.event.ReceiverDescription;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.TestCompiler;
import org.springframework.javapoet.ClassName;

import static org.assertj.core.api.Assertions.assertThat;

/** Processes an application ahead of time, and runs what was generated. */
class AheadOfTimeTests {

    private static final TestPropertyValues CONFIGURATION = TestPropertyValues.of(
            "open-edx-filters-config.com.example.house.learning.tea.serving.requested.v1.merge=prepend",
            "open-edx-filters-config.com.example.house.learning.tea.serving.requested.v1.sugar=2",
            "open-edx-filters-config.com.example.house.learning.tea.serving.requested.v1.pipeline="
                    + "addSugar,com.example.tea.AddMilk");

    private final TestGenerationContext generated = new TestGenerationContext(TeaHouse.class);

    @Test
    @CompileWithForkedClassLoader
    void theApplicationsOwnHooksAreKnown() {
        run(context -> assertThat(context.getBean(HookCatalog.class).types())
                .contains(
                        "com.example.house.learning.tea.served.v1",
                        "com.example.house.learning.tea.serving.requested.v1",
                        "org.openedx.learning.course.enrollment.created.v1"));
    }

    @Test // SND-4
    @CompileWithForkedClassLoader
    void receiversAreIsolatedInTheirOrder() {
        run(context -> {
            var result = context.getBean(OpenEdxEvents.class).send(new TeaServed(List.of(new Cup("Assam", 1))));

            assertThat(result.failures()).extracting(ReceiverFailure::receiver).containsExactly("teaHouse#spill");
            assertThat(context.getBean(TeaHouse.class).received()).containsExactly("Assam");
            assertThat(context.getBean(EventReceivers.class).of(OpenEdxPublicSignal.of(TeaServed.class)))
                    .allMatch(ReceiverDescription::isolated)
                    .extracting(ReceiverDescription::name)
                    .containsExactly("teaHouse#spill", "teaHouse#drink", "teaHouse#celebrate");
        });
    }

    @Test
    @CompileWithForkedClassLoader
    void pipelinesRunBeansClassesAndContributions() {
        run(context -> assertThat(context.getBean(OpenEdxFilters.class).run(new TeaServingRequested("Assam")))
                .isEqualTo(new TeaServingRequested("poured Assam, 2 sugar, milk, hot")));
    }

    @Test
    void hintsNameEveryHookAndTheRecordsInIt() {
        RuntimeHints hints = hints();

        Set<Class<?>> seen = new HashSet<>();
        List<HookDefinition> hooks = HookCatalog.load(getClass().getClassLoader())
                .with(List.of(TeaServed.class, TeaServingRequested.class))
                .definitions();
        assertThat(hooks).hasSizeGreaterThan(100);
        hooks.forEach(hook -> assertReadable(hook.hookClass(), hints, seen));
        assertThat(seen).contains(Cup.class, UserPersonalData.class);
        assertThat(hooks)
                .filteredOn(OpenEdxPublicFilter.class::isInstance)
                .flatExtracting(hook -> ((OpenEdxPublicFilter<?>) hook).exceptions())
                .contains(PreventServing.class)
                .allMatch(
                        type -> RuntimeHintsPredicates.reflection().onType(type).test(hints));
    }

    @Test
    void hintsNameTheResourcesThatAreReadAtRunTime() {
        RuntimeHints hints = hints();

        assertThat(hints)
                .matches(RuntimeHintsPredicates.resource().forResource("META-INF/openedx-hooks.properties"))
                .matches(RuntimeHintsPredicates.resource().forResource("META-INF/openedx-hooks-docs.properties"));
        assertThat(hints)
                .matches(RuntimeHintsPredicates.resource().forResource("org/openedx/hooks/spring/event/version.txt"));
    }

    @Test
    void hintsNameTheStepsThatOnlyTheConfigurationNames() throws NoSuchMethodException {
        assertThat(hints())
                .matches(RuntimeHintsPredicates.reflection()
                        .onConstructorInvocation(AddMilk.class.getDeclaredConstructor(Kettle.class)));
    }

    private static void assertReadable(Type type, RuntimeHints hints, Set<Class<?>> seen) {
        if (type instanceof ParameterizedType generic) {
            Stream.of(generic.getActualTypeArguments()).forEach(argument -> assertReadable(argument, hints, seen));
        }
        if (type instanceof Class<?> c && c.isRecord() && seen.add(c)) {
            var reflection = RuntimeHintsPredicates.reflection();
            assertThat(hints).as(c.getName()).matches(reflection.onType(c));
            assertThat(c.getDeclaredConstructors())
                    .as(c.getName())
                    .allSatisfy(
                            constructor -> assertThat(hints).matches(reflection.onConstructorInvocation(constructor)));
            for (RecordComponent component : c.getRecordComponents()) {
                assertThat(hints)
                        .as(component.toString())
                        .matches(reflection.onMethodInvocation(component.getAccessor()));
                assertReadable(component.getGenericType(), hints, seen);
            }
        }
    }

    private RuntimeHints hints() {
        process();
        return generated.getRuntimeHints();
    }

    private ClassName process() {
        try (var context = new AnnotationConfigApplicationContext()) {
            context.register(TeaHouse.class);
            CONFIGURATION.applyTo(context);
            return new ApplicationContextAotGenerator().processAheadOfTime(context, generated);
        }
    }

    @SuppressWarnings("unchecked")
    private void run(Consumer<ApplicationContext> test) {
        ClassName initializer = process();
        generated.writeGeneratedContent();
        TestCompiler.forSystem().with(generated).compile(compiled -> {
            try (var context = new GenericApplicationContext()) {
                CONFIGURATION.applyTo(context);
                compiled.getInstance(ApplicationContextInitializer.class, initializer.reflectionName())
                        .initialize(context);
                context.refresh();
                test.accept(context);
            }
        });
    }
}
