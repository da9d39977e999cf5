-- Adds a batch of tokens, if the read model is where the batch begins, and trims what is to be forgotten from the sets that it touches.
-- KEYS[1] position hash; ARGV: partition, expected offset, next offset, topic id, the last exp to be forgotten (s), for how long members stay past their exp (s),
-- number of words about grants, for each grant: key, JSON, when it goes (s); then for each set: key, number of words about members, for each member: exp (s), jti.
-- Returns 1, or 0 where the read model is elsewhere or made from another log: nothing is changed then.
local AT_ONCE = 2000
-- What is left over goes with a later batch: a link's million tokens may end in the same second.
local TRIMMED_AT_ONCE = 2000
local at = redis.call('HMGET', KEYS[1], ARGV[1], 'topicId')
if (at[1] or '0') ~= ARGV[2] or (at[2] or ARGV[4]) ~= ARGV[4] then
  return 0
end
local i = 8
local sets = i + tonumber(ARGV[7])
while i < sets do
  redis.call('SET', ARGV[i], ARGV[i + 1], 'EXAT', ARGV[i + 2])
  i = i + 3
end
local trim = TRIMMED_AT_ONCE
while i < #ARGV do
  local key = ARGV[i]
  local last = i + 1 + tonumber(ARGV[i + 1])
  for from = i + 2, last, AT_ONCE do
    redis.call('ZADD', key, unpack(ARGV, from, math.min(from + AT_ONCE - 1, last)))
  end
  if trim > 0 then
    local old = #redis.call('ZRANGEBYSCORE', key, '-inf', ARGV[5], 'LIMIT', 0, trim)
    if old > 0 then
      redis.call('ZREMRANGEBYRANK', key, 0, old - 1)
      trim = trim - old
    end
  end
  local latest = redis.call('ZREVRANGE', key, 0, 0, 'WITHSCORES')
  if latest[2] then
    redis.call('EXPIREAT', key, string.format('%.0f', latest[2] + ARGV[6]))
  end
  i = last + 1
end
redis.call('HSET', KEYS[1], ARGV[1], ARGV[3], 'topicId', ARGV[4])
return 1
