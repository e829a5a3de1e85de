/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An application that is killed and started again; each time it has another life, with a tally of its own. */
final class Application {

    private final Child process;

    private final Path directory;

    private final List<Tally> lives = new ArrayList<>();

    Application(Child process, Path directory) {
        this.process = process;
        this.directory = directory;
    }

    void start() {
        String life = process + "-" + (lives.size() + 1);
        Path tally = directory.resolve("tally-" + life);
        try {
            lives.add(new Tally(tally));
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
        process.start("--life=" + life, "--tally=" + tally);
    }

    void restart() {
        process.kill();
        start();
    }

    Child process() {
        return process;
    }

    /** What this life has counted. */
    Tally tally() {
        return lives.get(lives.size() - 1);
    }

    /** What each life has counted, by its name. */
    List<Tally> lives() {
        return lives;
    }

    /** A life's name, as its events and lines have it. */
    String name(int life) {
        return process + "-" + (life + 1);
    }

    boolean isAtWork() {
        return tally().get(Count.BEGUN) > tally().get(Count.ENDED);
    }

    @Override
    public String toString() {
        return process.toString();
    }
}
