/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.docs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The commands of the documentation are of kinds that a test runs. Maven cannot run within its own tests: of its
 * commands, each word is compared with the build.
 */
class CommandsTests {

    private static final Set<String> GOALS = Set.of(
            "clean",
            "compile",
            "test-compile",
            "test",
            "package",
            "verify",
            "install",
            "deploy",
            "spring-boot:run",
            "exec:exec",
            "spotless:apply",
            "org.pitest:pitest-maven:mutationCoverage");

    /** What Maven's own plugins listen to. */
    private static final Set<String> PROPERTIES =
            Set.of("test", "surefire.failIfNoSpecifiedTests", "altDeploymentRepository", "spring-boot.version");

    private static final String BUILD =
            Repository.files("pom.xml").stream().map(Repository::read).collect(Collectors.joining());

    private static final Pattern NAME = Pattern.compile("\"(openedx\\.hooks\\.[a-z.-]+)\"");

    private static final Pattern METER = Pattern.compile("openedx_hooks_[a-z_]+");

    @Test
    void everyCommandIsOfAKindThatATestRuns() {
        assertThat(Command.all()).isNotEmpty().allSatisfy(command -> {
            String program = command.program();
            if (program.contains("/")) {
                assertThat(Repository.ROOT.resolve(program))
                        .as(command.toString())
                        .exists();
                assertThat(Files.isExecutable(Repository.ROOT.resolve(program))).isTrue();
            } else {
                assertThat(program)
                        .as(command.toString())
                        .isIn(
                                "mvn", // below
                                "curl", // ServiceTests
                                "java", // PluginGuideTests
                                ""); // variables alone: ConfigurationTests
            }
        });
    }

    @Test
    void everyCommandOfMavenFitsTheBuild() {
        assertThat(Command.all())
                .filteredOn(command -> command.program().equals("mvn"))
                .hasSizeGreaterThan(10)
                .allSatisfy(CommandsTests::fitsTheBuild);
    }

    @Test
    void everyMeterInAQueryIsOne() {
        Set<String> meters = Repository.files(".java").stream()
                .filter(file -> file.toString().contains("main"))
                .flatMap(file -> NAME.matcher(Repository.read(file)).results())
                .map(name -> name.group(1).replaceAll("[.-]", "_"))
                .collect(Collectors.toSet());

        assertThat(Page.blocksOfAll("promql"))
                .isNotEmpty()
                .allSatisfy(block -> assertThat(METER.matcher(block.text()).results())
                        .isNotEmpty()
                        .allSatisfy(meter -> assertThat(
                                        meter.group().replaceAll("_seconds_(count|sum|bucket|max)$|_total$", ""))
                                .isIn(meters)));
    }

    private static void fitsTheBuild(Command command) {
        String module = "";
        List<String> arguments = command.arguments();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals("-pl")) {
                module = arguments.get(++i);
                assertThat(List.of(module.split(",", -1)))
                        .as(command.toString())
                        .isSubsetOf(Pom.ofModule(".").all("/project/modules/module"));
            } else if (argument.startsWith("-P")) {
                assertThat(argument.substring(2).split(",", -1))
                        .as(command.toString())
                        .allSatisfy(profile -> assertThat(BUILD).contains("<id>" + profile + "</id>"));
            } else if (argument.startsWith("-Dtest=")) {
                String test = argument.substring(argument.indexOf('=') + 1);
                assertThat(Repository.files("/" + test + ".java", test + ".java"))
                        .as(command.toString())
                        .isNotEmpty();
                Path directory = Repository.ROOT.resolve(module);
                assertThat(Repository.files(test + ".java"))
                        .as(command.toString())
                        .anyMatch(file -> file.startsWith(directory));
            } else if (argument.startsWith("-D")) {
                String property = argument.substring(2).replaceAll("=.*", "");
                assertThat(Stream.concat(
                                PROPERTIES.stream(), Stream.of(property).filter(CommandsTests::isOfTheBuild)))
                        .as(command.toString())
                        .contains(property);
            } else if (!Set.of("-am", "-q").contains(argument)) {
                assertThat(argument).as(command.toString()).isIn(GOALS);
            }
        }
    }

    /** Whether a project file names it, or a test asks for it. */
    private static boolean isOfTheBuild(String property) {
        return BUILD.contains("<" + property + ">")
                || BUILD.contains("<name>" + property + "</name>")
                || Repository.files("Tests.java", "Schemas.java").stream()
                        .anyMatch(file -> Repository.read(file).contains("\"" + property + "\""));
    }
}
