-- Adds a batch of live tokens, if the read model is where the batch begins, and trims those that expired from the sets that it touches.
-- KEYS[1] position hash; ARGV: partition, expected offset, next offset, topic id, now (s), then for each token: key of the set, jti, exp (s).
-- Returns 1, or 0 where the read model is elsewhere or made from another log: nothing is changed then.
local at = redis.call('HMGET', KEYS[1], ARGV[1], 'topicId')
if (at[1] or '0') ~= ARGV[2] or (at[2] or ARGV[4]) ~= ARGV[4] then
  return 0
end
local touched = {}
for i = 6, #ARGV, 3 do
  redis.call('ZADD', ARGV[i], ARGV[i + 2], ARGV[i + 1])
  touched[ARGV[i]] = true
end
for key in pairs(touched) do
  redis.call('ZREMRANGEBYSCORE', key, '-inf', ARGV[5])
  local last = redis.call('ZREVRANGE', key, 0, 0, 'WITHSCORES')
  if last[2] then
    redis.call('EXPIREAT', key, last[2])
  end
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3], 'topicId', ARGV[4])
return 1
