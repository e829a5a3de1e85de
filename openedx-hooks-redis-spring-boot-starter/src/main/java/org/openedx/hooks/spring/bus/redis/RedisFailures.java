/*
 * Copyright 2026 the openedx-hooks authors.
 * SPDX-License-Identifier: Apache-2.0
 */
package org.openedx.hooks.spring.bus.redis;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import org.jspecify.annotations.Nullable;
import org.openedx.hooks.Printable;
import org.openedx.hooks.spring.bus.BrokerUnavailableException;

/** Tells what may pass from what will not. */
final class RedisFailures {

    private RedisFailures() {}

    /**
     * What a command has failed with, as those who wait for it get it: an error that Redis answers every time is passed
     * on, everything else may pass.
     */
    static RuntimeException of(@Nullable Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof VirtualMachineError error) {
            throw error;
        }
        if (cause instanceof RedisCommandExecutionException refused && isFinal(refused)) {
            return refused;
        }
        return cause instanceof BrokerUnavailableException known ? known : unavailable(cause);
    }

    static BrokerUnavailableException unavailable(@Nullable Throwable cause) {
        if (cause instanceof TimeoutException || cause instanceof RedisCommandTimeoutException) {
            return new BrokerUnavailableException("Redis did not answer in time", cause);
        }
        String reason = cause == null || cause.getMessage() == null ? "the connection is lost" : cause.getMessage();
        return new BrokerUnavailableException("Redis is not available: " + Printable.of(reason, 200), cause);
    }

    /** Whether the group, or the stream with all its groups, is gone. */
    static boolean isMissingGroup(RuntimeException failure) {
        return failure instanceof RedisCommandExecutionException
                && (hasCode(failure, "NOGROUP") || hasCode(failure, "UNBLOCKED"));
    }

    static boolean hasCode(RuntimeException failure, String code) {
        String message = failure.getMessage();
        return message != null && message.startsWith(code);
    }

    /** Others are states of the server that end: loading, failing over, out of memory, no quorum. */
    private static boolean isFinal(RedisCommandExecutionException refused) {
        return hasCode(refused, "ERR")
                || hasCode(refused, "WRONGTYPE")
                || hasCode(refused, "NOPERM")
                || hasCode(refused, "BUSYGROUP")
                || isMissingGroup(refused);
    }
}
