package dev.edgepass.issuer.readmodel;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.RedisConnectionFailureException;
import org.springframework.data.redis.connection.RedisClusterConnection;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.RedisSentinelConnection;

/**
 * Lends another factory's one connection. Until that was made, Spring Data lets callers try it one after another under a lock: where Redis stalls, the last
 * of a hundred would wait for a hundred timeouts. Here one tries, and the commands that wait meanwhile, for {@link #PATIENCE} at most, go or are refused with it. Once it was made, Redis' client
 * makes it anew by itself. Thread-safe.
 */
final class FirstConnection implements RedisConnectionFactory {
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final RedisConnectionFactory connections;
    private final Semaphore turn = new Semaphore(1);
    private volatile boolean made;

    FirstConnection(RedisConnectionFactory connections) {
        this.connections = connections;
    }

    /**
     * @throws RedisConnectionFailureException where Redis isn't reached, or others have been trying to for as long as this one waited
     */
    @Override
    public RedisConnection getConnection() {
        return made ? connections.getConnection() : make();
    }

    /** Gives the connection up: making the next one is as making the first. */
    void makeAnew(Runnable giveUp) {
        turn.acquireUninterruptibly();
        try {
            giveUp.run();
            made = false;
        } finally {
            turn.release();
        }
    }

    private RedisConnection make() {
        boolean isFirst = turn.tryAcquire();
        if (!isFirst && !hasTurn()) {
            throw new RedisConnectionFailureException("not connected yet");
        }
        try {
            if (!isFirst && !made) {
                throw new RedisConnectionFailureException("not connected yet");
            }
            RedisConnection connection = connections.getConnection();
            made = true;
            return connection;
        } finally {
            turn.release();
        }
    }

    private boolean hasTurn() {
        try {
            return turn.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public RedisClusterConnection getClusterConnection() {
        return connections.getClusterConnection();
    }

    @Override
    public RedisSentinelConnection getSentinelConnection() {
        return connections.getSentinelConnection();
    }

    @Override
    public boolean getConvertPipelineAndTxResults() {
        return connections.getConvertPipelineAndTxResults();
    }

    @Override
    public @Nullable DataAccessException translateExceptionIfPossible(RuntimeException e) {
        return connections.translateExceptionIfPossible(e);
    }
}
