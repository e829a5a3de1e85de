/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Public means promised, so it is documented from the version on in which the promise was given. */
class PublicApiTests {

    @Test
    void everyPublicTypeSaysInItsJavadocSinceWhenItIsThere() throws IOException {
        List<String> types = new ArrayList<>();
        List<String> undocumented = new ArrayList<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null,
                    files,
                    null,
                    List.of("-proc:none"),
                    null,
                    files.getJavaFileObjectsFromPaths(
                            sources.filter(path -> path.toString().endsWith(".java"))
                                    .toList()));
            DocTrees javadoc = DocTrees.instance(task);
            for (CompilationUnitTree source : task.parse()) {
                new TreePathScanner<@Nullable Void, @Nullable Void>() {
                    @Override
                    public @Nullable Void visitClass(ClassTree type, @Nullable Void unused) {
                        if (!isPublic(type)) {
                            return null;
                        }
                        String comment = javadoc.getDocComment(getCurrentPath());
                        types.add(type.getSimpleName().toString());
                        if (comment == null || !comment.contains("@since ")) {
                            undocumented.add(source.getSourceFile().getName() + ": " + type.getSimpleName());
                        }
                        return super.visitClass(type, null);
                    }

                    private boolean isPublic(ClassTree type) {
                        Tree outer = getCurrentPath().getParentPath().getLeaf();
                        Set<Modifier> modifiers = type.getModifiers().getFlags();
                        return outer.getKind() == Tree.Kind.INTERFACE || modifiers.contains(Modifier.PUBLIC);
                    }
                }.scan(source, null);
            }
        }
        assertThat(types).contains("HookType", "Factory", "Step", "PreventEnrollment", "EventHook");
        assertThat(undocumented).isEmpty();
    }
}
