-- Ends a reservation, or keeps it until the projection shows the subject.
-- KEYS: reservations, the link's viewers, removed viewers; ARGV: subject, 'confirmed' or 'released', s until the key goes
if ARGV[2] == 'released' then
  return redis.call('ZREM', KEYS[1], ARGV[1])
end
if redis.call('ZSCORE', KEYS[2], ARGV[1]) or redis.call('HEXISTS', KEYS[3], ARGV[1]) == 1 then
  return redis.call('ZREM', KEYS[1], ARGV[1])
end
redis.call('ZADD', KEYS[1], '+inf', ARGV[1])
redis.call('EXPIRE', KEYS[1], ARGV[3])
return 1
